// The progress of a command in one line: phase, records, bytes, rates, share done, time left.
#include "cli/progress_line.h"

#include <algorithm>
#include <cmath>
#include <optional>

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

// The share of the phase that is done, if that is known: 0 to 1.
std::optional<double> share_done(const Progress& p) {
  const auto share = [](std::uint64_t done, std::uint64_t total) {
    return std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  };
  if (p.bytes_total > 0) return share(p.bytes_done, p.bytes_total);
  if (p.records_total > 0) return share(p.records, p.records_total);
  return std::nullopt;
}

std::string rates(const Progress& p, double seconds) {
  std::string text;
  if (p.records > 0) text += fmt::format(", {} records, {:.0f}/s", p.records, static_cast<double>(p.records) / seconds);
  const std::uint64_t bytes = p.bytes > 0 ? p.bytes : p.bytes_done;
  if (bytes > 0)
    text += fmt::format(", {:.1f} MB, {:.1f} MB/s", static_cast<double>(bytes) / 1e6,
                        static_cast<double>(bytes) / 1e6 / seconds);
  return text;
}

std::string line_text(const Progress& p) {
  const double seconds = p.seconds > 0 ? p.seconds : 1e-9;
  std::string line = p.phase + rates(p, seconds);
  const std::optional<double> share = share_done(p);
  if (!share) return line;
  line += fmt::format(", {:.0f} %", *share * 100);
  if (*share > 0.01 && *share < 1) line += ", " + time_text(seconds * (1 - *share) / *share) + " left";
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
