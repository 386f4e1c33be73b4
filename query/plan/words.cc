// How a word is looked for: by stem where it stands alone, by its parts in sequence where it is a compound, by surface
// forms where it is quoted, truncated or has a sign.
#include "query/plan/words.h"

#include <algorithm>
#include <utility>

#include "schema/field_table.h"

namespace il2search::plan {

// Where a field's words lie. markers: terms that say a stem of the combined list is not in this field after all.
struct WordPlanner::Scope {
  TextPlace place;
  std::vector<std::string_view> markers;
};

struct WordPlanner::Part {
  std::string term;
  std::string stem;
  std::uint32_t position = 0;
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  PlaceKind kind = PlaceKind::exact;
  bool truncated = false;
  bool stop_word = false;
};

// The canonical parts of one word; signs are the terms of forms with a sign (`cd4+`), with the bytes they cover.
struct WordPlanner::Cut {
  struct Sign {
    std::string term;
    std::uint32_t start = 0;
    std::uint32_t end = 0;
  };
  std::vector<Part> parts;
  std::vector<Sign> signs;
  std::vector<std::string> joined;
  bool incomplete = false;  // a part is too long to be a term
};

namespace {

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

constexpr std::size_t kMaxJoined = 1000;  // parts of a query whose joined forms are looked for too

std::string join(std::string_view a, std::string_view b) {
  std::string out;
  out.reserve(a.size() + b.size());
  return out.append(a).append(b);
}

// The word in every list of the field: as a stem (before is "Z") or as a joined or sign form (before is empty).
Terms weighted_terms(const TextPlace& place, std::string_view before, std::string_view word) {
  Terms terms;
  terms.weighted = true;
  terms.terms.reserve(place.lists.size());
  for (const std::string_view list : place.lists) terms.terms.push_back(join(before, join(list, word)));
  return terms;
}

Node leaf(Terms terms, Kind kind, syntax::Span span) {
  Node node{std::move(terms)};
  node.kind = kind;
  node.span = span;
  return node;
}

}  // namespace

WordPlanner::Scope WordPlanner::scope_of(FieldId id) {
  const Field& f = field(id);
  Scope scope;
  scope.place.regions = f.regions;
  switch (id) {
    case FieldId::all: scope.place.lists = {"", field(FieldId::body).term_prefix}; break;
    case FieldId::title_abstract:
    case FieldId::abstract:
      scope.place.lists = {""};
      scope.place.own_lists = false;
      scope.markers = {prefix::only_outside_tiab};
      if (id == FieldId::abstract) scope.markers.push_back(prefix::only_outside_abstract);
      break;
    default: scope.place.lists = {f.term_prefix};  // empty for the combined list
  }
  return scope;
}

WordPlanner::Cut WordPlanner::cut(std::string_view text) {
  Cut out;
  const std::uint64_t dropped = analyzer_.dropped();
  for (const Token& token : analyzer_.analyze(text)) {
    switch (token.kind) {
      case TokenKind::part:
        out.parts.push_back({std::string(token.term), std::string(token.stem), token.position, token.start, token.end,
                             PlaceKind::exact, false, Analyzer::is_stop_word(token.term)});
        break;
      case TokenKind::sign: out.signs.push_back({std::string(token.term), token.start, token.end}); break;
      case TokenKind::joined: out.joined.emplace_back(token.term); break;
      case TokenKind::whole: break;  // its parts in sequence find it and its other spellings
    }
  }
  out.incomplete = analyzer_.dropped() != dropped;
  return out;
}

// A letter in the place of each "?" shows how the word is cut; parts that hold one become patterns.
WordPlanner::Cut WordPlanner::cut_pattern(const syntax::Word& word) {
  std::string filled = word.text;
  std::replace(filled.begin(), filled.end(), '?', 'q');
  Cut out = cut(filled);
  for (Part& part : out.parts) {
    const std::string_view typed = std::string_view(word.text).substr(part.start, part.end - part.start);
    if (typed.find('?') == std::string_view::npos) continue;
    part.kind = PlaceKind::pattern;
    part.term = typed;
  }
  out.signs.clear();
  return out;
}

// Says once that there are too many.
void WordPlanner::count_parts(std::size_t parts, syntax::Span span) {
  const bool before = parts_ <= kMaxParts;
  parts_ += parts;
  if (!before || parts_ <= kMaxParts) return;
  problems_.error("too-many-terms", span,
                  "The words of the query have more than " + std::to_string(kMaxParts) + " parts.",
                  "split the query into several");
}

WordPlanner::Cut WordPlanner::cut_word(const syntax::Word& word) {
  Cut out = word.wildcard ? cut_pattern(word) : cut(word.text);
  count_parts(out.parts.size(), word.span);
  if (parts_ > kMaxParts) out.parts.resize(std::min<std::size_t>(out.parts.size(), 1));
  if (!word.truncated || out.parts.empty()) return out;
  Part& last = out.parts.back();
  if (last.kind == PlaceKind::exact) last.kind = PlaceKind::beginning;
  last.truncated = true;
  out.signs.clear();
  return out;
}

// A word without letter or digit is left out; one that is too long for the index matches nothing.
Node WordPlanner::nothing(const syntax::Word& typed, bool incomplete) {
  Node node{Nothing{}};
  node.span = typed.span;
  node.optional = !incomplete;
  if (incomplete) {
    problems_.warning("word-too-long", typed.span, syntax::quoted(typed.text) + " is too long to be found.", "");
  } else {
    problems_.notice("ignored-punctuation", typed.span, syntax::quoted(typed.text) + " holds no word and was left out.",
                     "");
  }
  return node;
}

Node WordPlanner::stem_of(const Part& part, const Scope& scope, syntax::Span span) {
  Node node = leaf(weighted_terms(scope.place, prefix::stem, part.stem), Kind::word, span);
  if (!scope.markers.empty()) {
    Group group{Op::without, {}};
    group.children.push_back(std::move(node));
    for (const std::string_view marker : scope.markers) {
      Terms terms;
      terms.terms.push_back(join(marker, part.stem));
      group.children.push_back(leaf(std::move(terms), Kind::plain, span));
    }
    node = Node{std::move(group)};
    node.span = span;
  }
  node.optional = part.stop_word;
  return node;
}

// A stem alone is its postings, wherever a list of the field's own says enough; anything else is looked up in the text.
Node WordPlanner::places(std::vector<std::vector<Place>> units, std::optional<unsigned> within, const Scope& scope) {
  const bool single = units.size() == 1 && units[0].size() == 1;
  if (single && scope.place.own_lists && units[0][0].kind == PlaceKind::inflected) {
    return Node{weighted_terms(scope.place, prefix::stem, units[0][0].stem)};
  }
  return Node{Sequence{std::move(units), within, scope.place}};
}

// The parts in sequence. The last one, when it is a word, may be inflected: low-dose finds low doses.
Node WordPlanner::compound(Cut cut_parts, const Scope& scope, syntax::Span span) {
  std::vector<std::vector<Place>> units(1);
  for (Part& part : cut_parts.parts) {
    units[0].push_back({part.kind, std::move(part.term), std::move(part.stem), part.truncated});
  }
  Place& last = units[0].back();
  if (last.kind == PlaceKind::exact && !has_digit(last.text)) last.kind = PlaceKind::inflected;
  Node node = places(std::move(units), {}, scope);
  node.kind = Kind::phrase;
  node.span = span;
  return node;
}

Node WordPlanner::with_signs(Node node, const Cut& parts, const Scope& scope) {
  if (parts.signs.empty()) return node;
  const syntax::Span span = node.span;
  std::vector<Node> children;
  children.push_back(std::move(node));
  for (const Cut::Sign& sign : parts.signs) {
    children.push_back(leaf(weighted_terms(scope.place, "", sign.term), Kind::word, span));
  }
  return all_of(std::move(children));
}

Node WordPlanner::word(const syntax::Word& typed, const Scope& scope) {
  Cut parts = cut_word(typed);
  if (parts.incomplete || parts.parts.empty()) return nothing(typed, parts.incomplete);
  // CD4+CD25+ is both, wherever they stand: each form with a sign is looked for by itself.
  if (parts.signs.size() > 1) {
    std::vector<Node> children;
    for (const Cut::Sign& sign : parts.signs) {
      Cut covered;
      covered.signs.push_back(sign);
      for (const Part& part : parts.parts) {
        if (part.start >= sign.start && part.end <= sign.end) covered.parts.push_back(part);
      }
      if (covered.parts.empty()) continue;
      Node node = compound(covered, scope, typed.span);
      children.push_back(with_signs(std::move(node), covered, scope));
    }
    for (const Part& part : parts.parts) {
      const bool inside = std::any_of(parts.signs.begin(), parts.signs.end(), [&](const Cut::Sign& sign) {
        return part.start >= sign.start && part.end <= sign.end;
      });
      if (!inside) children.push_back(stem_of(part, scope, typed.span));
    }
    return all_of(std::move(children));
  }
  const bool single = parts.parts.size() == 1 && parts.parts[0].kind == PlaceKind::exact;
  Node node = single ? stem_of(parts.parts[0], scope, typed.span) : compound(parts, scope, typed.span);
  if (parts.parts.size() == 1) node.kind = Kind::word;
  return with_signs(std::move(node), parts, scope);
}

// For Match::any: every part by its stem, and the compound's joined form, which marks documents that write it so.
Node WordPlanner::any_part(const syntax::Word& typed, const Scope& scope) {
  if (typed.truncated || typed.wildcard) return word(typed, scope);
  const Cut parts = cut_word(typed);
  std::vector<Node> children;
  for (const Part& part : parts.parts) {
    children.push_back(stem_of(part, scope, typed.span));
    children.back().optional = children.back().optional && parts.parts.size() == 1;
  }
  if (scope.place.own_lists && parts_ <= kMaxJoined) {
    for (const std::string& form : parts.joined) {
      children.push_back(leaf(weighted_terms(scope.place, "", form), Kind::plain, typed.span));
    }
  }
  return any_of(std::move(children));
}

// Any of the words; stop words alone are no reason to match while another word is there, but count for ranking: they may
// be names in small letters (vitamin a, all for a leukemia).
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

Node WordPlanner::run(const std::vector<syntax::Word>& words, FieldId field, Match match) {
  const Scope scope = scope_of(field);
  std::vector<Node> children;
  children.reserve(words.size());
  for (const syntax::Word& typed : words) {
    Node node = match == Match::any ? any_part(typed, scope) : word(typed, scope);
    if (!(node.optional && std::holds_alternative<Nothing>(node.value))) children.push_back(std::move(node));
  }
  return match == Match::any ? any_word(std::move(children)) : all_of(std::move(children));
}

Node WordPlanner::phrase(const syntax::Phrase& phrase, FieldId field, syntax::Span span) {
  const Scope scope = scope_of(field);
  std::vector<std::vector<Place>> units;
  Cut signs;
  for (const syntax::Word& typed : phrase.words) {
    Cut parts = cut_word(typed);
    if (parts.incomplete) return nothing(typed, true);
    if (parts.parts.empty()) continue;
    if (phrase.within || units.empty()) units.emplace_back();
    for (Part& part : parts.parts) {
      units.back().push_back({part.kind, std::move(part.term), std::move(part.stem), part.truncated});
    }
    std::move(parts.signs.begin(), parts.signs.end(), std::back_inserter(signs.signs));
  }
  if (units.empty()) {
    Node node{Nothing{}};
    node.span = span;
    return node;
  }
  const std::optional<unsigned> within = units.size() > 1 ? phrase.within : std::nullopt;
  const bool single = units.size() == 1 && units[0].size() == 1;
  Node node = places(std::move(units), within, scope);
  node.kind = single ? Kind::word : Kind::phrase;
  node.span = span;
  return with_signs(std::move(node), signs, scope);
}

}  // namespace il2search::plan
