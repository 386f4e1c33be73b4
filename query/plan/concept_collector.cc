// The steps from concepts to identifiers. Sets are sorted lists of concept numbers until the end, since the largest
// trees have some hundred thousand concepts.
#include "query/plan/concept_finder.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/sort_unique.h"

namespace il2search::plan {
namespace {

constexpr std::size_t kFewConcepts = 50;      // up to here headings are also looked for by name
constexpr std::size_t kMaxNotedMatches = 10;  // in an explanation
constexpr std::size_t kBytesPerId = 96;       // roughly, as a term of the plan and of the list that is walked

// Whether concepts narrower than the match count: not those of a broad or related match, which only counts itself.
bool covers_narrower(MappingPredicate predicate) {
  return predicate != MappingPredicate::broad && predicate != MappingPredicate::related;
}

}  // namespace

void ConceptCollector::add(ConceptNumber asked) {
  asked_.push_back(asked);
  if (options_.explain) note(asked);
  explode(asked);
  for (const BridgeMatch& match : vocabulary_.matches(asked, options_.close_matches)) follow(match);
}

void ConceptCollector::add_foreign(const std::string& curie) {
  foreign_.push_back(curie);
  for (const BridgeMatch& match : vocabulary_.matches_of_foreign(curie, options_.close_matches)) {
    note_match(match);
    if (match.number == 0) foreign_.push_back(match.id);
    else if (covers_narrower(match.predicate)) add(match.number);
    else numbers_.push_back(match.number);
  }
}

void ConceptCollector::add_list(const std::vector<ConceptNumber>& numbers) {
  budget_.charge(numbers.size() * sizeof(ConceptNumber));
  numbers_.insert(numbers_.end(), numbers.begin(), numbers.end());
}

void ConceptCollector::follow(const BridgeMatch& match) {
  note_match(match);
  if (match.number == 0) foreign_.push_back(match.id);
  else if (covers_narrower(match.predicate)) explode(match.number);
  else numbers_.push_back(match.number);
}

void ConceptCollector::explode(ConceptNumber root) {
  numbers_.push_back(root);
  if (levels_ == 0) return;
  const std::vector<Descendant> narrower = vocabulary_.descendants(root, levels_);
  budget_.check();
  budget_.charge(narrower.size() * sizeof(Descendant));
  for (const Descendant& one : narrower) numbers_.push_back(one.number);
}

// Adds the matches of all concepts so far, without concepts narrower than those. Without explosion, add() has already
// added the matches.
void ConceptCollector::bridge() {
  std::vector<ConceptNumber> others;
  for (const ConceptNumber number : numbers_) {
    budget_.tick();
    for (BridgeMatch& match : vocabulary_.matches(number, options_.close_matches)) {
      if (match.number != 0 && std::binary_search(numbers_.begin(), numbers_.end(), match.number)) continue;
      note_match(match);
      if (match.number != 0) others.push_back(match.number);
      else foreign_.push_back(std::move(match.id));
    }
  }
  numbers_.insert(numbers_.end(), others.begin(), others.end());
  sort_unique(numbers_);
}

ConceptIds ConceptCollector::collect() {
  ConceptIds out;
  out.known = !numbers_.empty();
  sort_unique(numbers_);
  if (levels_ > 0) bridge();
  sort_unique(foreign_);
  budget_.charge((numbers_.size() + foreign_.size()) * kBytesPerId);

  // Concepts are numbered in the order of their ids.
  out.ids.reserve(numbers_.size() + foreign_.size());
  for (const ConceptNumber number : numbers_) out.ids.emplace_back(vocabulary_.id(number));
  const auto middle = static_cast<std::ptrdiff_t>(out.ids.size());
  std::move(foreign_.begin(), foreign_.end(), std::back_inserter(out.ids));
  std::inplace_merge(out.ids.begin(), out.ids.begin() + middle, out.ids.end());
  out.ids.erase(std::unique(out.ids.begin(), out.ids.end()), out.ids.end());

  for (const ConceptNumber number : numbers_.size() <= kFewConcepts ? numbers_ : asked_) {
    const ConceptHead head = vocabulary_.head(number);
    if (head.id.starts_with("MESH:D")) out.headings.emplace_back(head.label);
  }
  return out;
}

void ConceptCollector::note(ConceptNumber asked) {
  const ConceptHead head = vocabulary_.head(asked);
  const std::size_t narrower = levels_ == 0 ? 0 : vocabulary_.descendants(asked, levels_).size();
  notes_.push_back(std::string(head.id) + " " + std::string(head.label) + ": " + std::to_string(narrower) +
                   " narrower");
}

void ConceptCollector::note_match(const BridgeMatch& match) {
  if (!options_.explain) return;
  if (noted_matches_.size() == kMaxNotedMatches) {
    ++unnoted_matches_;
    return;
  }
  std::string line = std::string("  ") + to_string(match.predicate) + ": " + match.id;
  if (match.number != 0) line += " " + std::string(vocabulary_.head(match.number).label);
  line += " (" + match.source + ")";
  if (std::find(noted_matches_.begin(), noted_matches_.end(), line) == noted_matches_.end()) {
    noted_matches_.push_back(std::move(line));
  }
}

std::vector<std::string> ConceptCollector::release_notes() {
  std::move(noted_matches_.begin(), noted_matches_.end(), std::back_inserter(notes_));
  if (unnoted_matches_ > 0) notes_.push_back("  and " + std::to_string(unnoted_matches_) + " more mappings");
  return std::move(notes_);
}

}  // namespace il2search::plan
