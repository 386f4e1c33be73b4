// Vocabulary: lookup in the mapped record files and in the postings of names. vocabulary_names.cc has completion and
// suggestions.
#include "vocabulary/store/vocabulary.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include <il2search/error.h>
#include <il2search/text.h>

#include "storage/index_files.h"
#include "vocabulary/store/compile_stages.h"
#include "vocabulary/store/concept_codec.h"
#include "vocabulary/store/hierarchy.h"
#include "vocabulary/store/name_key.h"
#include "vocabulary/store/store_format.h"
#include "vocabulary/store/vocabulary_files.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxSuccessorSteps = 1000;  // concepts that are visited

RecordFile open_record_file(const std::string& folder, const std::string& name, std::uint32_t records) {
  RecordFile file(folder + "/" + name);
  if (file.size() != records) throw_corrupt(folder + "/" + name, "record count does not match the concept count");
  return file;
}

// The number of parts of the longest name key. The format is compared before anything else is read.
std::uint32_t read_info(const std::string& folder) {
  const auto throw_unsupported = [&] {
    throw Error(ErrorCode::index_incompatible,
                "unsupported format of the vocabularies: " + terminal_safe(folder, false),
                "compile them again with `il2index rebuild`");
  };
  // Formats before 3 have no such file.
  if (!regular_file_size(folder + "/" + kVocabularyInfo + ".offsets")) throw_unsupported();
  const RecordFile info = open_record_file(folder, kVocabularyInfo, kInfoRecords);
  if (info.record(kFormatRecord) != kVocabularyFormat) throw_unsupported();
  if (info.record(kAnalyzerRecord) != analyzer_fingerprint())
    throw Error(ErrorCode::index_incompatible,
                "the vocabularies were compiled with an incompatible analyzer version: " + terminal_safe(folder, false),
                "compile them again with `il2index rebuild`");
  const std::string_view longest = info.record(kLongestNameRecord);
  std::uint32_t number = 0;
  std::from_chars(longest.data(), longest.data() + longest.size(), number);
  return number;
}

}  // namespace

Vocabulary::Impl::Impl(const std::string& path)
    : folder(path),
      longest_name(read_info(path)),
      heads(path + "/" + kConceptHeads),
      concepts(open_record_file(path, kConceptRecords, heads.size())),
      names(open_record_file(path, kConceptNames, heads.size())),
      links(open_record_file(path, kConceptLinks, heads.size())),
      down(open_record_file(path, kConceptDescendants, heads.size())),
      matches(open_record_file(path, kConceptMatches, heads.size())),
      tree_nodes(path + "/" + kTreeNodes),
      words(path + "/" + kNameWords),
      postings(path + kPostings) {
  if (postings.documents() != heads.size()) throw_corrupt(path, "names do not match the concept count");
}

ConceptHead Vocabulary::Impl::head(ConceptNumber number) const { return decode_concept_head(heads.record(number)); }

ConceptNumber Vocabulary::Impl::first_at_least(std::string_view curie) const {
  ConceptNumber low = 1;
  ConceptNumber high = heads.size() + 1;
  while (low < high) {
    const ConceptNumber middle = low + (high - low) / 2;
    if (head(middle).id < curie) low = middle + 1;
    else high = middle;
  }
  return low;
}

NumberRange Vocabulary::Impl::range_of(std::string_view vocabulary) const {
  if (vocabulary.empty()) return {1, heads.size() + 1};
  // ';' is the byte after ':'.
  return {first_at_least(std::string(vocabulary) + ':'), first_at_least(std::string(vocabulary) + ';')};
}

std::vector<NameMatch> Vocabulary::Impl::concepts_of_term(const std::string& term, NumberRange range) const {
  std::vector<NameMatch> found;
  postings.for_each_posting(term, [&](ConceptNumber number, std::uint32_t frequency) {
    if (number < range.begin || number >= range.end) return;
    const std::uint32_t scope = frequency - 1;
    if (scope > static_cast<std::uint32_t>(NameScope::related)) throw_corrupt(folder, "invalid scope of a name");
    found.push_back({number, static_cast<NameScope>(scope)});
  });
  if (found.size() > 1) {
    const auto rank = [&](const NameMatch& m) { return std::make_tuple(head(m.number).obsolete, m.scope, m.number); };
    std::sort(found.begin(), found.end(), [&](const NameMatch& a, const NameMatch& b) { return rank(a) < rank(b); });
  }
  return found;
}

Vocabulary::Vocabulary(const std::string& folder) : impl_(std::make_unique<Impl>(folder)) {}
Vocabulary::~Vocabulary() = default;

std::uint32_t Vocabulary::size() const { return impl_->heads.size(); }

ConceptNumber Vocabulary::find(std::string_view curie) const {
  const ConceptNumber number = impl_->first_at_least(curie);
  return number <= size() && impl_->head(number).id == curie ? number : 0;
}

std::string_view Vocabulary::id(ConceptNumber number) const { return impl_->head(number).id; }
ConceptHead Vocabulary::head(ConceptNumber number) const { return impl_->head(number); }

Concept Vocabulary::full_concept(ConceptNumber number) const { return impl_->full(number); }

Concept Vocabulary::Impl::full(ConceptNumber number) const {
  ByteReader reader = record_reader(concepts.record(number));
  return get_concept(reader);
}

std::vector<NameMatch> Vocabulary::find_name(std::string_view name, Analyzer& analyzer,
                                             std::string_view vocabulary) const {
  const std::string key = name_key(name, analyzer);
  if (key.empty()) return {};
  return impl_->concepts_of_term(bounded_term(kNameTerm, key), impl_->range_of(vocabulary));
}

std::uint32_t Vocabulary::longest_name() const { return impl_->longest_name; }

std::vector<ConceptNumber> Vocabulary::Impl::link(ConceptNumber number, unsigned which) const {
  ByteReader reader = record_reader(links.record(number));
  for (unsigned i = 0; i < which; ++i) get_numbers(reader, heads.size());
  return get_numbers(reader, heads.size());
}

std::vector<ConceptNumber> Vocabulary::parents(ConceptNumber number) const { return impl_->link(number, 0); }
std::vector<ConceptNumber> Vocabulary::children(ConceptNumber number) const { return impl_->link(number, 1); }
std::vector<ConceptNumber> Vocabulary::ancestors(ConceptNumber number) const { return impl_->link(number, 2); }

std::vector<Descendant> Vocabulary::descendants(ConceptNumber number, std::uint32_t levels) const {
  return decode_descendants(impl_->down.record(number), levels, size());
}

std::vector<ConceptNumber> Vocabulary::in_tree(std::string_view tree_number) const {
  if (tree_number.empty()) return {};
  const auto node_at = [&](std::size_t i) {
    ByteReader reader = record_reader(impl_->tree_nodes.record(static_cast<std::uint32_t>(i + 1)));
    const auto number = static_cast<ConceptNumber>(reader.varint_up_to(size()));
    return TreeNode{reader.rest(), number};
  };
  const auto [first, last] =
      find_subtree(impl_->tree_nodes.size(), tree_number, [&](std::size_t i) { return node_at(i).tree_number; });
  std::vector<ConceptNumber> numbers;
  for (std::size_t i = first; i < last; ++i) numbers.push_back(node_at(i).number);
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

namespace {

bool is_equivalence(MappingPredicate predicate) {
  return predicate == MappingPredicate::exact || predicate == MappingPredicate::xref;
}

}  // namespace

std::vector<BridgeMatch> Vocabulary::matches(ConceptNumber number, bool close_too) const {
  std::vector<BridgeMatch> found = decode_matches(impl_->matches.record(number), size());
  if (!close_too) std::erase_if(found, [](const BridgeMatch& match) { return !is_equivalence(match.predicate); });
  return found;
}

std::vector<BridgeMatch> Vocabulary::matches_of_foreign(std::string_view curie, bool close_too) const {
  const std::string term = bounded_term(kMappingTerm, curie);
  std::vector<BridgeMatch> found;
  impl_->postings.for_each_posting(term, [&](ConceptNumber number, std::uint32_t) {
    for (BridgeMatch& match : matches(number, close_too))
      if (match.id == curie)
        found.push_back({std::string(id(number)), number, inverse(match.predicate), std::move(match.source)});
  });
  return found;
}

std::vector<ConceptNumber> Vocabulary::successors(ConceptNumber number) const {
  std::vector<ConceptNumber> live;
  std::vector<ConceptNumber> seen{number};
  for (std::size_t next = 0; next < seen.size(); ++next) {
    if (seen[next] != number && !head(seen[next]).obsolete) {
      live.push_back(seen[next]);
      continue;
    }
    for (const std::string& curie : full_concept(seen[next]).replaced_by) {
      if (seen.size() >= kMaxSuccessorSteps) break;
      const ConceptNumber successor = find(curie);
      if (successor != 0 && std::find(seen.begin(), seen.end(), successor) == seen.end()) seen.push_back(successor);
    }
  }
  std::sort(live.begin(), live.end());
  return live;
}

bool may_be_heading(const Entity& entity) {
  const bool substance = entity.provenance == Provenance::listed && entity.type == EntityType::chemical;
  return !entity.name.empty() && (entity.provenance == Provenance::indexed || substance);
}

ConceptNumber find_heading(std::string_view name, const Vocabulary& vocabulary, Analyzer& analyzer) {
  std::vector<NameMatch> matches = vocabulary.find_name(name, analyzer, "MESH");
  std::erase_if(matches, [&](const NameMatch& match) { return vocabulary.id(match.number).starts_with("MESH:Q"); });
  if (matches.empty() || matches.front().scope > NameScope::exact) return 0;
  const bool ambiguous = matches.size() > 1 && matches[1].scope == matches[0].scope;
  return ambiguous ? 0 : matches.front().number;
}

}  // namespace il2search
