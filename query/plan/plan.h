// The plan of a query: what is looked for in the index, after fields, dates and identifiers are understood.
//
//   resolve (syntax tree -> Node) -> rewrite (Node -> Node) -> compile (Node -> Xapian::Query)
//
// Plans are plain values; nothing here has looked at an index yet.
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

// Ways in which documents came to carry an entity: a bit for each Provenance; 0 stands for any.
using ProvenanceSet = std::uint8_t;
constexpr ProvenanceSet provenance_bit(Provenance provenance) {
  return static_cast<ProvenanceSet>(1u << static_cast<unsigned>(provenance));
}
ProvenanceSet provenance_bit(std::string_view name);  // 0 for no name of one
std::string to_string(ProvenanceSet provenance);      // "tagged,listed"

inline constexpr ProvenanceSet kTagged = provenance_bit(Provenance::tagged);
// Everything but our own tagger.
inline constexpr ProvenanceSet kFromSource =
    provenance_bit(Provenance::indexed) | provenance_bit(Provenance::annotated) | provenance_bit(Provenance::listed);

// What a document must say of the entities that it is found by, all of a list together.
struct EntityDemand {
  ProvenanceSet provenance = 0;
  std::uint32_t mentions = 0;  // at least

  bool any() const { return provenance != 0 || mentions > 1; }
  bool operator==(const EntityDemand&) const = default;
};

// What a list of terms was asked by, for what is said when no document has any of them.
struct Asked {
  std::string text;                 // as typed; empty: what stands at the node's place in the query
  FieldId field = FieldId::entity;  // where near names are looked for
  bool is_name = false;             // near names may help
  bool in_vocabulary = false;       // a vocabulary knows it
};

// Documents with any of these: whole terms, terms that begin so. weighted: they count for ranking, as one word;
// otherwise they only filter.
struct Terms {
  std::vector<std::string> terms;
  std::vector<std::string> beginnings;
  bool weighted = false;
  std::uint32_t times = 1;  // how often the query says it, which counts for ranking
  EntityDemand demand;
  Asked asked;
};

// One place of a phrase and what may stand there.
enum class PlaceKind : std::uint8_t {
  exact,      // this canonical part
  inflected,  // any form with this stem
  beginning,  // any part that begins so
  pattern,    // any part that looks so: "?" stands for one letter
};
struct Place {
  PlaceKind kind = PlaceKind::exact;
  std::string text;        // the part; for pattern as typed
  std::string stem;        // of exact and inflected
  bool truncated = false;  // of pattern: anything may follow
};

// Where the words of a text field lie: the prefixes of their lists (more than one: any of them) and regions.
// own_lists: these lists hold words of these regions only, so that a stem needs no look at the text.
struct TextPlace {
  std::vector<std::string_view> lists;
  RegionSet regions = 0;
  bool own_lists = true;
};

// Words at places of one region of the text. Without `within`, the units' places follow each other (one unit). With it,
// every unit's places follow each other, the units stand in any order and at most that many other words between them.
struct Sequence {
  std::vector<std::vector<Place>> units;
  std::optional<unsigned> within;
  TextPlace place;
};

// Documents whose date lies in [from, to]; year 0: that side is open. Months and days may be 0: from the first, to the
// last day of the year or month.
struct DateRange {
  Slot slot = Slot::published;
  Date from;
  Date to;
  bool year_terms = false;  // the field has a term for each year
};

struct Everything {};
struct Nothing {};

// without: the first child, but none of the others. maybe: the first child; the others only count for ranking.
enum class Op : std::uint8_t { all, any, without, maybe };

struct Node;
struct Group {
  Op op = Op::all;
  std::vector<Node> children;
};

// What a leaf is in the user's eyes: decides what is said when the index has nothing of it.
enum class Kind : std::uint8_t { plain, word, phrase, heading, id, name };

struct Node {
  std::variant<Everything, Nothing, Terms, Sequence, DateRange, Group> value;
  Kind kind = Kind::plain;
  bool optional = false;  // a stop word: required only when nothing else is
  double scale = 1;       // how much its weight counts beside its neighbours'
  syntax::Span span;      // of the query

  template <class Value>
  requires(!std::is_same_v<Value, Node>) explicit Node(Value v, Kind k = Kind::plain, syntax::Span s = {})
      : value(std::move(v)), kind(k), span(s) {}
};

// The plan on one line: `all(Zlupus, phrase(il + 2~))`. For --explain and golden tests.
std::string print(const Node& node);

Node all_of(std::vector<Node> children);
Node any_of(std::vector<Node> children);

}  // namespace il2search::plan
