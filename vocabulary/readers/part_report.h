// PartReport: how the readers of vocabularies report problems and learn that they are cancelled.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/record_position.h"
#include "vocabulary/readers/part.h"

namespace il2search {

// The options must outlive it. Not safe from two threads at once.
class PartReport {
 public:
  explicit PartReport(const PartOptions& options) : options_(options) {}

  // Something was left out, or was kept although it is odd. The message may quote input: it is made safe for terminals
  // here.
  void left_out(const RecordPosition& position, std::string_view id, std::string_view message) const;
  void warn(const RecordPosition& position, std::string_view id, std::string_view message) const;

  // Throws Error{cancelled} if the caller wants to stop. Cheap: it asks only at every 1024th call.
  void check_cancelled();

  // Throws Error{broken_file} with the file's name.
  [[noreturn]] void broken(std::string_view what, std::string hint = {}) const;

  const PartOptions& options() const { return options_; }

 private:
  void report(const RecordPosition& position, std::string_view id, std::string_view message, bool skipped) const;

  const PartOptions& options_;
  std::uint32_t calls_ = 0;
};

// The beginning of a text from the input, in quotation marks and short enough for a message.
std::string quoted_input(std::string_view text);

}  // namespace il2search
