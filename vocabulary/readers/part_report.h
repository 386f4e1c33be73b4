// PartReport: how the readers of vocabularies tell of problems, and how they hear that they are to stop.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/record_position.h"
#include "vocabulary/readers/part.h"

namespace il2search {

using PartPlace = RecordPosition;

// The options must outlive it. Not safe from two threads at once.
class PartReport {
 public:
  explicit PartReport(const PartOptions& options) : options_(options) {}

  // Something was not taken, or was taken and is odd. The message may quote input: it is made safe for terminals here.
  void left_out(const PartPlace& place, std::string_view id, std::string_view message) const;
  void warn(const PartPlace& place, std::string_view id, std::string_view message) const;

  // Error{cancelled} when the caller wants no more. Cheap: it asks at every 1024th call.
  void check_cancelled();

  // Error{broken_file} that names the file.
  [[noreturn]] void broken(std::string_view what, std::string hint = {}) const;

  const PartOptions& options() const { return options_; }

 private:
  void tell(const PartPlace& place, std::string_view id, std::string_view message, bool skipped) const;

  const PartOptions& options_;
  std::uint32_t calls_ = 0;
};

// The beginning of input, in quotation marks and short enough for a message.
std::string quoted_input(std::string_view text);

}  // namespace il2search
