// A Hit is made of the stored head of a document and, if a snippet is wanted, of the rest of it.
#include "query/hits.h"

#include <algorithm>
#include <utility>

#include <il2search/text.h>

#include "schema/document_codec.h"
#include "vocabulary/store/vocabulary.h"

namespace il2search {
namespace {

std::vector<std::string> status_words(const Status& status) {
  std::vector<std::string> words;
  if (status.retracted) words.emplace_back("retracted");
  if (status.has_erratum) words.emplace_back("erratum");
  if (status.expression_of_concern) words.emplace_back("expression-of-concern");
  if (status.preprint) words.emplace_back("preprint");
  return words;
}

Hit to_hit(Document&& document, bool entities) {
  Hit hit;
  hit.id = std::move(document.id);
  hit.title = std::move(document.title);
  hit.authors.reserve(document.authors.size());
  for (const Author& author : document.authors) hit.authors.push_back(short_name(author));
  hit.journal = std::move(document.journal.title.empty() ? document.journal.abbreviation : document.journal.title);
  hit.date = document.dates.published.known() ? document.dates.published : document.dates.electronic;
  hit.url = std::move(document.url);
  if (entities) hit.entities = std::move(document.entities);
  for (Entity& entity : hit.entities) entity.spans.clear();
  hit.status = status_words(document.status);
  return hit;
}

// Some sources repeat the id in place of a name, with or without its vocabulary.
bool is_unnamed(const Entity& entity) {
  const std::string_view local = std::string_view(entity.id).substr(entity.id.find(':') + 1);
  return entity.name.empty() || entity.name == local || normalize_curie(entity.name) == entity.id;
}

// An entity that has only an id gets the label of its concept; a subject heading that has only a name (PubMed's tagged
// format) gets the id of the heading or substance of MeSH with this name. Others stay as they are.
void complete_entity(Entity& entity, const Vocabulary& vocabulary, Analyzer& analyzer) {
  if (entity.id.empty() && may_be_heading(entity)) {
    if (const ConceptNumber number = find_heading(entity.name, vocabulary, analyzer); number != 0) {
      entity.id = vocabulary.id(number);
      entity.vocabulary = "MESH";
    }
  } else if (!entity.id.empty() && is_unnamed(entity)) {
    const ConceptNumber number = vocabulary.find(entity.id);
    if (number != 0 && !vocabulary.head(number).label.empty()) entity.name = vocabulary.head(number).label;
  }
}

void complete_entities(std::vector<Entity>& entities, plan::IndexView& index) {
  const Vocabulary* vocabulary = entities.empty() ? nullptr : index.vocabulary();
  if (vocabulary == nullptr) return;
  for (Entity& entity : entities) complete_entity(entity, *vocabulary, index.analyzer());
}

Hit make_hit(const RankedDocument& found, const HitOptions& options, const plan::IndexView& index) {
  const Snapshot::Location place = index.snapshot()->locate(found.docid);
  const std::string head = place.segment->heads.record(place.docid);
  if (options.highlighter == nullptr) return to_hit(decode_head(head), options.entities);
  Document document = decode_document(head, place.segment->texts.record(place.docid));
  Snippet snippet = options.highlighter->snippet(document);
  Hit hit = to_hit(std::move(document), options.entities);
  hit.snippet = std::move(snippet);
  return hit;
}

}  // namespace

std::vector<Hit> make_hits(const std::vector<RankedDocument>& documents, const HitOptions& options,
                           plan::IndexView& index) {
  std::vector<Hit> hits;
  hits.reserve(documents.size());
  for (const RankedDocument& found : documents) {
    hits.push_back(make_hit(found, options, index));
    hits.back().score = found.score;
    complete_entities(hits.back().entities, index);
  }
  if (options.equal_by_id) {
    const auto before = [](const Hit& a, const Hit& b) {
      return a.score > b.score || (a.score == b.score && a.id < b.id);
    };
    if (!std::is_sorted(hits.begin(), hits.end(), before)) std::sort(hits.begin(), hits.end(), before);
  }
  for (std::size_t i = 0; i < hits.size(); ++i) hits[i].rank = options.offset + i + 1;
  return hits;
}

}  // namespace il2search
