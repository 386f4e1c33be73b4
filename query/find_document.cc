// find_document(): identifiers in all their spellings.
#include <string>
#include <vector>

#include "base/ascii.h"
#include "base/blanks.h"
#include "query/hits.h"
#include "schema/document_codec.h"
#include "schema/field_table.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

// The terms to look for, best first: the id of a document, then its other identifiers.
std::vector<std::string> terms_for(std::string_view typed) {
  const std::vector<std::string> ids = possible_ids(typed);
  std::vector<std::string> terms;
  for (const std::string& id : ids) terms.push_back(std::string(prefix::id) + id);
  for (const std::string& id : {ids.back(), ascii::to_lower(trim_blanks(typed))})
    terms.push_back(std::string(prefix::identifier) + id);
  std::erase_if(terms, [](const std::string& term) { return term.size() > kMaxTermBytes; });
  return terms;
}

std::optional<Document> first_with(const std::string& term, plan::IndexView& index) {
  std::optional<Document> best;
  for (const Segment& segment : index.snapshot()->segments()) {
    segment.postings.for_each_posting(term, [&](std::uint32_t docid, std::uint32_t) {
      if (segment.is_deleted(docid)) return;
      const std::string head = segment.heads.record(docid);
      if (!best || decode_head(head).id < best->id) best = decode_document(head, segment.texts.record(docid));
    });
  }
  return best;
}

}  // namespace

std::optional<Document> find_document(std::string_view id, plan::IndexView& index) {
  for (const std::string& term : terms_for(id)) {
    if (auto document = first_with(term, index)) return document;
  }
  return std::nullopt;
}

}  // namespace il2search
