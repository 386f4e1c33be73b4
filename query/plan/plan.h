// The plan of a query: what is looked for in the index once fields, dates, identifiers and concepts are resolved.
//
//   resolve (syntax tree -> Node) -> rewrite (Node -> Node) -> compile (Node -> Xapian::Query)
//
// Plans are plain values and can be printed. No stage before compile() looks at an index.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <il2search/document.h>

#include "query/syntax/tree.h"
#include "schema/field_table.h"

namespace il2search::plan {

// How documents came to carry an entity: one bit per Provenance; 0 means any.
using ProvenanceSet = std::uint8_t;
constexpr ProvenanceSet provenance_bit(Provenance provenance) {
  return static_cast<ProvenanceSet>(1u << static_cast<unsigned>(provenance));
}
ProvenanceSet provenance_bit(std::string_view name);  // 0 for an unknown name
std::string to_string(ProvenanceSet provenance);      // "tagged,listed"

inline constexpr ProvenanceSet kTagged = provenance_bit(Provenance::tagged);
// Everything but our own tagger.
inline constexpr ProvenanceSet kFromSource =
    provenance_bit(Provenance::indexed) | provenance_bit(Provenance::annotated) | provenance_bit(Provenance::listed);

// What a document must say about the entities of one list of terms, taken together.
struct EntityDemand {
  ProvenanceSet provenance = 0;
  std::uint32_t mentions = 0;  // at least

  bool any() const { return provenance != 0 || mentions > 1; }
  bool operator==(const EntityDemand&) const = default;
};

// What the user asked for with a list of terms: named in the message if no document has any of them.
struct Asked {
  std::string text;                 // as typed; empty: the text at the node's span
  FieldId field = FieldId::entity;  // the field in which similar names are looked up
  bool is_name = false;             // similar names may help
  bool in_vocabulary = false;       // a vocabulary has it
};

// Documents with any of these: terms, or terms with any of these beginnings. weighted: they are ranked, as one word;
// otherwise they only filter.
struct Terms {
  std::vector<std::string> terms;
  std::vector<std::string> beginnings;
  bool weighted = false;
  std::uint32_t times = 1;  // how often the query repeats it, which counts for ranking
  EntityDemand demand;
  Asked asked;
};

// One word of a phrase and the canonical parts of a text that match it.
enum class WordForm : std::uint8_t {
  exact,      // this part
  inflected,  // every form with this stem
  beginning,  // every part with this beginning
  pattern,    // every part of this shape: "?" stands for one letter
};
struct PhraseWord {
  WordForm form = WordForm::exact;
  std::string text;        // the part; of a pattern, as typed
  std::string stem;        // of exact and inflected
  bool truncated = false;  // of a pattern: anything may follow
};

// Where the words of a text field are found: the prefixes of their posting lists (any of them) and the regions of the
// token stream.
struct TextScope {
  std::vector<std::string_view> lists;
  RegionSet regions = 0;
  bool own_lists = true;  // the lists hold words of these regions only: a stem needs no look at the text
};

// Words within one region of the text. Without `within` there is one unit, whose words follow each other. With it, the
// words of each unit follow each other, and the units occur in any order with at most that many other words between.
struct Sequence {
  std::vector<std::vector<PhraseWord>> units;
  std::optional<unsigned> within;
  TextScope scope;
};

// Documents with a date in [from, to]; a side with year 0 is open. Month and day may be 0: then the range starts on the
// first, or ends on the last, day of that year or month.
struct DateRange {
  Slot slot = Slot::published;
  Date from;
  Date to;
  bool year_terms = false;  // the field has a term per year
};

struct Everything {};
struct Nothing {};

// without: the first child minus the others. maybe: the first child; the others only count for ranking.
enum class Op : std::uint8_t { all, any, without, maybe };

struct Node;
struct Group {
  Op op = Op::all;
  std::vector<Node> children;
};

// What a leaf is to the user: selects the diagnostic if the index has no match for it.
enum class Kind : std::uint8_t { plain, word, phrase, heading, id, name };

struct Node {
  std::variant<Everything, Nothing, Terms, Sequence, DateRange, Group> value;
  Kind kind = Kind::plain;
  bool optional = false;  // a stop word: required only if nothing else is
  double scale = 1;       // factor of its weight
  Span span;              // of the query

  template <class Value>
  requires(!std::is_same_v<Value, Node>) explicit Node(Value v, Kind k = Kind::plain, Span s = {})
      : value(std::move(v)), kind(k), span(s) {}
};

// The plan on one line: `all(Zlupus, phrase(il 2~))`. For --explain and golden tests.
std::string print(const Node& node);

// One node for all children: the child itself if there is one, Nothing for no children.
Node all_of(std::vector<Node> children);
Node any_of(std::vector<Node> children);

// An equivalent plan that is shorter or cheaper to run. Bottom up: groups of one child disappear, nested groups of one
// operator are flattened, alternatives that only filter become one list of terms, a repeated word becomes one that
// counts for more, Nothing and Everything are folded away, and stop words become optional beside a required word.
Node rewrite(Node node);

}  // namespace il2search::plan
