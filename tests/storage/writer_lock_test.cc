// The writer's lock: who holds it, waiting for it, and what is in its place.
#include "storage/index_directory.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <thread>

#include <gtest/gtest.h>
#include <il2search/error.h>

#include "storage/writer_lock.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::error_of;
using test::publish_segment;
using test::TestFolder;

TEST(WriterLock, ASecondWriterIsToldWhoHoldsIt) {
  const TestFolder folder;
  publish_segment(folder.path(), 2, "a");
  const IndexDirectory first(folder.path(), {});
  std::string message;
  EXPECT_EQ(error_of([&] { IndexDirectory(folder.path(), {}); }, &message), ErrorCode::locked);
  EXPECT_NE(message.find("process " + std::to_string(::getpid())), std::string::npos) << message;
  EXPECT_TRUE(writer_active(IndexFolder::open(folder.path())));
}

TEST(WriterLock, ASecondWriterWaitsAsLongAsItIsTold) {
  const TestFolder folder;
  publish_segment(folder.path(), 2, "a");
  auto first = std::make_unique<IndexDirectory>(folder.path(), IndexDirectory::Options{});
  std::thread holder([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    first.reset();
  });
  const IndexDirectory second(folder.path(), {.create = false, .lock_wait = std::chrono::seconds(20), .cancelled = {}});
  holder.join();
  EXPECT_EQ(second.manifest().generation, 1u);
}

TEST(WriterLock, WaitingCanBeCancelled) {
  const TestFolder folder;
  publish_segment(folder.path(), 2, "a");
  const IndexDirectory first(folder.path(), {});
  int asked = 0;
  EXPECT_EQ(error_of([&] {
              IndexDirectory(folder.path(), {.create = false, .lock_wait = std::chrono::minutes(10), .cancelled = [&] {
                                               return ++asked == 3;
                                             }});
            }),
            ErrorCode::cancelled);
}

TEST(WriterLock, ALockFileThatNobodyHoldsMeansNothing) {
  const TestFolder folder;
  publish_segment(folder.path(), 2, "a");
  EXPECT_TRUE(fs::exists(folder / "LOCK"));
  EXPECT_FALSE(writer_active(IndexFolder::open(folder.path())));
  EXPECT_EQ(publish_segment(folder.path(), 2, "b"), 2u);
}

TEST(WriterLock, AskingForAWriterDisturbsNone) {
  const TestFolder folder;
  publish_segment(folder.path(), 2, "a");
  std::atomic<bool> done = false;
  std::thread asking([&] {
    while (!done) writer_active(IndexFolder::open(folder.path()));
  });
  for (int i = 0; i < 200; ++i) EXPECT_NO_THROW(IndexDirectory(folder.path(), {}));
  done = true;
  asking.join();
}

TEST(WriterLock, ALinkInItsPlaceIsNotFollowed) {
  const TestFolder folder;
  publish_segment(folder.path(), 2, "a");
  test::write_file(folder / "precious", "precious");
  fs::remove(folder / "LOCK");
  fs::create_symlink(folder / "precious", folder / "LOCK");
  EXPECT_EQ(error_of([&] { IndexDirectory(folder.path(), {}); }), ErrorCode::index_corrupt);
  EXPECT_EQ(test::read_file(folder / "precious"), "precious");
}

}  // namespace
}  // namespace il2search
