// Tests on real files, which are not part of the repository.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <string_view>

namespace il2search {

// The value of IL2SEARCH_TEST_DATA, or "" if it is not set.
inline std::string test_data_folder() {
  const char* folder = std::getenv("IL2SEARCH_TEST_DATA");
  return folder == nullptr ? "" : folder;
}

// A test on these files is skipped if the variable is not set, and fails under CI=true.
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
