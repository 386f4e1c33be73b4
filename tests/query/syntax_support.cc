// Shared by the tests of query syntax: see syntax_support.h.
#include "tests/query/syntax_support.h"

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "query/syntax/characters.h"
#include "query/syntax/print.h"

namespace il2search::syntax {
namespace {

// --- spans

std::string span_text(Span span) { return std::to_string(span.start) + "-" + std::to_string(span.end); }

bool cuts_character(std::string_view query, std::size_t at) {
  return at < query.size() && (static_cast<unsigned char>(query[at]) & 0xC0u) == 0x80u;
}

std::string span_error(std::string_view query, Span span, Span around) {
  if (span.start >= span.end || span.end > query.size()) return "outside the text: " + span_text(span) + "\n";
  if (span.start < around.start || span.end > around.end) {
    return span_text(span) + " is not within " + span_text(around) + "\n";
  }
  const bool cut = cuts_character(query, span.start) || cuts_character(query, span.end);
  return cut ? "cuts a character: " + span_text(span) + "\n" : "";
}

std::string word_errors(std::string_view query, const std::vector<Word>& words, Span around) {
  std::string errors;
  for (const Word& word : words) errors += span_error(query, word.span, around);
  return errors;
}

std::string node_errors(std::string_view query, const Node& node, Span around) {
  std::string errors = span_error(query, node.span, around);
  if (node.field) errors += span_error(query, node.field->span, node.span);
  if (const auto* run = std::get_if<WordRun>(&node.value)) errors += word_errors(query, run->words, node.span);
  if (const auto* phrase = std::get_if<Phrase>(&node.value)) errors += word_errors(query, phrase->words, node.span);
  const auto* boolean = std::get_if<Boolean>(&node.value);
  if (boolean == nullptr) {
    if (query.find(node.raw) == std::string_view::npos || node.raw.empty()) errors += "raw text: " + node.raw + "\n";
    return errors;
  }
  if (boolean->children.size() < 2) errors += "a Boolean with fewer than two children\n";
  for (const Node& child : boolean->children) errors += node_errors(query, child, node.span);
  return errors;
}

// --- random trees

std::size_t below(std::mt19937& random, std::size_t bound) {
  return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
}

Word random_word(std::mt19937& random) {
  static const std::array<const char*, 14> kTexts = {"lupus",  "nephritis", "IL-2", "Ca(2+)",         "TNFα",
                                                     "of",     "12:30",     "R&D",  "HLA-DRB1*04:01", "Sjögren’s",
                                                     "colo?r", "review,",   "1998", "benzo[a]pyrene"};
  Word word;
  word.text = kTexts[below(random, kTexts.size())];
  word.wildcard = word.text == "colo?r";
  word.truncated = word.text == "nephritis" && below(random, 2) == 0;
  return word;
}

std::vector<Word> random_words(std::mt19937& random, std::size_t most) {
  std::vector<Word> words;
  for (std::size_t count = 1 + below(random, most); count > 0; --count) words.push_back(random_word(random));
  return words;
}

FieldRef random_field(std::mt19937& random) {
  static const std::array<const char*, 5> kTags = {"ti", "title/abstract", "mesh terms", "date - publication", "1au"};
  static const std::array<const char*, 3> kPrefixes = {"title", "entity", "x.site"};
  FieldRef field;
  field.prefix_form = below(random, 3) == 0;
  field.name = field.prefix_form ? kPrefixes[below(random, kPrefixes.size())] : kTags[below(random, kTags.size())];
  if (!field.prefix_form && below(random, 4) == 0) field.modifiers.push_back("noexp");
  return field;
}

Node random_leaf(std::mt19937& random) {
  Node node;
  if (below(random, 2) == 0) node.field = random_field(random);
  switch (below(random, 5)) {
    case 0: {
      Phrase phrase{random_words(random, 3), std::nullopt};
      if (below(random, 3) == 0) phrase.within = static_cast<unsigned>(below(random, 20));
      node.value = std::move(phrase);
      break;
    }
    case 1:
      node.value = Range{"2019/01", below(random, 2) == 0 ? "" : "2023-06-30"};
      if (!node.field) node.field = random_field(random);
      break;
    case 2: node.value = Curie{below(random, 2) == 0 ? "MESH:D008180" : "DOI:10.1000/x(05)7-2"}; break;
    default: node.value = WordRun{random_words(random, 3)};
  }
  // parse() reads a single word with a field and the shape of a range as a range.
  if (auto* run = std::get_if<WordRun>(&node.value); run != nullptr && node.field && run->words.size() == 1) {
    if (run->words.front().text == "12:30") run->words.front().text = "12h";
  }
  return node;
}

Node random_node(std::mt19937& random, unsigned size, bool field_allowed) {
  if (size <= 1) return random_leaf(random);
  Boolean boolean{static_cast<Operator>(below(random, 3)), {}};
  for (std::size_t count = 2 + below(random, 3); count > 0; --count) {
    boolean.children.push_back(random_node(random, static_cast<unsigned>(below(random, size)), true));
  }
  Node node;
  node.value = std::move(boolean);
  if (field_allowed && below(random, 5) == 0) node.field = random_field(random);
  return node;
}

}  // namespace

std::string compact_outline(const Tree& tree) {
  std::string compact;
  bool line_start = true;
  const std::string lines = outline(tree);
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (line_start && lines.compare(i, 2, "  ") == 0) {
      compact += '>';
      ++i;
      continue;
    }
    line_start = lines[i] == '\n';
    compact += line_start ? std::string(" / ") : std::string(1, lines[i]);
  }
  return compact;
}

std::string compact_diagnostics(const std::vector<Diagnostic>& diagnostics) {
  std::string compact;
  for (const Diagnostic& d : diagnostics) {
    if (!compact.empty()) compact += ", ";
    compact += std::string(to_string(d.severity)) + " " + d.code + " " + span_text({d.start, d.end});
  }
  return compact;
}

std::string span_errors(std::string_view query, const Parsed& parsed) {
  std::string errors;
  const Span all{0, query.size()};
  if (parsed.tree.root) errors += node_errors(query, *parsed.tree.root, all);
  const bool utf8 = !find_invalid_utf8(query);
  for (const Diagnostic& d : parsed.diagnostics) {
    const Span span{d.start, d.end};
    if (utf8 ? !span_error(query, span, all).empty() : d.end > query.size()) errors += d.code + ": " + span_text(span);
    if (d.message.empty()) errors += d.code + " has no message\n";
  }
  return errors;
}

Tree random_tree(std::mt19937& random, unsigned size) { return {random_node(random, size, true)}; }

std::vector<std::string> real_queries(const std::string& folder) {
  std::vector<std::string> queries;
  const std::string base = folder + "/queries/";
  std::ifstream reviews(base + "systematic_reviews.jsonl");
  for (std::string line; std::getline(reviews, line);) {
    queries.push_back(nlohmann::json::parse(line).at("query").get<std::string>());
  }
  std::ifstream clef(base + "clef_tar_pubmed.tsv");
  for (std::string line; std::getline(clef, line);) queries.push_back(line.substr(line.find('\t') + 1));
  std::ifstream polyglot(base + "polyglot_pubmed.tsv");
  for (std::string line; std::getline(polyglot, line);) {
    queries.push_back(line.substr(0, line.find('\t')));
    queries.push_back(line.substr(line.find('\t') + 1));
  }
  return queries;
}

}  // namespace il2search::syntax
