#include "base/boundary.h"

#include <filesystem>
#include <functional>

#include <gtest/gtest.h>
#include <il2search/error.h>

namespace il2search {
namespace {

std::error_code code_of(std::errc number) { return std::make_error_code(number); }

TEST(Guarded, TurnsExceptionsOfTheStandardLibraryIntoErrors) {
  struct Case {
    const char* what;
    std::function<void()> fail;
    ErrorCode code;
  };
  const Case table[] = {
      {"no memory", [] { throw std::bad_alloc(); }, ErrorCode::out_of_memory},
      {"a string that is too long", [] { std::string().reserve(std::string().max_size() + 1); },
       ErrorCode::out_of_memory},
      {"no thread", [] { throw std::system_error(code_of(std::errc::resource_unavailable_try_again), "thread"); },
       ErrorCode::out_of_memory},
      {"ENOMEM", [] { throw std::system_error(code_of(std::errc::not_enough_memory)); }, ErrorCode::out_of_memory},
      {"no permission", [] { throw std::system_error(code_of(std::errc::permission_denied)); }, ErrorCode::io},
      {"a path that cannot be read", [] { std::filesystem::directory_iterator("/no/such/folder"); }, ErrorCode::io},
      {"an Error", [] { throw Error(ErrorCode::locked, "locked"); }, ErrorCode::locked},
  };
  for (const Case& c : table) {
    try {
      guarded(c.fail);
      ADD_FAILURE() << c.what;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), c.code) << c.what;
      EXPECT_STRNE(error.what(), "") << c.what;
    }
  }
}

TEST(Guarded, LetsExceptionsOfCallbacksPass) {
  struct Foreign {};
  EXPECT_THROW(guarded([] { throw Foreign(); }), Foreign);
  EXPECT_THROW(guarded([] { throw std::runtime_error("of a callback"); }), std::runtime_error);
}

TEST(Guarded, ReturnsTheResult) {
  int value = 7;
  EXPECT_EQ(guarded([&] { return value + 1; }), 8);
}

}  // namespace
}  // namespace il2search
