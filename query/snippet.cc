// Snippets: marks in a text, and the window that shows the most different ones.
#include "query/snippet.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/ascii.h"
#include "schema/field_table.h"

namespace il2search {
namespace {

constexpr std::size_t kSnippetBytes = 240;
constexpr std::size_t kMaxTextBytes = 256 * 1024;  // of one text of a document that are searched
constexpr std::string_view kEllipsis = "\u2026";

bool fits(const plan::PhraseWord& word, const Token& token) {
  switch (word.form) {
    case plan::WordForm::exact: return token.term == word.text;
    case plan::WordForm::inflected: return token.stem == word.stem;
    case plan::WordForm::beginning: return token.term.starts_with(word.text);
    case plan::WordForm::pattern: {
      const bool length =
          word.truncated ? token.term.size() >= word.text.size() : token.term.size() == word.text.size();
      return length && std::equal(word.text.begin(), word.text.end(), token.term.begin(),
                                  [](char p, char c) { return p == '?' || p == c; });
    }
  }
  return false;
}

bool inside_character(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

// The end of a word at or before `at`, but not before `lowest`.
std::size_t end_of_word(std::string_view text, std::size_t at, std::size_t lowest) {
  if (at >= text.size()) return text.size();
  std::size_t end = at;
  while (end > lowest && !ascii::is_blank(text[end])) --end;
  if (end == lowest) {
    end = at;
    while (inside_character(text, end)) --end;
  }
  return std::max(end, lowest);
}

// The start of a word at or after `at`, but not after `highest`.
std::size_t start_of_word(std::string_view text, std::size_t at, std::size_t highest) {
  if (at == 0) return 0;
  std::size_t start = at;
  while (start < highest && !ascii::is_blank(text[start - 1])) ++start;
  return start;
}

}  // namespace

// Bytes [start, end) of the text that match a word or sequence of the query.
struct Highlighter::Mark {
  std::size_t start = 0;
  std::size_t end = 0;
  std::size_t what = 0;  // which word or sequence
};

struct Highlighter::Passage {
  std::string_view text;  // all of it
  std::vector<Mark> marks;
  std::size_t first = 0;  // marks [first, last) are shown
  std::size_t last = 0;
  std::size_t distinct = 0;
};

Highlighter::Highlighter(const plan::Node& plan, Analyzer& analyzer) : analyzer_(analyzer) { collect(plan); }

void Highlighter::collect(const plan::Terms& terms) {
  if (!terms.weighted) return;
  for (const std::string& term : terms.terms) {
    if (!term.starts_with(prefix::stem)) continue;
    const auto stem = std::find_if(term.begin(), term.end(), [](char c) { return !ascii::is_upper(c); });
    stems_.emplace(stem, term.end());
  }
}

void Highlighter::collect(const plan::Node& node) {
  if (const auto* terms = std::get_if<plan::Terms>(&node.value)) collect(*terms);
  if (const auto* sequence = std::get_if<plan::Sequence>(&node.value)) {
    for (const auto& unit : sequence->units) sequences_.push_back(unit);
  }
  if (const auto* group = std::get_if<plan::Group>(&node.value)) {
    const std::size_t shown = group->op == plan::Op::without ? 1 : group->children.size();
    for (std::size_t i = 0; i < shown; ++i) {
      // Optional words, that is stop words, are not why a document was found.
      if (!(group->op == plan::Op::maybe && i > 0)) collect(group->children[i]);
    }
  }
}

std::vector<Highlighter::Mark> Highlighter::marks_of(std::string_view text) {
  std::vector<Token> parts;
  for (const Token& token : analyzer_.analyze(text)) {
    if (token.kind == TokenKind::part) parts.push_back(token);
  }
  std::vector<Mark> marks;
  std::string stem;
  for (std::size_t at = 0; at < parts.size(); ++at) {
    stem.assign(parts[at].stem);
    if (const auto known = stems_.find(stem); known != stems_.end()) {
      marks.push_back({parts[at].start, parts[at].end, std::hash<std::string>{}(stem)});
    }
    for (std::size_t s = 0; s < sequences_.size(); ++s) {
      const auto& sequence = sequences_[s];
      if (at + sequence.size() > parts.size()) continue;
      std::size_t i = 0;
      while (i < sequence.size() && fits(sequence[i], parts[at + i])) ++i;
      if (i == sequence.size()) marks.push_back({parts[at].start, parts[at + i - 1].end, s});
    }
  }
  return marks;
}

void Highlighter::consider(std::string_view text, Passage& best) {
  if (text.size() > kMaxTextBytes) text = text.substr(0, end_of_word(text, kMaxTextBytes, 0));
  if (text.empty()) return;
  if (best.text.empty()) best.text = text;
  std::vector<Mark> marks = marks_of(text);
  std::size_t last = 0;
  Passage candidate{text, {}, 0, 0, best.distinct};
  bool better = false;
  for (std::size_t first = 0; first < marks.size(); ++first) {
    last = std::max(last, first);
    while (last < marks.size() && marks[last].end <= marks[first].start + kSnippetBytes) ++last;
    std::vector<std::size_t> kinds;
    for (std::size_t i = first; i < last; ++i) kinds.push_back(marks[i].what);
    std::sort(kinds.begin(), kinds.end());
    const auto distinct = static_cast<std::size_t>(std::unique(kinds.begin(), kinds.end()) - kinds.begin());
    const bool more = distinct > candidate.distinct ||
                      (better && distinct == candidate.distinct && last - first > candidate.last - candidate.first);
    if (!more) continue;
    better = true;
    candidate.first = first;
    candidate.last = last;
    candidate.distinct = distinct;
  }
  if (!better) return;
  candidate.marks = std::move(marks);
  best = std::move(candidate);
}

Snippet Highlighter::snippet(const Document& document) {
  Passage best;
  for (const Section& section : document.abstract) consider(section.text, best);
  consider(document.tldr, best);
  consider(document.contribution, best);
  for (const std::string& finding : document.key_findings) consider(finding, best);
  for (const Section& section : document.other_abstracts) consider(section.text, best);
  if (best.distinct == 0) {
    for (const BodySection& section : document.body) consider(section.text, best);
  }
  if (best.text.empty()) consider(document.title, best);

  Snippet snippet;
  if (best.text.empty()) return snippet;
  std::size_t from = 0;
  std::size_t shown_to = 0;
  if (best.last > best.first) {
    const std::size_t first = best.marks[best.first].start;
    shown_to = best.marks[best.last - 1].end;
    const std::size_t spare = kSnippetBytes > shown_to - first ? kSnippetBytes - (shown_to - first) : 0;
    const std::size_t lead = first > spare / 3 ? first - spare / 3 : 0;
    from = start_of_word(best.text, lead, first);
    while (inside_character(best.text, from)) ++from;
  }
  const std::size_t to = end_of_word(best.text, std::max(from + kSnippetBytes, shown_to), shown_to);
  if (from > 0) snippet.text += kEllipsis;
  const std::size_t shift = snippet.text.size();
  snippet.text += best.text.substr(from, to - from);
  for (std::size_t i = best.first; i < best.last; ++i) {
    const Mark& mark = best.marks[i];
    if (mark.start < from || mark.end > to) continue;
    const Span span{mark.start - from + shift, mark.end - from + shift};
    if (!snippet.highlights.empty() && span.start <= snippet.highlights.back().end) {
      snippet.highlights.back().end = std::max(snippet.highlights.back().end, span.end);
    } else {
      snippet.highlights.push_back(span);
    }
  }
  if (to < best.text.size()) snippet.text += kEllipsis;
  return snippet;
}

}  // namespace il2search
