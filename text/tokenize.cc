// tokenize(): the analyzer for applications, as values.
#include <il2search/text.h>

#include "text/analyzer.h"

namespace il2search {
namespace {

const char* to_string(TokenKind kind) {
  switch (kind) {
    case TokenKind::part: return "part";
    case TokenKind::joined: return "joined";
    case TokenKind::whole: return "whole";
    case TokenKind::sign: return "sign";
  }
  return "part";
}

}  // namespace

std::vector<TokenInfo> tokenize(std::string_view text) {
  Analyzer analyzer;
  std::vector<TokenInfo> infos;
  for (const auto& token : analyzer.analyze(text)) {
    infos.push_back({std::string(token.term), std::string(token.stem), to_string(token.kind), token.position,
                     Span{token.start, token.end}});
  }
  return infos;
}

}  // namespace il2search
