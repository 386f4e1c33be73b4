// A query as a value: parsed once, combined, printed, and run as often as needed.
//
//   Query query = Query::parse("lupus OR sle").and_(Query::field("mesh", "D008181")).without(Query::phrase("in mice"));
//   query.to_string();        // (lupus OR sle) AND mesh:"D008181" NOT "in mice", as one tree, whatever the operators
//   searcher.search(query);   // searcher.h
//
// Queries are combined as trees, so parts need no parentheses, and no part can change what another one means.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/diagnostic.h>
#include <il2search/export.h>

namespace il2search {

// Immutable; a copy shares the tree and costs nothing. Safe to read from many threads.
class IL2SEARCH_EXPORT Query {
 public:
  // The empty query. Combined with another one it gives that one.
  Query();

  // Text in the query language (docs/query-language.md). Never throws for any text: errors are diagnostics. Linear time.
  static Query parse(std::string_view text);

  // All words of the text, or the text as a phrase, taken literally: operators, fields, quotes and stars in it have no
  // meaning. Words are stemmed and mapped to concepts as in a typed query.
  static Query words(std::string_view text);
  static Query phrase(std::string_view text);

  // A field (fields.h) and its value: an identifier or name, or the words of a phrase. The value is taken literally.
  // Error{invalid_argument} if nothing can be a field of this name; a field that is merely unknown is a diagnostic.
  static Query field(std::string_view name, std::string_view value);

  // Published from `since` to `until`, both inclusive: "2019", "2019-06", "2019/06/30", or empty for an open side. Both
  // empty give the empty query. Error{invalid_argument} for a text that is not a date.
  static Query published(std::string_view since, std::string_view until);

  // Documents that match both, either, or this one but not the other one. Diagnostics of both are kept. Over the limits of
  // the query language (64 KiB, 4,096 terms, 100 levels) the result is an error.
  Query and_(const Query& other) const;
  Query or_(const Query& other) const;
  Query without(const Query& other) const;

  // Nothing to search for: the query is blank, has no words, or its errors left nothing.
  bool empty() const noexcept;

  // The text given to parse(). Of a combined query the texts of its parts, verbatim, joined by operators and parentheses:
  // all places in diagnostics, here and in Results, are byte offsets into this text.
  const std::string& text() const noexcept;

  // The canonical text. Without errors, parse() gives an equal query for it.
  std::string to_string() const;

  // What parsing found, ordered by place. Unknown fields and values are found when the query is run or checked
  // (Searcher::lint()).
  const std::vector<Diagnostic>& diagnostics() const noexcept;
  bool has_errors() const noexcept;

  // Equal trees: the same but for spelling, parentheses and places.
  friend IL2SEARCH_EXPORT bool operator==(const Query& a, const Query& b);

  // The parsed form, for the library itself.
  struct Data;
  explicit Query(std::shared_ptr<const Data> data) noexcept;
  const Data& data() const noexcept { return *data_; }

 private:
  std::shared_ptr<const Data> data_;  // never null
};

}  // namespace il2search
