// Helpers of the analyzer's tests: tokens as text, so that tables can list them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

namespace il2search {

// "il joined:il2@0-4 2": each part with "/stem" if that differs, and each other token with its kind and span.
inline std::string render(Analyzer& analyzer, std::string_view text) {
  std::string out;
  for (const auto& token : analyzer.analyze(text)) {
    if (!out.empty()) out += ' ';
    if (token.kind == TokenKind::joined) out += "joined:";
    if (token.kind == TokenKind::whole) out += "whole:";
    if (token.kind == TokenKind::sign) out += "sign:";
    out += token.term;
    if (token.stem != token.term) out.append("/").append(token.stem);
    if (token.kind != TokenKind::part) {
      out += '@' + std::to_string(token.start) + '-' + std::to_string(token.end);
    }
  }
  return out;
}

// The terms of one kind.
inline std::vector<std::string> terms(Analyzer& analyzer, std::string_view text, TokenKind kind) {
  std::vector<std::string> found;
  for (const auto& token : analyzer.analyze(text)) {
    if (token.kind == kind) found.emplace_back(token.term);
  }
  return found;
}

inline std::vector<std::string> parts(Analyzer& analyzer, std::string_view text) {
  return terms(analyzer, text, TokenKind::part);
}

inline std::vector<std::string> stems(Analyzer& analyzer, std::string_view text) {
  std::vector<std::string> found;
  for (const auto& token : analyzer.analyze(text)) {
    if (token.kind == TokenKind::part) found.emplace_back(token.stem);
  }
  return found;
}

}  // namespace il2search
