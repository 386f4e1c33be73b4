// Merges posting tables and record files.
#include "indexer/segments/merge_segments.h"

#include <sys/stat.h>

#include <exception>
#include <memory>
#include <thread>

#include "base/file.h"
#include "postings/live_docids.h"
#include "postings/merge_postings.h"
#include "postings/segment_input.h"
#include "storage/compressed_records.h"
#include "storage/token_file.h"

namespace il2search {
namespace {

void create_folder(const std::string& folder) {
  if (::mkdir(folder.c_str(), 0777) != 0) throw_io("cannot create folder", folder);
}

template <class File, class Writer>
void merge_files(const std::vector<MergeInput>& inputs, const std::string& path, const char* name) {
  Writer writer(path + name);
  for (const MergeInput& input : inputs) {
    const File records(input.folder + name);
    const LiveDocids live(records.size(), input.deleted);
    writer.append_live(records, [&](std::uint32_t docid) { return live.is_live(docid); });
  }
  writer.finish();
}

void merge_record_files(const std::vector<MergeInput>& inputs, const std::string& folder) {
  for (const char* name : {"/heads", "/texts"})
    merge_files<CompressedRecordFile, CompressedRecordWriter>(inputs, folder, name);
  merge_files<TokenFile, TokenFileWriter>(inputs, folder, "/tokens");
}

// The thread that merges the record files, while the calling thread merges postings.
class RecordMerge {
 public:
  RecordMerge(const std::vector<MergeInput>& inputs, const std::string& folder)
      : thread_([this, &inputs, &folder] {
          try {
            merge_record_files(inputs, folder);
          } catch (...) {
            failure_ = std::current_exception();
          }
        }) {}

  // Throws what the thread threw.
  void wait() {
    if (thread_.joinable()) thread_.join();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::exception_ptr failure_;  // outlives the thread
  std::jthread thread_;
};

}  // namespace

BuiltSegment merge_segments(const std::vector<MergeInput>& inputs, const std::string& folder, MergeOptions options) {
  create_folder(folder);
  RecordMerge records(inputs, folder);
  PostingInputs segments;
  BuiltSegment merged{folder, 0};
  for (const MergeInput& input : inputs) {
    segments.push_back(std::make_unique<SegmentInput>(input.folder, input.deleted));
    merged.documents += segments.back()->documents();
  }
  if (options.pairs) {
    options.pairs->tokens = [&] {
      records.wait();
      return TokenFile(folder + "/tokens");
    };
  }
  merge_postings(segments, folder, options);
  merge_values(segments, folder);
  records.wait();
  return merged;
}

}  // namespace il2search
