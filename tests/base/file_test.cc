// Descriptors, input files, mappings, and errno as errors.
#include "base/file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <utility>

#include <il2search/error.h>

#include "tests/base/test_files.h"

namespace il2search {
namespace {

bool is_open(int fd) { return ::fcntl(fd, F_GETFD) >= 0; }

template <class Action> Error error_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no error";
  return Error(ErrorCode::io, "");
}

TEST(File, DescriptorsCloseWhatTheyOwn) {
  const TestFolder folder;
  const std::string path = folder.write("a", "text");
  Descriptor first = open_path(path, O_RDONLY);
  ASSERT_TRUE(first.is_open());
  const int fd = first.get();
  EXPECT_NE(::fcntl(fd, F_GETFD) & FD_CLOEXEC, 0);
  {
    const Descriptor second = std::move(first);
    EXPECT_EQ(second.get(), fd);
    EXPECT_TRUE(is_open(fd));
  }
  EXPECT_FALSE(is_open(fd));
  EXPECT_FALSE(Descriptor().is_open());
}

TEST(File, AFailedOpenLeavesErrno) {
  errno = 0;
  EXPECT_FALSE(open_path("/nonexistent/file", O_RDONLY).is_open());
  EXPECT_EQ(errno, ENOENT);
}

TEST(File, RepeatsInterruptedCalls) {
  int calls = 0;
  const int result = retry_interrupted([&] {
    errno = EINTR;
    return ++calls < 3 ? -1 : 5;
  });
  EXPECT_EQ(result, 5);
  EXPECT_EQ(calls, 3);
  EXPECT_EQ(retry_interrupted([] {
              errno = EIO;
              return -1;
            }),
            -1);
}

TEST(File, InputErrorsTellBadPathsFromBadDisks) {
  const TestFolder folder;
  const std::string file = folder.write("file", "text");
  const struct {
    std::string path;
    const char* message;
  } cases[] = {
      {folder.path() + "/missing", "cannot open the file (No such file or directory): "},
      {file + "/below", "cannot open the file (Not a directory): "},
      {folder.path() + "/" + std::string(300, 'x'), "cannot open the file (File name too long): "},
      {folder.path(), "cannot read the file (Is a directory): "},
  };
  for (const auto& c : cases) {
    const Error error = error_of([&] {
      char byte = 0;
      read_input(open_input(c.path), &byte, 1, c.path);
    });
    EXPECT_EQ(error.code(), ErrorCode::path_missing) << c.path;
    EXPECT_EQ(error.what(), c.message + c.path);
  }
  const Error closed = error_of([] { read_input(Descriptor(), nullptr, 0, "-"); });
  EXPECT_EQ(closed.code(), ErrorCode::io);
  EXPECT_STREQ(closed.what(), "cannot read the file (Bad file descriptor): standard input");
}

TEST(File, PipesSocketsAndDevicesAreRefusedAtOnce) {
  const TestFolder folder;
  const std::string fifo = folder.path() + "/fifo";
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  const struct {
    std::string path;
    std::string message;
  } cases[] = {{fifo, "not a regular file but a named pipe: " + fifo},
               {"/dev/zero", "not a regular file but a device: /dev/zero"}};
  for (const auto& c : cases) {
    const Error error = error_of([&] { open_input(c.path); });
    EXPECT_EQ(error.code(), ErrorCode::path_missing);
    EXPECT_EQ(error.what(), c.message);
  }
}

TEST(File, WaitsForInputUntilItIsCancelled) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const Descriptor out(ends[0]);
  const Descriptor in(ends[1]);
  int asked = 0;
  const Error error = error_of([&] { wait_for_input(out, [&] { return ++asked == 2; }); });
  EXPECT_EQ(error.code(), ErrorCode::cancelled);
  EXPECT_EQ(asked, 2);
  ASSERT_EQ(::write(in.get(), "x", 1), 1);
  wait_for_input(out, [] { return true; });  // returns: there is something to read
}

TEST(File, StandardInputStaysOpen) {
  const Descriptor input = open_input("-");
  EXPECT_NE(input.get(), STDIN_FILENO);
  EXPECT_TRUE(is_open(STDIN_FILENO));
}

TEST(File, InputNamesAreSafeForTerminals) {
  EXPECT_EQ(input_name("-"), "standard input");
  EXPECT_EQ(input_name("a\x1b[31mb"), "a\uFFFD[31mb");
}

TEST(File, IoErrorsNameTheCauseAndHintAtAFullDisk) {
  errno = ENOSPC;
  const Error full = error_of([] { throw_io("cannot write", "x\x1by"); });
  EXPECT_EQ(full.code(), ErrorCode::io);
  EXPECT_STREQ(full.what(), "cannot write (No space left on device): x\uFFFDy");
  EXPECT_NE(full.hint(), "");
  errno = EIO;
  EXPECT_EQ(error_of([] { throw_io("cannot write", "x"); }).hint(), "");
  errno = ENOMEM;
  EXPECT_EQ(error_of([] { throw_io("cannot map", "x"); }).code(), ErrorCode::out_of_memory);
  for (const int number : {ENOSPC, EDQUOT, EFBIG}) EXPECT_TRUE(is_out_of_space(number));
  EXPECT_FALSE(is_out_of_space(EIO));
}

TEST(File, MapsAFileAndKeepsItsAddressWhenMoved) {
  const TestFolder folder;
  const std::string path = folder.write("a", "some text");
  MappedFile map(open_path(path, O_RDONLY), 9, path);
  EXPECT_EQ(map.bytes(), "some text");
  const char* address = map.bytes().data();
  MappedFile moved = std::move(map);
  EXPECT_EQ(moved.bytes().data(), address);
  EXPECT_EQ(map.bytes(), "");  // NOLINT(bugprone-use-after-move): what a moved-from map holds is specified
  MappedFile assigned;
  assigned = std::move(moved);
  EXPECT_EQ(assigned.bytes(), "some text");
}

TEST(File, AnEmptyFileMapsToAnEmptyView) {
  const TestFolder folder;
  const std::string path = folder.write("empty", "");
  EXPECT_EQ(MappedFile(open_path(path, O_RDONLY), 0, path).bytes(), "");
  EXPECT_EQ(MappedFile().bytes(), "");
}

TEST(File, AMappingThatFailsIsAnIoError) {
  const TestFolder folder;
  const Error error = error_of([&] { MappedFile(open_path(folder.path(), O_RDONLY), 10, folder.path()); });
  EXPECT_EQ(error.code(), ErrorCode::io);
}

}  // namespace
}  // namespace il2search
