// Gathers mentions by identifier, then chooses names and resolves relations.
#include "corpus/annotated/annotations.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <numeric>
#include <unordered_map>
#include <utility>

#include <il2search/text.h>

#include "base/blanks.h"
#include "corpus/annotated/annotation_ids.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxAliases = 20;
constexpr std::size_t kMaxEntityMentions = 500'000;  // an annotation counts once per identifier
constexpr std::size_t kMaxArguments = 500'000;
// Each identifier of an annotation has its names and spans, and each argument of a relation its identifiers and role, so a
// short file could multiply them to any size.
constexpr std::size_t kMaxEntityBytes = 64u << 20;
constexpr std::size_t kMaxRememberedDocuments = 100'000;

std::string quoted(std::string_view text) { return "\"" + terminal_safe(text.substr(0, 60), false) + "\""; }

// Counts one kind of warning and keeps the first example.
struct WarningCount {
  std::size_t count = 0;
  std::string first;

  void add(const std::string& example) {
    if (count++ == 0) first = example;
  }
  void report(std::vector<std::string>& warnings, const std::string& what) const {
    if (count > 0) warnings.push_back(std::to_string(count) + " " + what + ", the first " + first);
  }
};

struct GatheredName {
  std::size_t count = 0;
  std::size_t order = 0;  // of its first mention
};

struct GatheredEntity {
  Entity entity;
  std::map<std::string, GatheredName> names;
  std::vector<std::string> raw_ids;  // identifiers of no known vocabulary
};

// What an identifier or a local id means in a relation.
struct Referent {
  std::vector<std::string> ids;  // CURIEs, or identifiers as written
  std::string_view role;         // a view into the source, as thousands of referents may share a long one
};

class EntityGatherer {
 public:
  EntityGatherer(Document& document, const AnnotatedSource& source) : document_(document), source_(source) {}

  AnnotationOutcome gather() {
    find_mentions();
    for (const std::size_t i : in_order_of_text()) {
      if (!add(source_.annotations[i], found_[i])) return std::move(outcome_);
    }
    for (const SourceRelation& relation : source_.relations) relation_ids_.insert(relation.local_id);
    for (const SourceRelation& relation : source_.relations) {
      if (!add_relation(relation)) return std::move(outcome_);
    }
    for (GatheredEntity& gathered : gathered_) document_.entities.push_back(finished(gathered));
    outcome_.warnings = source_.warnings;
    moved_.report(outcome_.warnings, "annotations are near their offsets, not at them");
    unplaced_.report(outcome_.warnings, "annotations are not at or near their offsets and have no spans");
    nameless_.report(outcome_.warnings, "annotations have neither identifier nor text and are left out");
    unknown_arguments_.report(outcome_.warnings, "relation arguments refer to unknown annotations");
    return std::move(outcome_);
  }

 private:
  void find_mentions() {
    std::vector<SourceMention> mentions;
    mentions.reserve(source_.annotations.size());
    for (const SourceAnnotation& annotation : source_.annotations) mentions.push_back(annotation.mention);
    const MentionFinder finder(source_.pieces, mentions);
    found_.reserve(mentions.size());
    for (const SourceMention& mention : mentions) found_.push_back(finder.find(mention));
  }

  // The formats list the annotations of the same document in different orders.
  std::vector<std::size_t> in_order_of_text() const {
    const auto position = [&](std::size_t i) {
      if (found_[i].spans.empty()) return std::pair(source_.pieces.size(), std::size_t{0});
      return std::pair(found_[i].spans.front().piece, found_[i].spans.front().start);
    };
    std::vector<std::size_t> order(found_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return position(a) < position(b); });
    return order;
  }

  std::string text_of(const SourceAnnotation& annotation, const FoundMention& found) const {
    std::string text = squeeze_blanks(annotation.mention.text);
    for (const PieceSpan& span : annotation.mention.text.empty() ? found.spans : std::vector<PieceSpan>()) {
      const std::string_view part = source_.pieces[span.piece].text;
      text.append(text.empty() ? "" : " ").append(squeeze_blanks(part.substr(span.start, span.end - span.start)));
    }
    return text;
  }

  // False if a cap is exceeded; the outcome has the error.
  bool add(const SourceAnnotation& annotation, const FoundMention& found) {
    const std::string text = text_of(annotation, found);
    if (found.moved) moved_.add(quoted(text));
    if (found.spans.empty()) unplaced_.add(quoted(text));
    const EntityType type = annotation_type(annotation.type);
    std::vector<AnnotationId> ids = annotation_ids(type, annotation.identifier);
    const std::size_t mentions = std::max<std::size_t>(ids.size(), 1);
    if (!count_mentions(mentions) || !count_bytes(mentions * (text.size() + found.spans.size() * sizeof(Span)))) {
      return false;
    }
    remember(annotation, ids, text);
    if (ids.empty() && text.empty()) {
      nameless_.add("of type " + quoted(annotation.type));
      return true;
    }
    if (ids.empty()) ids.emplace_back();
    add_mentions(annotation, found, ids, text);
    return true;
  }

  bool count_mentions(std::size_t mentions) {
    mentions_ += mentions;
    if (mentions_ <= kMaxEntityMentions) return true;
    outcome_.error = "the annotations have over " + std::to_string(kMaxEntityMentions) + " identifiers";
    return false;
  }

  bool count_bytes(std::size_t bytes) {
    bytes_ += bytes;
    if (bytes_ <= kMaxEntityBytes) return true;
    outcome_.error = "the entities and relations exceed " + std::to_string(kMaxEntityBytes) + " bytes";
    return false;
  }

  bool count_argument(const std::string& id, std::string_view role) {
    if (++arguments_ <= kMaxArguments) return count_bytes(id.size() + role.size());
    outcome_.error = "the relations have over " + std::to_string(kMaxArguments) + " arguments";
    return false;
  }

  void add_mentions(const SourceAnnotation& annotation, const FoundMention& found, const std::vector<AnnotationId>& ids,
                    const std::string& text) {
    const EntityType type = annotation_type(annotation.type);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const bool own_part = ids.size() > 1 && annotation.parts.size() == ids.size();
      const std::string part = own_part ? squeeze_blanks(annotation.parts[i]) : std::string();
      // A part of a composite mention without identifier is an entity only if its own text is known.
      if (ids.size() > 1 && ids[i].raw.empty() && part.empty()) continue;
      const std::string& name = part.empty() ? text : part;
      add_mention(entity_for(ids[i], type, name), name, found);
    }
  }

  GatheredEntity& entity_for(const AnnotationId& id, EntityType type, const std::string& text) {
    const std::string own = !id.id.empty() ? "i" + id.id : !id.raw.empty() ? "m" + id.raw : "t" + text;
    const auto [found, added] = indexes_.emplace(std::string(to_string(type)) + '\n' + own, gathered_.size());
    if (!added) return gathered_[found->second];
    GatheredEntity& gathered = gathered_.emplace_back();
    gathered.entity.id = id.id;
    gathered.entity.vocabulary = curie_prefix(id.id);
    gathered.entity.type = type;
    gathered.entity.provenance = Provenance::annotated;
    if (id.id.empty() && !id.raw.empty()) gathered.raw_ids.push_back(id.raw);
    return gathered;
  }

  void add_mention(GatheredEntity& gathered, const std::string& name, const FoundMention& found) {
    ++gathered.entity.mentions;
    for (const PieceSpan& span : found.spans) {
      const std::optional<std::size_t> base = source_.pieces[span.piece].base;
      if (base) gathered.entity.spans.push_back({*base + span.start, *base + span.end});
    }
    if (name.empty()) return;
    GatheredName& known = gathered.names[name];
    if (known.count++ == 0) known.order = gathered.names.size();
  }

  // The first annotation with an identifier defines it.
  void remember(const SourceAnnotation& annotation, const std::vector<AnnotationId>& ids, const std::string& text) {
    Referent whole{{}, annotation.type};
    for (const AnnotationId& id : ids) {
      if (id.raw.empty()) continue;
      const std::string& own = id.id.empty() ? id.raw : id.id;
      whole.ids.push_back(own);
      by_identifier_.emplace(id.raw, Referent{{own}, annotation.type});
      by_identifier_.emplace(own, Referent{{own}, annotation.type});
    }
    if (whole.ids.empty()) whole.ids.push_back(text);
    if (!ids.empty()) by_identifier_.emplace(trim_whitespace(annotation.identifier), whole);
    if (!annotation.local_id.empty()) by_local_id_.emplace(annotation.local_id, whole);
  }

  // False if a cap is exceeded.
  bool add_relation(const SourceRelation& source) {
    Relation relation;
    relation.type = source.type;
    for (const SourceArgument& argument : source.arguments) {
      const Referent referent =
          argument.local_id.empty() ? referent_of_identifier(argument) : referent_of_local_id(argument);
      for (const std::string& id : referent.ids) {
        if (!count_argument(id, referent.role)) return false;
        relation.arguments.push_back({id, std::string(referent.role)});
      }
    }
    if (relation.arguments.empty()) unknown_arguments_.add("of type " + quoted(source.type));
    else document_.relations.push_back(std::move(relation));
    return true;
  }

  // The argument may be another relation, which has no id but its local one.
  Referent referent_of_local_id(const SourceArgument& argument) {
    const auto found = by_local_id_.find(argument.local_id);
    if (found == by_local_id_.end()) {
      if (!relation_ids_.contains(argument.local_id)) unknown_arguments_.add(quoted(argument.local_id));
      return {{argument.local_id}, argument.role};
    }
    return {found->second.ids, argument.role.empty() ? found->second.role : std::string_view(argument.role)};
  }

  Referent referent_of_identifier(const SourceArgument& argument) {
    std::string_view role = argument.role;
    std::string_view identifier = trim_whitespace(argument.identifier);
    const std::size_t bar = identifier.find('|');
    if (bar != std::string_view::npos && annotation_type(identifier.substr(0, bar)) != EntityType::other) {
      if (role.empty()) role = identifier.substr(0, bar);
      identifier = trim_whitespace(identifier.substr(bar + 1));
    }
    if (const auto found = by_identifier_.find(std::string(identifier)); found != by_identifier_.end()) {
      return {found->second.ids, role.empty() ? found->second.role : role};
    }
    Referent referent{{}, role};
    for (const AnnotationId& id : annotation_ids(annotation_type(role), identifier)) {
      if (id.raw.empty()) continue;
      referent.ids.push_back(id.id.empty() ? id.raw : id.id);
      if (!by_identifier_.contains(referent.ids.back())) unknown_arguments_.add(quoted(id.raw));
    }
    return referent;
  }

  static Entity finished(GatheredEntity& gathered) {
    std::vector<std::pair<std::string, GatheredName>> names(gathered.names.begin(), gathered.names.end());
    std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
      return a.second.count != b.second.count ? a.second.count > b.second.count : a.second.order < b.second.order;
    });
    Entity entity = std::move(gathered.entity);
    if (!names.empty()) entity.name = names.front().first;
    for (const std::string& id : gathered.raw_ids) {
      if (entity.name.empty()) entity.name = id;
      else if (!gathered.names.contains(id)) entity.aliases.push_back(id);
    }
    for (std::size_t i = 1; i < names.size() && entity.aliases.size() < kMaxAliases; ++i) {
      entity.aliases.push_back(names[i].first);
    }
    return entity;
  }

  Document& document_;
  const AnnotatedSource& source_;
  AnnotationOutcome outcome_;
  std::vector<FoundMention> found_;  // of each annotation
  std::vector<GatheredEntity> gathered_;
  std::unordered_map<std::string, std::size_t> indexes_;  // in gathered_, by type and identifier
  std::unordered_map<std::string, Referent> by_identifier_;
  std::unordered_map<std::string, Referent> by_local_id_;
  std::unordered_set<std::string> relation_ids_;
  std::size_t mentions_ = 0;
  std::size_t arguments_ = 0;
  std::size_t bytes_ = 0;  // of names, spans and arguments
  WarningCount moved_;
  WarningCount unplaced_;
  WarningCount nameless_;
  WarningCount unknown_arguments_;
};

}  // namespace

AnnotationOutcome add_annotations(Document& document, const AnnotatedSource& source) {
  return EntityGatherer(document, source).gather();
}

bool SeenDocuments::add(const std::string& id) {
  const std::size_t hash = std::hash<std::string>()(id);
  if (hashes_.size() >= kMaxRememberedDocuments) return hashes_.contains(hash);
  return !hashes_.insert(hash).second;
}

}  // namespace il2search
