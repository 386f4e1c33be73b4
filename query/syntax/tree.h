// The syntax tree of a query: what the user wrote, with byte spans. Nothing is looked up in fields, vocabularies or the
// index yet.
//
//   parse() (parser.h): text -> Tree;   print() (print.h): Tree -> text, such that parse(print(tree)) == tree
//
// Grammar (operators upper case, one precedence, strictly left to right):
//   query    := clause { operator clause }         operator := "AND" | "OR" | "NOT" | "AND NOT" | "&" | "|" |
//                                                              empty (= AND)
//   clause   := prefix ( word | phrase | group )
//             | ( group | phrase | range | curie | words ) tag?
//   group    := "(" query ")"
//   phrase   := quote word* quote ( "~" digits )?  typographic quotes too, with a warning
//   words    := word { word }                      an unquoted run is one leaf, because term mapping needs it whole
//   word     := characters other than blank ( ) " [ ] |, with "*" at the end for truncation and "?" inside for one
//               letter; parentheses and brackets inside a name belong to it: Ca(2+), 1,25(OH)2D3, benzo[a]pyrene
//   range    := value ":" value | value ".." value one side may be empty; only before a tag or after a prefix
//             | value tag? ":" value tag           the form of PubMed's builder, with the values in quotes
//   curie    := VOCABULARY ":" identifier          a listed vocabulary with an upper-case letter in its name, or any
//                                                  PREFIX ":" and seven digits
//   prefix   := name ":"                           name [a-z][a-z_.]* or x.ANYTHING; no blank after the colon
//   tag      := "[" name { ":" modifier } "]"      after a clause; case and inner blanks do not matter
// A prefix applies to the one word, phrase or group after it, a tag to the whole run of words before it.
#pragma once

#include <il2search/diagnostic.h>
#include <il2search/document.h>

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace il2search::syntax {

// The field of a leaf or group as typed. The name ("title/abstract", "date - publication") and the modifiers ("noexp",
// "~3") are in lower case, with single blanks and none around a slash. prefix_form: `title:x` rather than `x[title]`,
// which means the same.
struct FieldRef {
  std::string name;
  std::vector<std::string> modifiers;
  bool prefix_form = false;
  Span span;
};

// One word as typed, without its truncation star but with the punctuation around it ("review,"): cutting text is the
// analyzer's job. wildcard: it has a "?" between letters or digits, which matches one letter.
struct Word {
  std::string text;
  bool truncated = false;  // "nephrit*"
  bool wildcard = false;   // "colo?r"
  Span span;               // with the star
};

// Unquoted words without an operator between them.
struct WordRun {
  std::vector<Word> words;
};

// Quoted words, at least one. within: `"..."~N` or `"..."[tag:~N]`, in any order with at most N other words between;
// the modifier also stays in the field.
struct Phrase {
  std::vector<Word> words;
  std::optional<unsigned> within;
};

// `2019:2023[dp]`, `date:2019..2023-06`. One side may be empty, which is open. It always has a field. The sides start
// with a digit and consist of digits and single "/", "-" and "."; they may not be dates.
struct Range {
  std::string from;
  std::string to;
};

// An identifier in CURIE form in the place of a word: `MESH:D008180`, `PMID:123`, `MONDO:0007915`.
struct Curie {
  std::string text;
};

enum class Operator { and_, or_, not_ };

struct Node;

// `a OR b AND c` is And(Or(a, b), c); a AND b AND c is one node with three children. not_: the first child without any
// of the others.
struct Boolean {
  Operator op = Operator::and_;
  std::vector<Node> children;
};

// The span covers the clause with its field and parentheses. `raw` is the text of a leaf as typed, without field, quotes
// and "~N" (for headings with subheadings, identifiers, journal names, "last 90 days"); it is empty for a Boolean.
// `grouped`: the clause was in parentheses, which do not change its meaning.
struct Node {
  std::variant<WordRun, Phrase, Range, Curie, Boolean> value;
  std::optional<FieldRef> field;
  std::string raw;
  bool grouped = false;
  Span span;
};

// root is empty if the query has nothing to search for. Booleans nest at most kMaxDepth deep (parser.h), so recursion
// over a tree is safe.
struct Tree {
  std::optional<Node> root;
};

// Whether the trees are equal except for spans, raw texts, parentheses and the form of fields. That is what
// parse(print(tree)) preserves.
bool same_meaning(const Tree& a, const Tree& b);

}  // namespace il2search::syntax
