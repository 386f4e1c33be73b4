// Looking up identifiers in all their spellings.
#include "query/find_document.h"

#include <algorithm>
#include <string>
#include <vector>

#include <il2search/text.h>

#include "schema/document_codec.h"
#include "schema/field_table.h"

namespace il2search {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// The terms that may lead to the document, best first: its own id as given and in canonical form, then other ids.
std::vector<std::string> terms_for(std::string_view typed) {
  const auto first = typed.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  const std::string text(typed.substr(first, typed.find_last_not_of(" \t\r\n") - first + 1));
  std::string canonical = normalize_curie(text);
  if (is_digits(text)) canonical = "PMID:" + text;
  if (text.starts_with("10.")) canonical = "DOI:" + lower(text);
  std::vector<std::string> terms;
  for (const std::string& id : {text, canonical}) terms.push_back(std::string(prefix::id) + id);
  for (const std::string& id : {canonical, lower(text)}) terms.push_back(std::string(prefix::identifier) + id);
  std::erase_if(terms, [](const std::string& term) { return term.size() > kMaxTermBytes; });
  return terms;
}

std::optional<Document> first_with(const std::string& term, plan::IndexView& index) {
  std::optional<Document> best;
  const auto& snapshot = *index.snapshot();
  for (std::size_t s = 0; s < index.segments().size(); ++s) {
    const Segment& segment = snapshot.segments()[s];
    const Xapian::Database& database = index.segments()[s];
    for (auto docid = database.postlist_begin(term); docid != database.postlist_end(term); ++docid) {
      if (segment.is_deleted(*docid)) continue;
      const std::string_view head = segment.heads.record(*docid);
      if (best && best->id <= decode_head(head).id) continue;
      best = decode_document(head, segment.texts.record(*docid));
    }
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
