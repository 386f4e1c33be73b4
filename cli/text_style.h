// TextStyle: bold, highlighted and dim text on a terminal, where colour is wanted.
#pragma once

#include <string>

namespace il2search::cli {

class TextStyle {
 public:
  // colour false: text is left as it is.
  explicit TextStyle(bool colour) : colour_(colour) {}

  std::string bold(const std::string& text) const { return in("1", text); }
  std::string marked(const std::string& text) const { return in("1;33", text); }
  std::string dim(const std::string& text) const { return in("2", text); }

 private:
  std::string in(const char* attribute, const std::string& text) const {
    return colour_ ? "\033[" + std::string(attribute) + "m" + text + "\033[0m" : text;
  }

  bool colour_;
};

}  // namespace il2search::cli
