// print() and outline(): see print.h; same_meaning(): see tree.h.
#include "query/syntax/print.h"

#include <algorithm>

#include "base/ascii.h"
#include "query/syntax/characters.h"
#include "query/syntax/shapes.h"

namespace il2search::syntax {
namespace {

template <class... Cases> struct Overloaded : Cases... { using Cases::operator()...; };
template <class... Cases> Overloaded(Cases...) -> Overloaded<Cases...>;

std::string text_of(const Word& word) {
  std::string text = word.text;
  if (word.truncated) text += '*';
  return text;
}

// In parentheses, quotes or brackets.
std::string enclosed(char open, const std::string& text, char close) {
  std::string all(1, open);
  all.append(text).push_back(close);
  return all;
}

std::string join(const std::vector<Word>& words) {
  std::string joined;
  for (const Word& word : words) {
    if (!joined.empty()) joined += ' ';
    joined += text_of(word);
  }
  return joined;
}

const char* name_of(Operator op) {
  if (op == Operator::and_) return "AND";
  return op == Operator::or_ ? "OR" : "NOT";
}

std::string tag_text(const FieldRef& field) {
  std::string text = field.name;
  for (const std::string& modifier : field.modifiers) text.append(":").append(modifier);
  return text;
}

bool has_distance(const std::optional<FieldRef>& field) {
  return field && std::any_of(field->modifiers.begin(), field->modifiers.end(),
                              [](const std::string& modifier) { return distance_of(modifier).has_value(); });
}

// Whether the run would be read differently with a field next to it: as a range, or with the prefix on its first word.
bool needs_parentheses(const WordRun& run, const FieldRef& field) {
  if (range_of(run.words.back().text)) return true;
  if (!field.prefix_form) {
    return std::any_of(run.words.begin(), run.words.end(), [](const Word& word) { return word.text == ":"; });
  }
  return run.words.size() > 1 || !is_word_character(decode_utf8(run.words.front().text, 0).code_point);
}

std::string with_field(const std::string& text, const std::optional<FieldRef>& field) {
  if (!field) return text;
  return field->prefix_form ? field->name + ":" + text : text + enclosed('[', tag_text(*field), ']');
}

std::string print_node(const Node& node);

// A child of a Boolean: parentheses make the reading visible, whether they were typed or not.
std::string print_operand(const Node& node) {
  const std::string text = print_node(node);
  const bool bare = std::holds_alternative<Boolean>(node.value) && !node.field;
  return bare ? enclosed('(', text, ')') : text;
}

std::string print_boolean(const Boolean& value, bool parentheses) {
  std::string text;
  for (const Node& child : value.children) {
    if (!text.empty()) text.append(" ").append(name_of(value.op)).append(" ");
    text += print_operand(child);
  }
  return parentheses ? enclosed('(', text, ')') : text;
}

std::string print_range(const Range& range, const std::optional<FieldRef>& field) {
  return range.from + (field && field->prefix_form ? ".." : ":") + range.to;
}

std::string print_value(const Node& node) {
  return std::visit(Overloaded{
                        [&](const WordRun& run) {
                          const std::string text = join(run.words);
                          return node.field && needs_parentheses(run, *node.field) ? enclosed('(', text, ')') : text;
                        },
                        [&](const Phrase& phrase) {
                          std::string text = enclosed('"', join(phrase.words), '"');
                          const bool shown = phrase.within && !has_distance(node.field);
                          if (shown) text.append("~").append(std::to_string(*phrase.within));
                          return text;
                        },
                        [&](const Range& range) { return print_range(range, node.field); },
                        [](const Curie& curie) { return curie.text; },
                        [&](const Boolean& value) { return print_boolean(value, node.field.has_value()); },
                    },
                    node.value);
}

std::string print_node(const Node& node) { return with_field(print_value(node), node.field); }

// --- outline

std::string head_of(const Node& node) {
  return std::visit(Overloaded{
                        [](const WordRun&) -> std::string { return "words"; },
                        [](const Phrase& phrase) {
                          std::string head = "phrase";
                          if (phrase.within) head.append("~").append(std::to_string(*phrase.within));
                          return head;
                        },
                        [](const Range&) -> std::string { return "range"; },
                        [](const Curie&) -> std::string { return "id"; },
                        [](const Boolean& value) { return ascii::to_lower(name_of(value.op)); },
                    },
                    node.value);
}

std::string body_of(const Node& node) {
  return std::visit(Overloaded{
                        [](const WordRun& run) { return ": " + join(run.words); },
                        [](const Phrase& phrase) { return ": " + join(phrase.words); },
                        [](const Range& range) { return ": " + range.from + ".." + range.to; },
                        [](const Curie& curie) { return ": " + curie.text; },
                        [](const Boolean&) { return std::string(); },
                    },
                    node.value);
}

void outline_node(const Node& node, std::size_t level, std::string& lines) {
  lines += std::string(2 * level, ' ') + head_of(node);
  if (node.field) lines += " [" + tag_text(*node.field) + "]";
  lines += body_of(node) + "\n";
  if (const Boolean* const value = std::get_if<Boolean>(&node.value)) {
    for (const Node& child : value->children) outline_node(child, level + 1, lines);
  }
}

// --- same_meaning

bool same(const Word& a, const Word& b) {
  return a.text == b.text && a.truncated == b.truncated && a.wildcard == b.wildcard;
}

bool same(const std::vector<Word>& a, const std::vector<Word>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Word& x, const Word& y) { return same(x, y); });
}

bool same(const std::optional<FieldRef>& a, const std::optional<FieldRef>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->name == b->name && a->modifiers == b->modifiers;
}

bool same(const Node& a, const Node& b);

bool same_value(const WordRun& a, const WordRun& b) { return same(a.words, b.words); }
bool same_value(const Phrase& a, const Phrase& b) { return a.within == b.within && same(a.words, b.words); }
bool same_value(const Range& a, const Range& b) { return a.from == b.from && a.to == b.to; }
bool same_value(const Curie& a, const Curie& b) { return a.text == b.text; }
bool same_value(const Boolean& a, const Boolean& b) {
  return a.op == b.op && std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(),
                                    [](const Node& x, const Node& y) { return same(x, y); });
}
template <class A, class B> bool same_value(const A&, const B&) { return false; }

bool same(const Node& a, const Node& b) {
  return same(a.field, b.field) &&
         std::visit([](const auto& x, const auto& y) { return same_value(x, y); }, a.value, b.value);
}

}  // namespace

std::string print(const Tree& tree) { return tree.root ? print_node(*tree.root) : std::string(); }

std::string outline(const Tree& tree) {
  std::string lines;
  if (tree.root) outline_node(*tree.root, 0, lines);
  return lines;
}

bool same_meaning(const Tree& a, const Tree& b) {
  if (!a.root || !b.root) return a.root.has_value() == b.root.has_value();
  return same(*a.root, *b.root);
}

}  // namespace il2search::syntax
