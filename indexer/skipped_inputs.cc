// SkippedInputs: a list, and the error that it ends a run with.
#include "indexer/skipped_inputs.h"

#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include <il2search/text.h>

#include "base/file.h"

namespace il2search {
namespace {

// The message of an error without the path that it ends with.
std::string reason_of(const Error& error, const std::string& path) {
  std::string reason = error.what();
  if (const std::string end = ": " + input_name(path); reason.ends_with(end)) reason.resize(reason.size() - end.size());
  return reason;
}

}  // namespace

bool is_of_one_input(ErrorCode code) noexcept {
  return code == ErrorCode::path_missing || code == ErrorCode::unknown_format || code == ErrorCode::broken_file;
}

const char* to_string(SkippedInput::Kind kind) noexcept {
  switch (kind) {
    case SkippedInput::Kind::broken: return "broken";
    case SkippedInput::Kind::unreachable: return "unreachable";
    case SkippedInput::Kind::not_a_paper: return "not-a-paper";
  }
  return "";
}

void SkippedInputs::add(SkippedInput input) {
  if (input.kind == SkippedInput::Kind::broken) {
    ++broken_;
    if (!first_) first_ = Error(ErrorCode::path_missing, input.reason + ": " + input_name(input.path));
  }
  if (on_skipped_) on_skipped_(input);
  inputs_.push_back(std::move(input));
}

void SkippedInputs::add_broken(const std::string& path, const Error& error) {
  if (!first_) first_ = error;
  add({path, reason_of(error, path), SkippedInput::Kind::broken});
}

void SkippedInputs::refuse() const {
  if (broken_ == 1) throw Error(*first_);
  throw Error(first_->code(),
              fmt::format("{}{} inputs are broken or in no known format, the first: {}",
                          broken_ >= kMostBroken ? "at least " : "", broken_, first_->what()),
              "fix them, or publish the rest with --skip-broken");
}

const SkippedInput* SkippedInputs::find_hiding(const std::string& name) const {
  for (const SkippedInput& input : inputs_) {
    if (input.kind == SkippedInput::Kind::not_a_paper) continue;
    const std::string path = std::filesystem::absolute(input.path).lexically_normal().string();
    if (name == path || name.starts_with(path + "/")) return &input;
  }
  return nullptr;
}

}  // namespace il2search
