// The syntax tree of a query: what the user wrote, with byte spans, before any field, vocabulary or index is looked at.
//
//   parse() (parser.h): text -> Tree;   print() (print.h): Tree -> text, such that parse(print(tree)) == tree
//
// Grammar (operators upper case, one precedence, strictly left to right):
//   query    := clause { operator clause }         operator := "AND" | "OR" | "NOT" | "AND NOT" | "&" | "|" |
//                                                              nothing (= AND)
//   clause   := prefix ( word | phrase | group )
//             | ( group | phrase | range | curie | words ) tag?
//   group    := "(" query ")"
//   phrase   := quote word* quote ( "~" digits )?  typographic quotes too (a warning says so)
//   words    := word { word }                      an unquoted run stays one leaf: term mapping wants it whole
//   word     := characters without blank ( ) " [ ] |, with "*" at the end for truncation and "?" inside for one
//               letter; a parenthesis or bracket glued into a name belongs to it: Ca(2+), 1,25(OH)2D3, benzo[a]pyrene
//   range    := value ":" value | value ".." value one side may be empty; only before a tag or behind a prefix
//             | value tag? ":" value tag           PubMed's builder writes it so, with the values in quotes
//   curie    := VOCABULARY ":" identifier          a listed vocabulary with an upper-case letter in its name, or any
//                                                  PREFIX ":" and seven digits
//   prefix   := name ":"                           name [a-z][a-z_.]* or x.ANYTHING; no blank behind the colon
//   tag      := "[" name { ":" modifier } "]"      behind a clause: name and modifiers without case or inner blanks
// A prefix holds for the one word, phrase or group behind it; a tag for the whole run of words before it.
#pragma once

#include <il2search/diagnostic.h>

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace il2search::syntax {

// Bytes [start, end) of the query.
struct Span {
  std::size_t start = 0;
  std::size_t end = 0;
  bool operator==(const Span&) const = default;
};

// The field of a leaf or group, as typed: name in lower case with inner blanks squeezed to one and none beside a slash
// ("title/abstract", "date - publication"), modifiers likewise ("noexp", "~3"). prefix_form: `title:x` rather than
// `x[title]`; both mean the same.
struct FieldRef {
  std::string name;
  std::vector<std::string> modifiers;
  bool prefix_form = false;
  Span span;
};

// One word as typed, without its truncation star. Punctuation around it is kept ("review,"): cutting text is the
// analyzer's job. wildcard: a "?" with a letter or digit on both sides stands for one letter.
struct Word {
  std::string text;
  bool truncated = false;  // "nephrit*"
  bool wildcard = false;   // "colo?r"
  Span span;               // with the star
};

// Unquoted words without operator between them.
struct WordRun {
  std::vector<Word> words;
};

// Quoted words, at least one. within: `"..."~N` or `"..."[tag:~N]`, any order with at most N other words between; the
// modifier stays in the field too.
struct Phrase {
  std::vector<Word> words;
  std::optional<unsigned> within;
};

// `2019:2023[dp]`, `date:2019..2023-06`; an empty side is open, never both. It always has a field. The sides start with
// a digit and hold digits, single "/", "-" and "." only; whether they are dates is not looked at.
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

// The span covers the clause with its field and parentheses, and all spans below it. `raw` of a leaf is its text as
// typed, without field, quotes and "~N" (for headings with subheadings, identifiers, journal names, "last 90 days");
// of a Boolean it is empty. `grouped`: parentheses stood around it; they do not change what a tree means.
struct Node {
  std::variant<WordRun, Phrase, Range, Curie, Boolean> value;
  std::optional<FieldRef> field;
  std::string raw;
  bool grouped = false;
  Span span;
};

// root is empty when the query holds nothing that could run. Booleans nest at most kMaxDepth deep (parser.h), so that
// walking a tree by recursion is safe.
struct Tree {
  std::optional<Node> root;
};

// Equal but for spans, raw texts, parentheses and the form of fields: what parse(print(tree)) keeps.
bool same_meaning(const Tree& a, const Tree& b);

}  // namespace il2search::syntax
