// Builds and merges segments with Xapian's glass backend and record files.
#include "indexer/segments/segment_builder.h"

#include <sys/stat.h>

#include <thread>
#include <unordered_set>

#include <xapian.h>

#include "base/file.h"
#include "schema/field_table.h"
#include "storage/index_directory.h"
#include "storage/record_file.h"

namespace il2search {
namespace {

// No termlists: il2search never uses them, and they make a fifth of the size. DANGEROUS and NO_SYNC: an unfinished
// micro-segment is thrown away.
constexpr int kBuildFlags =
    Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_DANGEROUS | Xapian::DB_NO_SYNC | Xapian::DB_NO_TERMLIST;

void create_folder(const std::string& folder) {
  if (::mkdir(folder.c_str(), 0777) != 0) throw_io("cannot create folder", folder);
}

// A surface form is a vocabulary term of the first document in the segment that has it.
Xapian::Document to_xapian(const DocumentTerms& terms, std::unordered_set<std::string>& vocabulary) {
  Xapian::Document document;
  for (const TermFrequency& t : terms.terms) {
    if (t.wdf == 0) document.add_boolean_term(std::string(t.term));
    else document.add_term(std::string(t.term), t.wdf);
  }
  for (const SlotValue& v : terms.values) document.add_value(v.slot, v.value);
  for (const std::string_view word : terms.vocabulary)
    if (vocabulary.insert(std::string(word)).second)
      document.add_boolean_term(std::string(prefix::vocabulary).append(word));
  return document;
}

}  // namespace

struct SegmentBuilder::Impl {
  explicit Impl(const std::string& path)
      : folder((create_folder(path), path)),
        database(translating_xapian(path, [&] { return Xapian::WritableDatabase(path, kBuildFlags); })),
        heads(path + "/heads"),
        texts(path + "/texts"),
        tokens(path + "/tokens") {}
  std::string folder;
  Xapian::WritableDatabase database;
  RecordFileWriter heads;
  RecordFileWriter texts;
  RecordFileWriter tokens;
  std::unordered_set<std::string> vocabulary;
  std::uint32_t documents = 0;
};

SegmentBuilder::SegmentBuilder(const std::string& folder) : impl_(std::make_unique<Impl>(folder)) {}
SegmentBuilder::~SegmentBuilder() = default;
SegmentBuilder::SegmentBuilder(SegmentBuilder&&) noexcept = default;

void SegmentBuilder::add(const DocumentTerms& terms) {
  Impl& my = *impl_;
  translating_xapian(my.folder, [&] { my.database.add_document(to_xapian(terms, my.vocabulary)); });
  my.heads.append(terms.stored.head);
  my.texts.append(terms.stored.text);
  my.tokens.append(terms.tokens);
  ++my.documents;
}

std::uint32_t SegmentBuilder::documents() const { return impl_->documents; }

BuiltSegment SegmentBuilder::finish() {
  Impl& my = *impl_;
  translating_xapian(my.folder, [&] {
    my.database.commit();
    my.database.close();
  });
  my.heads.finish();
  my.texts.finish();
  my.tokens.finish();
  return {my.folder, my.documents};
}

namespace {

void merge_record_files(const std::vector<BuiltSegment>& inputs, const std::string& folder) {
  for (const char* name : {"/heads", "/texts", "/tokens"}) {
    RecordFileWriter writer(folder + name);
    for (const BuiltSegment& input : inputs) writer.append_all(input.folder + name);
    writer.finish();
  }
}

// Compaction adds the last docid of the preceding inputs to each docid, so docids stay dense and in order.
void merge_postings(const std::vector<BuiltSegment>& inputs, const std::string& folder) {
  translating_xapian(folder, [&] {
    Xapian::Database sources;
    for (const BuiltSegment& input : inputs)
      sources.add_database(Xapian::Database(input.folder, Xapian::DB_BACKEND_GLASS));
    sources.compact(folder, static_cast<unsigned>(Xapian::Compactor::FULL));
  });
}

}  // namespace

BuiltSegment merge_segments(const std::vector<BuiltSegment>& inputs, const std::string& folder) {
  create_folder(folder);
  // Record files and postings are separate files, so they are merged in parallel.
  std::exception_ptr failure;
  std::thread records([&] {
    try {
      merge_record_files(inputs, folder);
    } catch (...) {
      failure = std::current_exception();
    }
  });
  try {
    merge_postings(inputs, folder);
  } catch (...) {
    records.join();
    throw;
  }
  records.join();
  if (failure) std::rethrow_exception(failure);
  BuiltSegment merged{folder, 0};
  for (const BuiltSegment& input : inputs) merged.documents += input.documents;
  return merged;
}

}  // namespace il2search
