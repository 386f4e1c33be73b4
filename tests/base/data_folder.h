// Real files, which lie outside of the repository: where they are, and the tests over them.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <string_view>

namespace il2search {

// What IL2SEARCH_TEST_DATA says; "" where it is not set.
inline std::string test_data_folder() {
  const char* folder = std::getenv("IL2SEARCH_TEST_DATA");
  return folder == nullptr ? "" : folder;
}

// A test over these files is skipped where there are none, and fails where there must be some: under CI=true.
class DataFolderTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!test_data_folder().empty()) return;
    const char* ci = std::getenv("CI");
    if (ci != nullptr && std::string_view(ci) == "true") FAIL() << "IL2SEARCH_TEST_DATA is not set";
    GTEST_SKIP() << "IL2SEARCH_TEST_DATA is not set";
  }

  static std::string data(const std::string& path) { return test_data_folder() + "/" + path; }
};

}  // namespace il2search
