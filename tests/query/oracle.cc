// The oracle: see oracle.h.
#include "tests/query/oracle.h"

#include <algorithm>
#include <map>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <variant>

namespace il2search::oracle {
namespace {

// --- documents

void add_text(AnalyzedDocument& document, TextKind kind, std::string_view text, Analyzer& analyzer) {
  Text analyzed;
  analyzed.kind = kind;
  for (const Token& token : analyzer.analyze(text)) {
    if (token.kind != TokenKind::part) {
      analyzed.extras.emplace(token.term);
      continue;
    }
    analyzed.parts.resize(token.position);  // parts that are too long to be terms leave a gap
    analyzed.parts.push_back({std::string(token.term), std::string(token.stem)});
  }
  if (!analyzed.parts.empty()) document.texts.push_back(std::move(analyzed));
}

// --- one word of the query

enum class Form { exact, inflected, beginning };

// One part of a query and which parts of a text match it.
struct Wanted {
  WordPart part;
  Form form = Form::exact;
};

struct CutWord {
  std::vector<Wanted> wanted;
  std::vector<std::string> signs;
};

CutWord cut(const syntax::Word& word, Analyzer& analyzer) {
  if (word.wildcard) throw std::invalid_argument("unsupported by the oracle: the wildcard of " + word.text);
  CutWord result;
  for (const Token& token : analyzer.analyze(word.text)) {
    if (token.kind == TokenKind::part) {
      result.wanted.push_back({{std::string(token.term), std::string(token.stem)}, Form::exact});
    } else if (token.kind == TokenKind::sign) {
      result.signs.emplace_back(token.term);
    }
  }
  if (word.truncated && !result.wanted.empty()) {
    result.wanted.back().form = Form::beginning;
    result.signs.clear();
  }
  return result;
}

bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != std::string_view::npos; }

bool fits(const Wanted& wanted, const WordPart& part) {
  if (part.term.empty()) return false;
  if (wanted.form == Form::exact) return part.term == wanted.part.term;
  if (wanted.form == Form::inflected) return part.stem == wanted.part.stem;
  return part.term.starts_with(wanted.part.term);
}

// --- positions of a text

using Unit = std::vector<Wanted>;

bool occurs_at(const Unit& unit, const Text& text, std::size_t at) {
  if (at + unit.size() > text.parts.size()) return false;
  for (std::size_t i = 0; i < unit.size(); ++i) {
    if (!fits(unit[i], text.parts[at + i])) return false;
  }
  return true;
}

std::vector<std::size_t> positions_of(const Unit& unit, const Text& text) {
  std::vector<std::size_t> positions;
  for (std::size_t at = 0; at < text.parts.size(); ++at) {
    if (occurs_at(unit, text, at)) positions.push_back(at);
  }
  return positions;
}

// The positions of the units chosen so far: [start, end) of parts.
using Chosen = std::vector<std::pair<std::size_t, std::size_t>>;

bool overlaps(const Chosen& chosen, std::size_t start, std::size_t end) {
  return std::any_of(chosen.begin(), chosen.end(),
                     [&](const auto& other) { return start < other.second && other.first < end; });
}

std::size_t words_between(const Chosen& chosen) {
  std::size_t first = chosen.front().first;
  std::size_t last = 0;
  std::size_t own = 0;
  for (const auto& [start, end] : chosen) {
    first = std::min(first, start);
    last = std::max(last, end);
    own += end - start;
  }
  return last - first - own;
}

// Whether the units from `next` on occur beside the chosen ones with at most `within` other words between the first and
// the last. Tries all combinations.
bool near(const std::vector<Unit>& units, std::size_t next, const Text& text, std::size_t within, Chosen& chosen) {
  if (next == units.size()) return words_between(chosen) <= within;
  for (const std::size_t start : positions_of(units[next], text)) {
    const std::size_t end = start + units[next].size();
    if (overlaps(chosen, start, end)) continue;
    chosen.emplace_back(start, end);
    const bool found = near(units, next + 1, text, within, chosen);
    chosen.pop_back();
    if (found) return true;
  }
  return false;
}

// --- the tree

using Scope = std::set<TextKind>;

const Scope kEverywhere = {TextKind::title, TextKind::abstract, TextKind::keyword};

const Scope& scope_of(const std::string& field) {
  static const std::map<std::string, Scope> kScopes = {
      {"ti", {TextKind::title}},    {"title", {TextKind::title}},
      {"ab", {TextKind::abstract}}, {"abstract", {TextKind::abstract}},
      {"tiab", kEverywhere},        {"title/abstract", kEverywhere},
      {"ot", {TextKind::keyword}},  {"keyword", {TextKind::keyword}},
  };
  const auto found = kScopes.find(field);
  if (found == kScopes.end()) throw std::invalid_argument("unsupported by the oracle: the field " + field);
  return found->second;
}

class Evaluator {
 public:
  Evaluator(const AnalyzedDocument& document, Analyzer& analyzer, const ConceptTable* concepts)
      : document_(document), analyzer_(analyzer), concepts_(concepts) {}

  bool matches(const syntax::Node& node, const Scope& outer) {
    if (const auto* curie = std::get_if<syntax::Curie>(&node.value)) return carries(*curie, node.field);
    const Scope& scope = node.field ? scope_of(node.field->name) : outer;
    if (const auto* boolean = std::get_if<syntax::Boolean>(&node.value)) return matches(*boolean, scope);
    if (const auto* run = std::get_if<syntax::WordRun>(&node.value)) return matches(*run, scope);
    if (const auto* phrase = std::get_if<syntax::Phrase>(&node.value)) return matches(*phrase, scope);
    throw std::invalid_argument("unsupported by the oracle: ranges");
  }

 private:
  bool carries(const syntax::Curie& curie, const std::optional<syntax::FieldRef>& field) const {
    if (concepts_ == nullptr) throw std::invalid_argument("unsupported by the oracle: concepts without a vocabulary");
    if (field && field->name != "entity") throw std::invalid_argument("unsupported by the oracle: " + field->name);
    std::size_t levels = ConceptTable::kAll;
    for (const std::string& modifier : field ? field->modifiers : std::vector<std::string>{}) {
      levels = modifier == "noexp" ? 0 : std::stoul(modifier.substr(std::string("explode=").size()));
    }
    const std::set<std::string> ids = concepts_->ids_for(curie.text, levels);
    return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return document_.entities.contains(id); });
  }

  bool matches(const syntax::Boolean& boolean, const Scope& scope) {
    const auto holds = [&](const syntax::Node& child) { return matches(child, scope); };
    const auto& children = boolean.children;
    if (boolean.op == syntax::Operator::and_) return std::all_of(children.begin(), children.end(), holds);
    if (boolean.op == syntax::Operator::or_) return std::any_of(children.begin(), children.end(), holds);
    return holds(children.front()) && std::none_of(children.begin() + 1, children.end(), holds);
  }

  // All words; stop words only if there are no other words.
  bool matches(const syntax::WordRun& run, const Scope& scope) {
    std::vector<CutWord> words;
    std::vector<CutWord> optional;
    for (const syntax::Word& word : run.words) {
      CutWord cut_word = cut(word, analyzer_);
      if (cut_word.wanted.empty()) continue;
      const bool stop_word =
          cut_word.wanted.size() == 1 && !word.truncated && Analyzer::is_stop_word(cut_word.wanted.front().part.term);
      (stop_word ? optional : words).push_back(std::move(cut_word));
    }
    if (words.empty()) words = std::move(optional);
    return !words.empty() &&
           std::all_of(words.begin(), words.end(), [&](const CutWord& word) { return matches(word, scope); });
  }

  // A word of one part is compared by its stem. The parts of a compound follow each other, and the last may be inflected.
  bool matches(CutWord word, const Scope& scope) {
    Wanted& last = word.wanted.back();
    const bool inflects = word.wanted.size() == 1 || !has_digit(last.part.term);
    if (last.form == Form::exact && inflects) last.form = Form::inflected;
    if (word.wanted.size() == 1 && last.form == Form::beginning && extra_begins(last.part.term, scope)) {
      return true;
    }
    return anywhere({word.wanted}, 0, scope) && has_signs(word.signs, scope);
  }

  bool matches(const syntax::Phrase& phrase, const Scope& scope) {
    std::vector<Unit> units;
    std::vector<std::string> signs;
    for (const syntax::Word& word : phrase.words) {
      CutWord cut_word = cut(word, analyzer_);
      if (cut_word.wanted.empty()) continue;
      if (phrase.within || units.empty()) units.emplace_back();
      units.back().insert(units.back().end(), cut_word.wanted.begin(), cut_word.wanted.end());
      signs.insert(signs.end(), cut_word.signs.begin(), cut_word.signs.end());
    }
    return !units.empty() && anywhere(units, phrase.within.value_or(0), scope) && has_signs(signs, scope);
  }

  bool anywhere(const std::vector<Unit>& units, std::size_t within, const Scope& scope) const {
    return any_text(scope, [&](const Text& text) {
      Chosen chosen;
      return near(units, 0, text, within, chosen);
    });
  }

  bool extra_begins(const std::string& beginning, const Scope& scope) const {
    return any_text(scope, [&](const Text& text) {
      const auto next = text.extras.lower_bound(beginning);
      return next != text.extras.end() && next->starts_with(beginning);
    });
  }

  bool has_signs(const std::vector<std::string>& signs, const Scope& scope) const {
    return std::all_of(signs.begin(), signs.end(), [&](const std::string& sign) {
      return any_text(scope, [&](const Text& text) { return text.extras.contains(sign); });
    });
  }

  template <class Test> bool any_text(const Scope& scope, Test test) const {
    return std::any_of(document_.texts.begin(), document_.texts.end(),
                       [&](const Text& text) { return scope.contains(text.kind) && test(text); });
  }

  const AnalyzedDocument& document_;
  Analyzer& analyzer_;
  const ConceptTable* concepts_;
};

}  // namespace

AnalyzedDocument analyze(const Document& document, Analyzer& analyzer) {
  AnalyzedDocument analyzed;
  analyzed.id = document.id;
  add_text(analyzed, TextKind::title, document.title, analyzer);
  for (const auto* abstract : {&document.abstract, &document.other_abstracts}) {
    for (const Section& section : *abstract) {
      add_text(analyzed, TextKind::abstract, section.label, analyzer);
      add_text(analyzed, TextKind::abstract, section.text, analyzer);
    }
  }
  for (const std::string& keyword : document.keywords) add_text(analyzed, TextKind::keyword, keyword, analyzer);
  for (const Entity& entity : document.entities) analyzed.entities.insert(entity.id);
  return analyzed;
}

bool matches(const AnalyzedDocument& document, const syntax::Tree& tree, Analyzer& analyzer,
             const ConceptTable* concepts) {
  return tree.root && Evaluator(document, analyzer, concepts).matches(*tree.root, kEverywhere);
}

std::vector<std::string> matching_ids(const std::vector<AnalyzedDocument>& documents, const syntax::Tree& tree,
                                      Analyzer& analyzer, const ConceptTable* concepts) {
  std::vector<std::string> ids;
  for (const AnalyzedDocument& document : documents) {
    if (matches(document, tree, analyzer, concepts)) ids.push_back(document.id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace il2search::oracle
