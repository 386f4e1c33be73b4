// The progress of a load in one line: records, rates, share done, time left.
#include "cli/progress_line.h"

#include <cmath>

#include <fmt/format.h>

#include <il2search/text.h>

namespace il2search::cli {
namespace {

std::string time_text(double seconds) {
  const long whole = std::lround(seconds);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

std::string line_text(const Progress& p) {
  const double seconds = p.seconds > 0 ? p.seconds : 1e-9;
  std::string line =
      fmt::format("{} records, {:.0f}/s, {:.1f} MB/s", p.records, static_cast<double>(p.records) / seconds,
                  static_cast<double>(p.bytes) / 1e6 / seconds);
  if (p.merging) return line + ", merging";
  if (p.bytes_total == 0) return line;
  const double share = static_cast<double>(p.bytes_done) / static_cast<double>(p.bytes_total);
  line += fmt::format(", {:.0f} %", share * 100);
  if (share > 0.01 && share < 1) line += ", " + time_text(seconds * (1 - share) / share) + " left";
  return line;
}

}  // namespace

void ProgressLine::show(const Progress& progress) {
  if (!shown_) return;
  std::fprintf(stderr, "\r\033[K%s", terminal_safe(line_text(progress), false).c_str());
  on_screen_ = true;
}

void ProgressLine::clear() {
  if (!on_screen_) return;
  std::fputs("\r\033[K", stderr);
  on_screen_ = false;
}

}  // namespace il2search::cli
