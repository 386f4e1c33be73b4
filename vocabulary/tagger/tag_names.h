// Which names of which concepts go into the dictionary, and in which case they must be written.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/concept.h>

#include "vocabulary/store/vocabulary.h"

namespace il2search {

// The concept that a mention is tagged with.
struct TagTarget {
  std::string id;
  std::string label;
  EntityType type = EntityType::other;
};

struct TagName {
  std::string text;
  std::uint32_t target = 0;  // index into TagNames::targets
  std::uint8_t rank = 0;     // of two targets with the same name, the one with the lower rank is meant
  bool exact_case = false;   // matches only in this case
  bool symbol = false;       // matches in the cases that symbols are written in
};

struct TagNames {
  std::vector<TagTarget> targets;  // ordered by id, each once
  std::vector<TagName> names;
};

// The arguments are those of write_tag_dictionary() (tagger.h). Takes about a second for MeSH, Mondo and the human genes.
TagNames collect_tag_names(const std::vector<Concept>& concepts, const std::vector<std::vector<BridgeMatch>>& matches);

// --- Names that are never looked for: too general, or words of everyday language (tag_stop_list.cc).

// Whether a full name (in any case) says too little: numbers, single letters, units, "disease", "protein".
bool is_stopped_name(std::string_view name, EntityType type);

// Whether a name has only words that may occur in the name of any disease ("autosomal recessive disorder").
bool is_general_phrase(std::string_view name);

// Whether a gene's symbol or alias nearly always means something else: units, statistics, English words in capitals.
bool is_stopped_symbol(std::string_view symbol);

}  // namespace il2search
