// SkippedInputs: what a run leaves out, why, and whether it may go on.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <il2search/error.h>
#include <il2search/index_writer.h>

namespace il2search {

// For one thread at a time.
class SkippedInputs {
 public:
  static constexpr std::size_t kMostBroken = 100;  // after which a run that must not skip any stops looking for more

  // `on_skipped` is called for each input and may be empty.
  explicit SkippedInputs(std::function<void(const SkippedInput&)> on_skipped) : on_skipped_(std::move(on_skipped)) {}

  void add(SkippedInput input);
  // An input that is broken for the reason that the error gives.
  void add_broken(const std::string& path, const Error& error);

  std::size_t broken() const { return broken_; }
  // Throws the error of the first broken input; if there are several, with their number.
  [[noreturn]] void refuse() const;

  // The skipped path for which a file of an earlier run, by its absolute name, may only seem to be gone; or null.
  const SkippedInput* find_hiding(const std::string& name) const;

  std::vector<SkippedInput> take() { return std::move(inputs_); }

 private:
  std::function<void(const SkippedInput&)> on_skipped_;
  std::vector<SkippedInput> inputs_;
  std::optional<Error> first_;
  std::size_t broken_ = 0;
};

// Whether an error is about one input and leaves the others as they are.
bool is_of_one_input(ErrorCode code) noexcept;

}  // namespace il2search
