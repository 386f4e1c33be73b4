// A segment with damaged tables: the first byte chooses the table, what follows is how it is damaged. It is refused, or it
// merges into a segment that can be read.
#include "postings/glass_format.h"
#include "postings/merge_postings.h"
#include "postings/segment_input.h"
#include "tests/fuzz/scratch.h"
#include "tests/postings/random_documents.h"

namespace {

using namespace il2search;

struct SoundSegment {
  SoundSegment() {
    test::build_segment(test::random_documents(8, 60), 30, folder);
    for (const char* name : {glass::kTableFile, glass::kVersionFile}) files.push_back(test::read_file(folder + name));
    std::filesystem::create_directories(merged + "/again");
  }
  std::string folder = fuzz::scratch() + "/segment";
  std::string merged = fuzz::scratch() + "/merged";
  std::vector<std::string> files;
};

void merge(const std::string& from, const std::vector<std::uint32_t>& deleted, const std::string& to) {
  std::vector<std::unique_ptr<PostingInput>> inputs;
  inputs.push_back(std::make_unique<SegmentInput>(from, deleted));
  merge_postings(inputs, to);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const SoundSegment segment;
  fuzz::FuzzInput input(fuzz::as_text(data, size));
  const bool damages_version = input.byte() % 4 == 0;
  test::write_file(segment.folder + glass::kTableFile,
                   damages_version ? segment.files[0] : fuzz::damaged(segment.files[0], input));
  test::write_file(segment.folder + glass::kVersionFile,
                   damages_version ? fuzz::damaged(segment.files[1], input) : segment.files[1]);
  const auto merge_it = [&] { merge(segment.folder, {2, 7}, segment.merged); };
  const bool merged =
      fuzz::succeeds(merge_it, ErrorCode::index_corrupt, ErrorCode::index_incompatible, ErrorCode::invalid_argument);
  if (merged) merge(segment.merged, {1}, segment.merged + "/again");
  return 0;
}
