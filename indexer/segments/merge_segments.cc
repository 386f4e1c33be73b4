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

std::uint32_t merge_tables(const std::vector<MergeInput>& inputs, const std::string& folder,
                           const MergeOptions& options) {
  std::vector<std::unique_ptr<PostingInput>> segments;
  std::uint32_t documents = 0;
  for (const MergeInput& input : inputs) {
    segments.push_back(std::make_unique<SegmentInput>(input.folder, input.deleted));
    documents += segments.back()->documents();
  }
  merge_postings(segments, folder, options);
  merge_values(segments, folder);
  return documents;
}

}  // namespace

BuiltSegment merge_segments(const std::vector<MergeInput>& inputs, const std::string& folder,
                            const MergeOptions& options) {
  create_folder(folder);
  // Record files and postings are separate files, so they are merged in parallel. The thread ends before `failure` does,
  // whatever throws here.
  std::exception_ptr failure;
  std::jthread records([&] {
    try {
      merge_record_files(inputs, folder);
    } catch (...) {
      failure = std::current_exception();
    }
  });
  BuiltSegment merged{folder, 0};
  merged.documents = merge_tables(inputs, folder, options);
  records.join();
  if (failure) std::rethrow_exception(failure);
  return merged;
}

}  // namespace il2search
