// Chain: see chain.h.
#include "query/syntax/chain.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "query/syntax/shapes.h"
#include "query/syntax/word_reader.h"

namespace il2search::syntax {
namespace {

// --- operators in lower case

// An unquoted run whose first and last words may be mistyped operators. The one word after a prefix is text.
WordRun* loose_run(Node& node) {
  if (node.grouped || (node.field && node.field->prefix_form)) return nullptr;
  return std::get_if<WordRun>(&node.value);
}

void warn_of_ignored_operator(const Word& word, DiagnosticSink& diagnostics) {
  diagnostics.warning(
      "lowercase-operator", word.span,
      quoted(word.text) + " is ignored, since operators must be upper case; the terms around it are joined by AND.",
      "Write " + ascii::to_upper(word.text) + " if you mean the operator.");
}

// Removes an operator word from the front or back of a run; true if nothing to search for is left of the run.
bool drop_outer_word(Node& node, bool front, DiagnosticSink& diagnostics) {
  WordRun* const run = loose_run(node);
  if (run == nullptr) return false;
  std::vector<Word>& words = run->words;
  const auto outer = front ? words.begin() : words.end() - 1;
  if (!is_operator_word(outer->text) || outer->truncated) return false;
  if (words.size() == 1 && node.field) return false;  // `or[ti]` is meant as a word
  warn_of_ignored_operator(*outer, diagnostics);
  if (words.size() == 1) return true;
  const std::size_t cut = front ? words[1].span.start - node.span.start : 0;
  const Span before = span_of(words);
  words.erase(outer);
  if (!has_text(words)) return true;
  const Span after = span_of(words);
  node.raw = node.raw.substr(after.start - before.start, after.end - after.start);
  node.span.start += cut;
  if (!front) node.span.end = after.end;
  return false;
}

// Removes operator words on the sides of a clause that have no written operator; true if nothing is left of the clause.
bool drop_outer_words(Node& node, bool loose_before, bool loose_after, DiagnosticSink& diagnostics) {
  const WordRun* const run = loose_run(node);
  if (run == nullptr) return false;
  if (run->words.size() == 1) return loose_before && loose_after && drop_outer_word(node, true, diagnostics);
  if (loose_before && drop_outer_word(node, true, diagnostics)) return true;
  return loose_after && !node.field && drop_outer_word(node, false, diagnostics);
}

}  // namespace

void drop_lowercase_operators(Chain& chain, DiagnosticSink& diagnostics) {
  Chain kept;
  Joint joint;  // before the next clause that is kept: the written one of the two around a dropped clause
  const std::size_t count = chain.clauses.size();
  for (std::size_t i = 0; i < count; ++i) {
    const bool loose_before = i > 0 && !chain.joints[i - 1].written;
    const bool loose_after = i + 1 < count && !chain.joints[i].written;
    if (i > 0 && !joint.written) joint = chain.joints[i - 1];
    if (drop_outer_words(chain.clauses[i], loose_before, loose_after, diagnostics)) continue;
    if (!kept.clauses.empty()) kept.joints.push_back(joint);
    kept.clauses.push_back(std::move(chain.clauses[i]));
    joint = Joint{};
  }
  chain = std::move(kept);
}

void warn_of_words_like_operators(const WordRun& run, DiagnosticSink& diagnostics) {
  for (std::size_t i = 1; i + 1 < run.words.size(); ++i) {
    const Word& word = run.words[i];
    if (!is_operator_word(word.text) || word.truncated) continue;
    diagnostics.warning("lowercase-operator", word.span,
                        quoted(word.text) + " is treated as a word; operators must be upper case.",
                        "Write " + ascii::to_upper(word.text) + " if you mean the operator.");
  }
}

// --- mixed operators

namespace {

constexpr std::size_t kFullReadingBytes = 600;  // of the group's text: readings are shown in full up to here
constexpr std::size_t kShortOperandBytes = 24;
constexpr std::size_t kShortOperands = 12;

const char* sign(Operator op) {
  if (op == Operator::and_) return " AND ";
  return op == Operator::or_ ? " OR " : " NOT ";
}

bool is_or(const Joint& joint) { return joint.op == Operator::or_; }

std::vector<std::string> operand_texts(const Chain& chain, std::string_view query) {
  const Span first = chain.clauses.front().span;
  const Span last = chain.clauses.back().span;
  const bool full = last.end - first.start <= kFullReadingBytes;
  std::vector<std::string> texts;
  for (const Node& clause : chain.clauses) {
    const std::string_view typed = query.substr(clause.span.start, clause.span.end - clause.span.start);
    texts.push_back(shortened(typed, full ? kFullReadingBytes : kShortOperandBytes));
    if (!full && texts.size() == kShortOperands) break;
  }
  return texts;
}

// `((a OR b) AND c) OR d`: parentheses around everything before each change between OR and the other operators.
std::string left_to_right(const Chain& chain, const std::vector<std::string>& operands) {
  std::string reading = operands.front();
  for (std::size_t i = 1; i < operands.size(); ++i) {
    const bool change = i > 1 && is_or(chain.joints[i - 1]) != is_or(chain.joints[i - 2]);
    if (change) reading = "(" + reading + ")";
    reading += sign(chain.joints[i - 1].op) + operands[i];
  }
  return reading;
}

// Parentheses around clauses that are joined by the operators of higher precedence; or_binds: that is OR.
std::string by_precedence(const Chain& chain, const std::vector<std::string>& operands, bool or_binds) {
  std::string reading;
  std::string group = operands.front();
  bool several = false;
  for (std::size_t i = 1; i < operands.size(); ++i) {
    const Joint& joint = chain.joints[i - 1];
    if (is_or(joint) == or_binds) {
      group += sign(joint.op) + operands[i];
      several = true;
      continue;
    }
    reading += (several ? "(" + group + ")" : group) + sign(joint.op);
    group = operands[i];
    several = false;
  }
  return reading + (several ? "(" + group + ")" : group);
}

}  // namespace

void warn_of_mixed_operators(const Chain& chain, std::string_view query, DiagnosticSink& diagnostics) {
  const auto ors = std::count_if(chain.joints.begin(), chain.joints.end(), is_or);
  if (ors == 0 || static_cast<std::size_t>(ors) == chain.joints.size()) return;
  const std::vector<std::string> operands = operand_texts(chain, query);
  const char* more = operands.size() < chain.clauses.size() ? " …" : "";
  const std::string ours = left_to_right(chain, operands);
  std::string other = by_precedence(chain, operands, false);
  if (other == ours) other = by_precedence(chain, operands, true);
  const auto written = std::find_if(chain.joints.begin(), chain.joints.end(), [](const Joint& j) { return j.written; });
  diagnostics.warning("mixed-operators", written->span,
                      "Operators are mixed without parentheses and are read from left to right.",
                      "Read as: " + ours + more + "; for the other reading write: " + other + more);
}

// --- the tree

namespace {

Node boolean(Operator op, Node first) {
  Node node;
  node.span = first.span;
  Boolean value{op, {}};
  value.children.push_back(std::move(first));
  node.value = std::move(value);
  return node;
}

void append(Node& node, Node clause) {
  node.span.end = clause.span.end;
  std::get<Boolean>(node.value).children.push_back(std::move(clause));
}

}  // namespace

Folded fold(Chain chain) {
  Folded folded{std::move(chain.clauses.front()), 0};
  for (std::size_t i = 0; i < chain.joints.size(); ++i) {
    const Operator op = chain.joints[i].op;
    if (i == 0 || op != chain.joints[i - 1].op) {
      folded.node = boolean(op, std::move(folded.node));
      ++folded.depth;
    }
    append(folded.node, std::move(chain.clauses[i + 1]));
  }
  return folded;
}

}  // namespace il2search::syntax
