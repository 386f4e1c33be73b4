// Reads the parts of an article in the order of the members of a Document.
#include "corpus/jats/jats_article.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/blanks.h"
#include "corpus/jats/jats_inline.h"
#include "corpus/jats/jats_sections.h"
#include "corpus/jats/jats_types.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

using E = JatsElement;
using A = JatsAttribute;

// These types and an empty one mark the main abstract. Others (teaser, toc, graphical) are further abstracts.
bool is_main_type(std::string_view type) {
  return type.empty() || type == "abstract" || type == "structured" || type == "unstructured";
}

// The heading of a further abstract without title.
std::string label_of_type(std::string_view type, std::string_view language) {
  const std::string_view label = type.empty() ? language : type;
  return label.size() <= kMaxJatsTypeBytes ? squeeze_blanks(label) : std::string();
}

bool is_redundant(const std::string& heading) {
  const std::string lower = ascii::to_lower(heading.substr(0, kMaxJatsTypeBytes));
  return lower == "abstract" || lower == "abstract." || lower == "abstract:";
}

class JatsArticleReader {
 public:
  explicit JatsArticleReader(const JatsTape& tape) : tape_(tape), sections_(tape) {}

  JatsArticle read() {
    add_jats_front(tape_, 0, document_);
    const std::size_t front = tape_.child(0, E::front);
    const std::size_t meta = front == 0 ? 0 : tape_.child(front, E::article_meta);
    if (meta != 0 && !add_jats_people(tape_, meta, document_)) {
      return {{}, "the affiliations exceed " + std::to_string(kMaxAffiliationBytes) + " bytes"};
    }
    if (meta != 0) add_abstracts(meta);
    add_main_text();
    if (meta != 0) add_notes(meta);
    if (front != 0) add_all(front, E::notes);
    add_all(0, E::sub_article);
    add_all(0, E::response);
    document_.body = sections_.finish();
    document_.conflict_of_interest = sections_.conflicts();
    add_references();
    const bool empty = document_.title.empty() && document_.abstract.empty() && document_.body.empty();
    return {std::move(document_), empty ? "the article has neither title nor text" : ""};
  }

 private:
  void add_all(std::size_t around, E element) {
    for (const std::size_t at : tape_.children(around)) {
      if (tape_[at].element == element) sections_.add(at);
    }
  }

  void add_main_text() {
    add_all(0, E::body);
    add_all(0, E::floats);
    add_all(0, E::back);
  }

  // Texts in the metadata that Document has no member for.
  void add_notes(std::size_t meta) {
    for (const std::size_t at : tape_.children(meta)) {
      switch (tape_[at].element) {
        case E::author_notes: sections_.add(at); break;
        case E::product: sections_.add_text("product", jats_text(tape_, at)); break;
        case E::kwd_group:
          if (lists_abbreviations(tape_, at)) sections_.add(at);
          break;
        case E::funding_group: add_funding(at); break;
        default: break;
      }
    }
  }

  void add_funding(std::size_t group) {
    for (const std::size_t at : tape_.children(group)) {
      if (tape_[at].element == E::funding_statement) sections_.add_text("funding", jats_text(tape_, at));
    }
  }

  void add_abstracts(std::size_t meta) {
    for (const std::size_t at : tape_.children(meta)) {
      const E element = tape_[at].element;
      if (element == E::abstract) add_abstract(at, !is_main_type(tape_.attribute(at, A::kind)));
      if (element == E::trans_abstract) add_abstract(at, true);
    }
  }

  // A second main abstract is one in another language.
  void add_abstract(std::size_t at, bool other) {
    JatsSections text(tape_);
    text.add(at);
    auto& sections = other || !document_.abstract.empty() ? document_.other_abstracts : document_.abstract;
    const bool is_other = &sections == &document_.other_abstracts;
    const std::string label = label_of_type(tape_.attribute(at, A::kind), tape_.attribute(at, A::link));
    for (BodySection& section : text.finish()) {
      if (is_redundant(section.heading)) section.heading.clear();
      if (is_other && section.heading.empty()) section.heading = label;
      if (!section.text.empty()) sections.push_back({std::move(section.heading), std::move(section.text)});
    }
  }

  // The ids of cited papers. Sub-articles are left out: they have their own references, or repeat the article's.
  void add_references() {
    for (std::size_t at = 0; at < tape_.size(); ++at) {
      if (!tape_[at].start) continue;
      const E element = tape_[at].element;
      if (element == E::sub_article || element == E::response) at = tape_.end_of(at);
      if (element == E::ref) at = add_reference(at);
    }
  }

  std::size_t add_reference(std::size_t ref) {
    const std::size_t end = tape_.end_of(ref);
    for (std::size_t at = ref + 1; at < end; ++at) {
      if (!tape_[at].start) continue;
      if (tape_[at].element == E::pub_id) add_cited(tape_.attribute(at, A::kind), tape_.raw_text(at));
      if (tape_[at].element == E::ext_link || tape_[at].element == E::uri) add_linked(at);
    }
    return end;
  }

  void add_cited(std::string_view type, std::string_view value) {
    const std::string kind = ascii::to_lower(type.substr(0, kMaxJatsTypeBytes));
    if (kind == "pmid" || kind == "pubmed") add_curie("PMID:", clean_pmid(value));
    if (kind == "pmcid" || kind == "pmc") add_curie("PMCID:", clean_pmcid(value));
    if (kind == "doi") add_curie("DOI:", clean_doi(value));
  }

  // Links with a type, and addresses at doi.org. Other addresses do not identify a paper.
  void add_linked(std::size_t link) {
    const std::string_view type = tape_.attribute(link, A::kind);
    const std::string_view address = tape_.attribute(link, A::link);
    if (type == "pmid" || type == "pmc" || type == "doi") add_cited(type, address);
    else if (address.find("doi.org/") != std::string_view::npos) add_cited("doi", address);
  }

  void add_curie(std::string_view prefix, const std::string& id) {
    if (id.empty()) return;
    std::string curie = std::string(prefix) + id;
    if (cited_.insert(curie).second) document_.references.push_back(std::move(curie));
  }

  const JatsTape& tape_;
  JatsSections sections_;
  Document document_;
  std::unordered_set<std::string> cited_;
};

}  // namespace

JatsArticle read_jats_article(const JatsTape& tape) { return JatsArticleReader(tape).read(); }

std::string jats_id(const Document& document, const ReaderOptions& options, std::uint64_t record) {
  if (document.pmcid.empty() && document.doi.empty()) return id_for(document, options, record);
  Document without_pmid;
  without_pmid.pmcid = document.pmcid;
  without_pmid.doi = document.doi;
  return id_for(without_pmid, options, record);
}

}  // namespace il2search
