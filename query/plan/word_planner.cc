// A word of one part is looked up by its stem, a compound by its parts in sequence. Quoted and truncated words and words
// with a sign (`CD4+`) are looked up by their surface forms.
#include "query/plan/word_planner.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "schema/field_table.h"

namespace il2search::plan {

// Where a field's words are. markers: prefixes of terms that say that the document has the stem, but not in this field.
struct WordPlanner::Scope {
  TextScope text;
  std::vector<std::string_view> markers;
};

struct WordPlanner::WordPart {
  std::string term;
  std::string stem;
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  WordForm form = WordForm::exact;
  bool truncated = false;
  bool stop_word = false;
};

// What the analyzer makes of one word: its canonical parts, forms with a sign (`cd4+`) with the bytes they cover, and
// joined forms (`tnfalpha`).
struct WordPlanner::CutWord {
  struct Sign {
    std::string term;
    std::uint32_t start = 0;
    std::uint32_t end = 0;
    bool covers(const WordPart& part) const { return part.start >= start && part.end <= end; }
  };
  std::vector<WordPart> parts;
  std::vector<Sign> signs;
  std::vector<std::string> joined;
  bool incomplete = false;  // a part is too long to be a term
};

namespace {

constexpr std::size_t kMaxPartsWithJoined = 1000;  // in queries of more parts, joined forms do not count

bool has_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), ascii::is_digit); }

std::string join(std::string_view a, std::string_view b) {
  std::string out;
  out.reserve(a.size() + b.size());
  return out.append(a).append(b);
}

// The word in each list of the field: a stem (prefix "Z"), or a joined form or a form with a sign (no prefix).
Terms weighted_terms(const TextScope& scope, std::string_view prefix, std::string_view word) {
  Terms terms;
  terms.weighted = true;
  terms.terms.reserve(scope.lists.size());
  for (const std::string_view list : scope.lists) terms.terms.push_back(join(prefix, join(list, word)));
  return terms;
}

}  // namespace

WordPlanner::Scope WordPlanner::scope_of(FieldId id) {
  const Field& f = field(id);
  Scope scope;
  scope.text.regions = f.regions;
  switch (id) {
    case FieldId::all: scope.text.lists = {"", field(FieldId::body).term_prefix}; break;
    case FieldId::title_abstract:
    case FieldId::abstract:
      scope.text.lists = {""};
      scope.text.own_lists = false;
      scope.markers = {prefix::only_outside_tiab};
      if (id == FieldId::abstract) scope.markers.push_back(prefix::only_outside_abstract);
      break;
    default: scope.text.lists = {f.term_prefix};  // empty for the combined list
  }
  return scope;
}

WordPlanner::CutWord WordPlanner::cut(std::string_view text) {
  CutWord out;
  const std::uint64_t dropped = analyzer_.dropped();
  for (const Token& token : analyzer_.analyze(text)) {
    switch (token.kind) {
      case TokenKind::part:
        out.parts.push_back({std::string(token.term), std::string(token.stem), token.start, token.end, WordForm::exact,
                             false, Analyzer::is_stop_word(token.term)});
        break;
      case TokenKind::sign: out.signs.push_back({std::string(token.term), token.start, token.end}); break;
      case TokenKind::joined: out.joined.emplace_back(token.term); break;
      case TokenKind::whole: break;  // its parts in sequence also find its other spellings
    }
  }
  out.incomplete = analyzer_.dropped() != dropped;
  return out;
}

// Cuts the word with a letter for each "?"; parts that have one become patterns.
WordPlanner::CutWord WordPlanner::cut_pattern(const syntax::Word& word) {
  std::string filled = word.text;
  std::replace(filled.begin(), filled.end(), '?', 'q');
  CutWord out = cut(filled);
  for (WordPart& part : out.parts) {
    const std::string_view typed = std::string_view(word.text).substr(part.start, part.end - part.start);
    if (typed.find('?') == std::string_view::npos) continue;
    part.form = WordForm::pattern;
    part.term = typed;
  }
  out.signs.clear();
  return out;
}

// Reports the error once.
void WordPlanner::count_parts(std::size_t parts, Span span) {
  const bool before = parts_ <= kMaxParts;
  parts_ += parts;
  if (!before || parts_ <= kMaxParts) return;
  diagnostics_.error("too-many-terms", span,
                     "The words of the query have more than " + std::to_string(kMaxParts) + " parts.",
                     "Split the query into several.");
}

WordPlanner::CutWord WordPlanner::cut_word(const syntax::Word& word) {
  CutWord out = word.wildcard ? cut_pattern(word) : cut(word.text);
  count_parts(out.parts.size(), word.span);
  if (parts_ > kMaxParts) out.parts.resize(std::min<std::size_t>(out.parts.size(), 1));
  if (!word.truncated || out.parts.empty()) return out;
  WordPart& last = out.parts.back();
  if (last.form == WordForm::exact) last.form = WordForm::beginning;
  last.truncated = true;
  out.signs.clear();
  return out;
}

// A word without letters or digits is ignored; one that is too long for the index matches nothing.
Node WordPlanner::nothing(const syntax::Word& typed, bool incomplete) {
  Node node{Nothing{}, Kind::plain, typed.span};
  node.optional = !incomplete;
  if (incomplete) {
    diagnostics_.warning("word-too-long", typed.span,
                         syntax::quoted(typed.text) + " is longer than any word of an index.", "");
  } else {
    diagnostics_.notice("ignored-punctuation", typed.span,
                        syntax::quoted(typed.text) + " has no letters or digits and is ignored.", "");
  }
  return node;
}

Node WordPlanner::stem(const WordPart& part, const Scope& scope, Span span) {
  Node node{weighted_terms(scope.text, prefix::stem, part.stem), Kind::word, span};
  if (!scope.markers.empty()) {
    Group group{Op::without, {}};
    group.children.push_back(std::move(node));
    for (const std::string_view marker : scope.markers) {
      Terms terms;
      terms.terms.push_back(join(marker, part.stem));
      group.children.emplace_back(std::move(terms), Kind::plain, span);
    }
    node = Node{std::move(group), Kind::plain, span};
  }
  node.optional = part.stop_word;
  return node;
}

// A single stem needs only its postings if the field has a list of its own; anything else is looked up in the text.
Node WordPlanner::sequence(std::vector<std::vector<PhraseWord>> units, std::optional<unsigned> within,
                           const Scope& scope) {
  const bool single = units.size() == 1 && units[0].size() == 1;
  if (single && scope.text.own_lists && units[0][0].form == WordForm::inflected) {
    return Node{weighted_terms(scope.text, prefix::stem, units[0][0].stem)};
  }
  return Node{Sequence{std::move(units), within, scope.text}};
}

// The parts in sequence. The last one may be inflected unless it has a digit: low-dose finds low doses.
Node WordPlanner::compound(CutWord word, const Scope& scope, Span span) {
  std::vector<std::vector<PhraseWord>> units(1);
  for (WordPart& part : word.parts) {
    units[0].push_back({part.form, std::move(part.term), std::move(part.stem), part.truncated});
  }
  PhraseWord& last = units[0].back();
  if (last.form == WordForm::exact && !has_digit(last.text)) last.form = WordForm::inflected;
  Node node = sequence(std::move(units), {}, scope);
  node.kind = Kind::phrase;
  node.span = span;
  return node;
}

Node WordPlanner::with_signs(Node node, const CutWord& word, const Scope& scope) {
  if (word.signs.empty()) return node;
  const Span span = node.span;
  std::vector<Node> children;
  children.push_back(std::move(node));
  for (const CutWord::Sign& sign : word.signs) {
    children.emplace_back(weighted_terms(scope.text, "", sign.term), Kind::word, span);
  }
  return all_of(std::move(children));
}

Node WordPlanner::word(const syntax::Word& typed, const Scope& scope) {
  const CutWord word = cut_word(typed);
  if (word.incomplete || word.parts.empty()) return nothing(typed, word.incomplete);
  if (word.signs.size() > 1) return signed_forms(word, scope, typed.span);
  const bool single = word.parts.size() == 1 && word.parts[0].form == WordForm::exact;
  Node node = single ? stem(word.parts[0], scope, typed.span) : compound(word, scope, typed.span);
  if (word.parts.size() == 1) node.kind = Kind::word;
  return with_signs(std::move(node), word, scope);
}

// CD4+CD25+ is CD4+ and CD25+, wherever they occur: each form with a sign is looked up by itself.
Node WordPlanner::signed_forms(const CutWord& word, const Scope& scope, Span span) {
  std::vector<Node> children;
  for (const CutWord::Sign& sign : word.signs) {
    CutWord form{{}, {sign}, {}, false};
    std::copy_if(word.parts.begin(), word.parts.end(), std::back_inserter(form.parts),
                 [&](const WordPart& part) { return sign.covers(part); });
    if (!form.parts.empty()) children.push_back(with_signs(compound(form, scope, span), form, scope));
  }
  for (const WordPart& part : word.parts) {
    const auto covers_part = [&](const CutWord::Sign& sign) { return sign.covers(part); };
    if (std::none_of(word.signs.begin(), word.signs.end(), covers_part)) children.push_back(stem(part, scope, span));
  }
  return all_of(std::move(children));
}

// For Match::any: each part by its stem, and joined forms, which rank documents that spell the compound so.
Node WordPlanner::any_part(const syntax::Word& typed, const Scope& scope) {
  if (typed.truncated || typed.wildcard) return word(typed, scope);
  const CutWord cut = cut_word(typed);
  std::vector<Node> children;
  for (const WordPart& part : cut.parts) {
    children.push_back(stem(part, scope, typed.span));
    children.back().optional = children.back().optional && cut.parts.size() == 1;
  }
  if (scope.text.own_lists && parts_ <= kMaxPartsWithJoined) {
    for (const std::string& form : cut.joined) {
      children.emplace_back(weighted_terms(scope.text, "", form), Kind::plain, typed.span);
    }
  }
  return any_of(std::move(children));
}

// Any of the words. Beside another word, stop words do not match but only rank: they may be names in lower case (vitamin
// a; all, a leukemia).
Node WordPlanner::any_word(std::vector<Node> words) {
  const auto optional = std::stable_partition(words.begin(), words.end(), [](const Node& n) { return !n.optional; });
  if (optional == words.begin() || optional == words.end()) return any_of(std::move(words));
  Group group{Op::maybe, {}};
  std::vector<Node> stop_words(std::make_move_iterator(optional), std::make_move_iterator(words.end()));
  words.erase(optional, words.end());
  group.children.push_back(any_of(std::move(words)));
  std::move(stop_words.begin(), stop_words.end(), std::back_inserter(group.children));
  return Node{std::move(group)};
}

Node WordPlanner::words(const std::vector<syntax::Word>& words, FieldId field, Match match) {
  const Scope scope = scope_of(field);
  std::vector<Node> children;
  children.reserve(words.size());
  for (const syntax::Word& typed : words) {
    Node node = match == Match::any ? any_part(typed, scope) : word(typed, scope);
    if (!(node.optional && std::holds_alternative<Nothing>(node.value))) children.push_back(std::move(node));
  }
  return match == Match::any ? any_word(std::move(children)) : all_of(std::move(children));
}

Node WordPlanner::phrase(const syntax::Phrase& phrase, FieldId field, Span span) {
  const Scope scope = scope_of(field);
  std::vector<std::vector<PhraseWord>> units;
  CutWord signs;
  for (const syntax::Word& typed : phrase.words) {
    CutWord cut = cut_word(typed);
    if (cut.incomplete) return nothing(typed, true);
    if (cut.parts.empty()) continue;
    if (phrase.within || units.empty()) units.emplace_back();
    for (WordPart& part : cut.parts) {
      units.back().push_back({part.form, std::move(part.term), std::move(part.stem), part.truncated});
    }
    std::move(cut.signs.begin(), cut.signs.end(), std::back_inserter(signs.signs));
  }
  if (units.empty()) return Node{Nothing{}, Kind::plain, span};
  const std::optional<unsigned> within = units.size() > 1 ? phrase.within : std::nullopt;
  const bool single = units.size() == 1 && units[0].size() == 1;
  Node node = sequence(std::move(units), within, scope);
  node.kind = single ? Kind::word : Kind::phrase;
  node.span = span;
  return with_signs(std::move(node), signs, scope);
}

}  // namespace il2search::plan
