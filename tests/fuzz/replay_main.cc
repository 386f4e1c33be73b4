// The main() of a fuzz target without libFuzzer: runs the target on every file given (folders are walked), then on
// N mutations of them. A bug shows as a crash, a sanitizer report or a hang.
//
//   query_fuzz [--runs N] PATH...
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/fuzz/mutate.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t kMaxSeedBytes = std::size_t{1} << 16;
constexpr std::size_t kMaxInputBytes = std::size_t{1} << 17;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("no such file: " + path.string());
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::string> read_all(const std::vector<std::string>& paths) {
  std::vector<std::string> texts;
  for (const std::string& path : paths) {
    if (!std::filesystem::is_directory(path)) {
      texts.push_back(read_file(path));
      continue;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
      if (entry.is_regular_file()) texts.push_back(read_file(entry.path()));
    }
  }
  return texts;
}

void run_target(const std::string& input) {
  // A copy of exactly this size lets AddressSanitizer detect a read past the end.
  const std::vector<std::uint8_t> bytes(input.begin(), input.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

void run_mutations(std::vector<std::string> seeds, std::size_t runs) {
  for (std::string& seed : seeds) seed.resize(std::min(seed.size(), kMaxSeedBytes));
  seeds.emplace_back();
  std::mt19937 random(2);
  for (; runs > 0; --runs) run_target(il2search::fuzz::mutate(seeds, kMaxInputBytes, random));
}

}  // namespace

int main(int argc, char** argv) try {
  std::size_t runs = 0;
  std::vector<std::string> paths;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--runs") == 0 && i + 1 < argc) runs = std::strtoul(argv[++i], nullptr, 10);
    else paths.emplace_back(argv[i]);
  }
  const std::vector<std::string> inputs = read_all(paths);
  for (const std::string& input : inputs) run_target(input);
  run_mutations(inputs, runs);
  std::printf("%zu files, %zu mutations\n", inputs.size(), runs);
  return inputs.empty() ? 2 : 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "the target let an exception out: %s\n", error.what());
  return 1;
}
