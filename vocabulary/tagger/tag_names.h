// Which names of which concepts are looked for, and how they must be written: what goes into the dictionary.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <il2search/concept.h>

#include "vocabulary/store/vocabulary.h"

namespace il2search {

// What a mention is tagged with.
struct TagTarget {
  std::string id;
  std::string label;
  EntityType type = EntityType::other;
};

struct TagName {
  std::string text;
  std::uint32_t target = 0;  // index into TagNames::targets
  std::uint8_t rank = 0;     // of two targets with one name, the lower rank is meant
  bool written = false;      // counts in this case only
  bool symbol = false;       // counts in the cases that symbols are written in
};

struct TagNames {
  std::vector<TagTarget> targets;  // ordered by id, each once
  std::vector<TagName> names;
};

// As write_tag_dictionary() takes them (tagger.h). Costs about a second for MeSH, Mondo and the human genes.
TagNames collect_tag_names(const std::vector<Concept>& concepts, const std::vector<std::vector<BridgeMatch>>& matches);

}  // namespace il2search
