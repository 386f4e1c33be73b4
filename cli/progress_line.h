// ProgressLine: one line on standard error that is overwritten while a command runs.
#pragma once

#include <cstdio>
#include <string>

#include <il2search/index_writer.h>

namespace il2search::cli {

class ProgressLine {
 public:
  // shown false: nothing is printed.
  explicit ProgressLine(bool shown) : shown_(shown) {}
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(const Progress& progress);
  // Erases the line, before a message or at the end.
  void clear();

 private:
  bool shown_;
  bool on_screen_ = false;
};

}  // namespace il2search::cli
