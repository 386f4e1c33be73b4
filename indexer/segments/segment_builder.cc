// Builds and merges segments: posting tables and record files.
#include "indexer/segments/segment_builder.h"

#include <sys/stat.h>

#include <thread>

#include "base/file.h"
#include "postings/live_docids.h"
#include "postings/merge_postings.h"
#include "postings/segment_input.h"
#include "storage/record_file.h"

namespace il2search {
namespace {

void create_folder(const std::string& folder) {
  if (::mkdir(folder.c_str(), 0777) != 0) throw_io("cannot create folder", folder);
}

}  // namespace

struct SegmentBuilder::Impl {
  explicit Impl(const std::string& path)
      : folder((create_folder(path), path)), heads(path + "/heads"), texts(path + "/texts"), tokens(path + "/tokens") {}
  std::string folder;
  RunBuilder postings;
  RecordFileWriter heads;
  RecordFileWriter texts;
  RecordFileWriter tokens;
};

SegmentBuilder::SegmentBuilder(const std::string& folder) : impl_(std::make_unique<Impl>(folder)) {}
SegmentBuilder::~SegmentBuilder() = default;
SegmentBuilder::SegmentBuilder(SegmentBuilder&&) noexcept = default;

void SegmentBuilder::add(const DocumentTerms& terms) {
  Impl& my = *impl_;
  my.postings.add(terms.terms, terms.vocabulary, terms.values);
  my.heads.append(terms.stored.head);
  my.texts.append(terms.stored.text);
  my.tokens.append(terms.tokens);
}

std::uint32_t SegmentBuilder::documents() const { return impl_->postings.documents(); }

BuiltSegment SegmentBuilder::finish() {
  Impl& my = *impl_;
  const PostingRun run = my.postings.finish();
  std::vector<std::unique_ptr<PostingInput>> inputs;
  inputs.push_back(std::make_unique<RunInput>(run));
  merge_postings(inputs, my.folder);
  my.heads.finish();
  my.texts.finish();
  my.tokens.finish();
  return {my.folder, run.statistics.documents};
}

namespace {

void append_live(RecordFileWriter& writer, const std::string& path, const std::vector<std::uint32_t>& deleted) {
  const RecordFile records(path);
  const LiveDocids live(records.size(), deleted);
  for (std::uint32_t docid = 1; docid <= records.size(); ++docid)
    if (live.is_live(docid)) writer.append(records.record(docid));
}

void merge_record_files(const std::vector<MergeInput>& inputs, const std::string& folder) {
  for (const char* name : {"/heads", "/texts", "/tokens"}) {
    RecordFileWriter writer(folder + name);
    for (const MergeInput& input : inputs) {
      if (input.deleted.empty()) writer.append_all(input.folder + name);
      else append_live(writer, input.folder + name, input.deleted);
    }
    writer.finish();
  }
}

std::uint32_t merge_tables(const std::vector<MergeInput>& inputs, const std::string& folder,
                           const std::function<bool()>& cancelled) {
  std::vector<std::unique_ptr<PostingInput>> segments;
  std::uint32_t documents = 0;
  for (const MergeInput& input : inputs) {
    segments.push_back(std::make_unique<SegmentInput>(input.folder, input.deleted));
    documents += segments.back()->documents();
  }
  merge_postings(segments, folder, cancelled);
  return documents;
}

}  // namespace

BuiltSegment merge_segments(const std::vector<MergeInput>& inputs, const std::string& folder,
                            const std::function<bool()>& cancelled) {
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
  BuiltSegment merged{folder, 0};
  try {
    merged.documents = merge_tables(inputs, folder, cancelled);
  } catch (...) {
    records.join();
    throw;
  }
  records.join();
  if (failure) std::rethrow_exception(failure);
  return merged;
}

}  // namespace il2search
