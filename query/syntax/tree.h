// The syntax tree of a query: what the user wrote, with byte spans, before any field, vocabulary or index is looked at.
//
//   parse() (parser.h): text -> Tree;   print() (print.h): Tree -> text, such that parse(print(tree)) == tree
//
// Grammar (operators upper case, one precedence, strictly left to right):
//   query   := clause { operator clause }          operator := "AND" | "OR" | "NOT" | "&" | "|" | nothing (= AND)
//   clause  := field-prefix? ( group | phrase | range | words ) tag?
//   group   := "(" query ")"
//   phrase  := '"' word* '"' ( "~" digits )?        also with typographic quotes (a warning says so)
//   words   := word { word }                        an unquoted run stays one leaf: term mapping wants it whole
//   word    := characters without blank ( ) " [ ], with "*" at the end for truncation and "?" for one letter
//   range   := value ":" value | value ".." value   one side may be empty; only where a date or number can stand
//   field-prefix := [a-z_.]+ ":"                    no blank behind the colon
//   tag     := "[" name { ":" modifier } "]"        behind a clause: name and modifiers without case or inner blanks
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <il2search/diagnostic.h>

namespace il2search::syntax {

// Bytes [start, end) of the query.
struct Span {
  std::size_t start = 0;
  std::size_t end = 0;
  bool operator==(const Span&) const = default;
};

// The field of a leaf or group, as typed: name in lower case with inner blanks squeezed to one ("title/abstract"),
// modifiers likewise ("noexp", "~3"). prefix_form: `title:x` rather than `x[title]`; both mean the same.
struct FieldRef {
  std::string name;
  std::vector<std::string> modifiers;
  bool prefix_form = false;
  Span span;
};

// One word as typed, without its truncation star. `wildcard` holds "?" inside the text.
struct Word {
  std::string text;
  bool truncated = false;  // "nephrit*"
  bool wildcard = false;   // "colo?r"
  Span span;
};

// Unquoted words without operator between them.
struct WordRun {
  std::vector<Word> words;
};

// Quoted words; within: "..."~N, any order with at most N other words between.
struct Phrase {
  std::vector<Word> words;
  std::optional<unsigned> within;
};

// `2019:2023[dp]`, `date:2019..2023-06`; an empty side is open.
struct Range {
  std::string from;
  std::string to;
};

// An identifier in CURIE form standing where a word could: `MESH:D008180`, `PMID:123`, `MONDO:0007915`.
struct Curie {
  std::string text;
};

enum class Operator { and_, or_, not_ };

struct Node;

// `a OR b AND c` is And(Or(a, b), c). Only equal neighbours are flattened: a AND b AND c has three children.
// not_: the first child without any of the others.
struct Boolean {
  Operator op = Operator::and_;
  std::vector<Node> children;
};

// The span covers the clause with its field; `raw` is the text of the clause without field, as typed (for headings with
// subheadings, identifiers, journal names, `"last 90 days"`). `grouped`: parentheses stood around it.
struct Node {
  std::variant<WordRun, Phrase, Range, Curie, Boolean> value;
  std::optional<FieldRef> field;
  std::string raw;
  bool grouped = false;
  Span span;
};

// root is empty when the query holds nothing that could run.
struct Tree {
  std::optional<Node> root;
};

// Equal but for spans and raw texts: what parse(print(tree)) must keep.
bool same_meaning(const Tree& a, const Tree& b);

}  // namespace il2search::syntax
