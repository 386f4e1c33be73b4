// Memory runs out: the Nth allocation of a call, ICU's included, fails, once or with all that follow. A host program gets
// Error{out_of_memory} and goes on; the published generation stays as it was, and the same call succeeds again.
#include <sys/wait.h>
#include <unicode/uclean.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <il2search/index_writer.h>
#include <il2search/maintenance.h>
#include <il2search/reader.h>
#include <il2search/searcher.h>
#include <il2search/vocabulary.h>

#include "base/folder_entries.h"
#include "indexer/folder_walk.h"
#include "storage/index_directory.h"
#include "tests/indexer/papers.h"
#include "tests/paths.h"
#include "text/analyzer.h"
#include "vocabulary/store/compiler.h"

namespace {

std::atomic<long> allocations{0};
std::atomic<long> fail_at{0};      // 0: none
std::atomic<bool> lasting{false};  // all later allocations fail as well

bool is_failing() {
  const long number = ++allocations;
  const long at = fail_at.load();
  return at > 0 && (number == at || (lasting && number > at));
}

void* allocate(std::size_t size) { return is_failing() ? nullptr : std::malloc(size == 0 ? 1 : size); }

// ICU does not call operator new. Its functions can be replaced only before it is used.
const bool counts_icu = [] {
  UErrorCode status = U_ZERO_ERROR;
  u_setMemoryFunctions(
      nullptr, [](const void*, std::size_t size) { return allocate(size); },
      [](const void*, void* old, std::size_t size) { return is_failing() ? nullptr : std::realloc(old, size); },
      [](const void*, void* memory) { std::free(memory); }, &status);
  return U_SUCCESS(status);
}();

}  // namespace

void* operator new(std::size_t size) {
  if (void* memory = allocate(size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace il2search {
namespace {

bool full_run() {
  const char* value = std::getenv("IL2SEARCH_FAULTS");
  return value != nullptr && std::string_view(value) == "full";
}

WriterOptions one_thread() {
  WriterOptions options;
  options.jobs = 1;
  return options;
}

struct Operation {
  const char* name;
  std::function<void()> run;
};

// The number of allocations of a call that succeeds.
long count(const std::function<void()>& run) {
  const long before = allocations;
  run();
  return allocations - before;
}

class OutOfMemory : public testing::Test {
 protected:
  OutOfMemory() {
    index_.write_set("a.xml", test::articles(1, 30, "Lupus"));
    index_.write_set("b.xml", test::articles(20, 40, "Renal") + test::deletion(7));
    index_.update({"a.xml"});
    index_.update({"b.xml"});
  }

  // Fails at some points of the operation.
  void expect_survives(const Operation& operation) {
    operation.run();
    const long total = count(operation.run);
    const long step = std::max(1L, total / (full_run() ? 120 : 4));
    for (const bool lasts : {false, true}) {
      lasting = lasts;
      for (long at = 1; at <= total; at += step) {
        SCOPED_TRACE(testing::Message() << operation.name << ", allocation " << at << " of " << total
                                        << (lasts ? " and all later ones" : ""));
        const test::DocumentsById before = test::documents_of(path_);
        expect_error_or_success(operation.run, at);
        EXPECT_TRUE(test::documents_of(path_) == before);
        EXPECT_NO_THROW(operation.run());
      }
    }
    EXPECT_TRUE(check_index(index_.path()).findings.empty());
  }

  static void expect_error_or_success(const std::function<void()>& run, long at) {
    ErrorCode code = ErrorCode::out_of_memory;
    bool is_foreign = false;
    fail_at = allocations + at;
    try {
      run();
    } catch (const Error& error) {
      code = error.code();
    } catch (...) {
      is_foreign = true;
    }
    fail_at = 0;
    EXPECT_FALSE(is_foreign) << "another exception than Error";
    EXPECT_EQ(code, ErrorCode::out_of_memory);
  }

  static void expect_bad_alloc_or_success(const std::function<void()>& run, long at) {
    fail_at = allocations + at;
    try {
      run();
    } catch (const std::bad_alloc&) {}
    fail_at = 0;
  }

  // Made before memory fails, like everything that the operations are given.
  test::PaperIndex index_;
  const std::string path_ = index_.path();
  const WriterOptions options_ = one_thread();
};

// The text that work() returns, called in a copy of this process.
std::string in_another_process(const std::function<std::string()>& work) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) throw std::runtime_error("cannot make a pipe");
  const pid_t child = ::fork();
  if (child == 0) {
    const std::string text = work();
    ::_exit(::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()) ? 0 : 1);
  }
  ::close(ends[1]);
  std::string text;
  std::array<char, 256> buffer;
  for (ssize_t size; (size = ::read(ends[0], buffer.data(), buffer.size())) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(size));
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return text;
}

std::string fingerprint_or_failure() {
  try {
    return analyzer_fingerprint();
  } catch (const std::exception& error) {
    return error.what();
  }
}

// ICU loads its tables when they are first used, so each allocation fails in a process of its own.
TEST(FirstAnalysis, IsRightOrFailsForLackOfMemory) {
  ASSERT_TRUE(counts_icu);
  const std::string right = in_another_process(fingerprint_or_failure);
  const std::string total = in_another_process([] { return std::to_string(count([] { analyzer_fingerprint(); })); });
  ASSERT_GT(std::stol(total), 100);
  for (const bool lasts : {false, true}) {
    for (long at = 1; at <= std::stol(total); ++at) {
      const std::string answers = in_another_process([&] {
        lasting = lasts;
        fail_at = allocations + at;
        const std::string first = fingerprint_or_failure();
        fail_at = 0;
        return first + ", then " + fingerprint_or_failure();
      });
      EXPECT_THAT(answers, testing::AnyOf(right + ", then " + right, "std::bad_alloc, then " + right))
          << "allocation " << at << " of " << total << (lasts ? " and all later ones" : "");
    }
  }
}

// The ways of the standard library to list a folder end the process instead.
TEST_F(OutOfMemory, ListingFoldersFails) {
  load_vocabularies(path_, {{"obo", test::source_path() + "/tests/vocabulary/samples/ontology/hp.obo"}});
  const std::string samples = test::source_path() + "/corpus/samples";
  const std::string vocabulary = Snapshot::open(path_)->vocabulary_folder();
  for (const auto& list : std::vector<std::function<void()>>{[&] { walk_folder(samples, path_); },
                                                             [&] { read_compiled_parts(vocabulary); }}) {
    const long total = count(list);
    ASSERT_GT(total, 10);
    for (const bool lasts : {false, true}) {
      lasting = lasts;
      for (long at = 1; at <= std::min(total, 200L); ++at) expect_bad_alloc_or_success(list, at);
    }
  }
}

TEST_F(OutOfMemory, TreesAreRemoved) {
  const std::string copy = path_ + "-copy";
  std::filesystem::copy(path_, copy, std::filesystem::copy_options::recursive);
  lasting = true;
  fail_at = allocations + 1;
  remove_tree(copy.c_str());
  fail_at = 0;
  EXPECT_FALSE(std::filesystem::exists(copy));
}

TEST_F(OutOfMemory, SearchingGoesOn) {
  const Searcher searcher(path_);
  const std::string id = "PMID:3";
  const SearchOptions options;
  expect_survives({"open", [&] { Searcher opened(path_); }});
  expect_survives({"search", [&] { searcher.search("lupus OR \"low doses\" OR ren*", options); }});
  expect_survives({"document", [&] { searcher.document(id); }});
}

TEST_F(OutOfMemory, MaintenanceGoesOn) {
  expect_survives({"status", [&] { index_status(path_); }});
  expect_survives({"generations", [&] { list_generations(path_); }});
  expect_survives({"gc", [&] { collect_garbage(path_); }});
}

// The documents are the same after each of these.
TEST_F(OutOfMemory, WritingGoesOn) {
  UpdateOptions update;
  update.reapply = true;
  update.writer = options_;
  const std::vector<std::string> files{index_.paper("b.xml")};
  expect_survives({"update", [&] { update_index(path_, files, update); }});
  expect_survives({"rebuild", [&] { rebuild_index(path_, options_); }});
  // Without new documents there is nothing to merge.
  expect_survives({"update and merge", [&] {
                     update_index(path_, files, update);
                     merge_index(path_, true, options_);
                   }});
}

// Readers of JSON keep trees, which need care when memory is gone.
TEST_F(OutOfMemory, ReadingEveryFormatGoesOn) {
  const std::string samples = test::source_path() + "/corpus/samples";
  for (const auto& entry : std::filesystem::directory_iterator(samples)) {
    const std::string file = entry.path().string();
    expect_survives({file.c_str(), [&] {
                       DocumentReader reader(file);
                       while (reader.next()) {}
                     }});
  }
}

TEST_F(OutOfMemory, LoadingAVocabularyGoesOn) {
  const std::string samples = test::source_path() + "/tests/vocabulary/samples/ontology/";
  for (const auto& [kind, name] : {std::pair{"obo", "hp.obo"}, std::pair{"mondo", "mondo.json"}}) {
    const std::vector<VocabularyFile> files{{kind, samples + name}};
    VocabularyOptions options;
    options.writer = options_;
    expect_survives({name, [&] { load_vocabularies(path_, files, options); }});
  }
}

}  // namespace
}  // namespace il2search
