// Vocabulary::Impl: the files of an opened vocabulary. Only for vocabulary.cc and vocabulary_names.cc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/posting_file.h"
#include "storage/record_file.h"
#include "storage/word_list.h"
#include "vocabulary/store/vocabulary.h"

namespace il2search {

// Concepts [begin, end).
struct NumberRange {
  ConceptNumber begin = 0;
  ConceptNumber end = 0;
};

struct Vocabulary::Impl {
  explicit Impl(const std::string& path);

  ConceptHead head(ConceptNumber number) const;
  Concept full(ConceptNumber number) const;
  // The first concept whose id is not less than `curie`; size + 1 if all are.
  ConceptNumber first_at_least(std::string_view curie) const;
  NumberRange range_of(std::string_view vocabulary) const;
  // The concepts with the term of a name, in the order of find_name().
  std::vector<NameMatch> concepts_of_term(const std::string& term, NumberRange range) const;
  // 0 parents, 1 children, 2 ancestors.
  std::vector<ConceptNumber> link(ConceptNumber number, unsigned which) const;
  // The concept's name with this term, as written.
  std::string name_of_term(ConceptNumber number, std::string_view term) const;

  std::string folder;
  std::uint32_t longest_name = 0;
  RecordFile heads;
  RecordFile concepts;
  RecordFile names;
  RecordFile links;
  RecordFile down;
  RecordFile matches;
  RecordFile tree_nodes;
  WordList words;
  PostingFile postings;
};

}  // namespace il2search
