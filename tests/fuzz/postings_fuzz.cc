// A segment with a damaged file: the first byte chooses the file, what follows is how it is damaged. It is refused, or it
// merges into a segment that can be read.
#include <array>

#include "postings/merge_postings.h"
#include "postings/segment_input.h"
#include "tests/fuzz/scratch.h"
#include "tests/postings/random_documents.h"

namespace {

using namespace il2search;

constexpr std::array kFiles{"/postlist.glass", "/iamglass", "/postings.data", "/postings.terms", "/postings.lengths"};

struct SoundSegment {
  SoundSegment() {
    test::build_segment(test::random_documents(8, 60), 30, folder);
    for (const char* name : kFiles) files.push_back(test::read_file(folder + name));
    std::filesystem::create_directories(merged + "/again");
  }
  std::string folder = fuzz::scratch() + "/segment";
  std::string merged = fuzz::scratch() + "/merged";
  std::vector<std::string> files;
};

void merge(const std::string& from, const std::vector<std::uint32_t>& deleted, const std::string& to) {
  PostingInputs inputs;
  inputs.push_back(std::make_unique<SegmentInput>(from, deleted));
  merge_postings(inputs, to);
  merge_values(inputs, to);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const SoundSegment segment;
  fuzz::FuzzInput input(fuzz::as_text(data, size));
  const std::size_t chosen = input.byte() % kFiles.size();
  for (std::size_t i = 0; i < kFiles.size(); ++i)
    test::write_file(segment.folder + kFiles[i],
                     i == chosen ? fuzz::damaged(segment.files[i], input) : segment.files[i]);
  const auto merge_it = [&] { merge(segment.folder, {2, 7}, segment.merged); };
  const bool merged =
      fuzz::succeeds(merge_it, ErrorCode::index_corrupt, ErrorCode::index_incompatible, ErrorCode::invalid_argument);
  if (merged) merge(segment.merged, {1}, segment.merged + "/again");
  return 0;
}
