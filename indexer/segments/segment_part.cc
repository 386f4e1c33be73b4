// Batches become parts, parts become a segment.
#include "indexer/segments/segment_part.h"

#include <sys/stat.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include <il2search/error.h>

#include "base/file.h"
#include "postings/merge_postings.h"
#include "storage/compressed_records.h"
#include "storage/record_file.h"

namespace il2search {
namespace {

void create_folder(const std::string& folder) {
  if (::mkdir(folder.c_str(), 0777) != 0) throw_io("cannot create folder", folder);
}

template <class Writer> void append(Writer& writer, const RecordBuffer& records) {
  records.for_each([&](std::string_view record) { writer.append(record); });
}

// The record files of all folders, one after the other.
void join_records(const std::vector<std::string>& folders, const std::string& joined) {
  create_folder(joined);
  for (const char* name : {"/heads", "/texts"}) {
    CompressedRecordWriter writer(joined + name);
    for (const std::string& folder : folders)
      writer.append_live(CompressedRecordFile(folder + name), [](std::uint32_t) { return true; });
    writer.finish();
  }
  RecordFileWriter tokens(joined + "/tokens");
  for (const std::string& folder : folders) tokens.append_all(folder + "/tokens");
  tokens.finish();
  std::error_code ignored;  // the next writer empties tmp/
  for (const std::string& folder : folders) std::filesystem::remove_all(folder, ignored);
}

}  // namespace

void BatchBuilder::add(const DocumentTerms& document) {
  postings_.add(document.terms, document.vocabulary, document.values);
  heads_.append(document.stored.head);
  texts_.append(document.stored.text);
  tokens_.append(document.tokens);
}

BuiltBatch BatchBuilder::finish() {
  return {postings_.finish(), std::exchange(heads_, {}), std::exchange(texts_, {}), std::exchange(tokens_, {})};
}

struct PartBuilder::Impl {
  Impl(const std::string& path, std::uint64_t limit)
      : folder((create_folder(path), path)),
        memory_limit(limit),
        heads(path + "/heads"),
        texts(path + "/texts"),
        tokens(path + "/tokens"),
        postings(path + "-postings-") {}

  std::string folder;
  std::uint64_t memory_limit;
  CompressedRecordWriter heads;
  CompressedRecordWriter texts;
  RecordFileWriter tokens;
  PostingSpool postings;
  std::uint32_t documents = 0;
};

PartBuilder::PartBuilder(const std::string& folder, std::uint64_t memory_limit)
    : impl_(std::make_unique<Impl>(folder, memory_limit)) {}
PartBuilder::~PartBuilder() = default;
PartBuilder::PartBuilder(PartBuilder&&) noexcept = default;

void PartBuilder::append(BuiltBatch&& batch) {
  Impl& my = *impl_;
  my.documents += batch.documents();
  il2search::append(my.heads, batch.heads);
  il2search::append(my.texts, batch.texts);
  il2search::append(my.tokens, batch.tokens);
  my.postings.add(std::move(batch.postings));
  if (my.postings.memory() > my.memory_limit) my.postings.spill();
}

SegmentPart PartBuilder::finish() {
  Impl& my = *impl_;
  my.heads.finish();
  my.texts.finish();
  my.tokens.finish();
  return {{std::move(my.folder)}, std::move(my.postings), my.documents};
}

void SegmentPart::append(SegmentPart more) {
  if (more.documents > UINT32_MAX - documents)
    throw Error(ErrorCode::invalid_argument, "a segment is too large: more than 2^32 - 1 documents");
  folders.insert(folders.end(), more.folders.begin(), more.folders.end());
  postings.append(std::move(more.postings));
  documents += more.documents;
}

BuiltSegment finish_segment(const SegmentPart& part, const std::string& folder) {
  BuiltSegment segment{part.folders.size() == 1 ? part.folders.front() : folder, part.documents};
  if (part.folders.size() > 1) join_records(part.folders, folder);
  merge_postings(part.postings.inputs(), segment.folder);
  return segment;
}

}  // namespace il2search
