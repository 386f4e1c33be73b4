// Signs of vocabularies: files that hold concepts and no documents. `il2index update` refuses them by these.
#pragma once

#include <string_view>

namespace il2search {

// What people call the vocabulary that a text begins as: "an OBO ontology", "MeSH in ASCII". Empty where it is none, as
// for prose that only speaks of one: whole lines count, and the first ones decide. The text begins behind byte order mark
// and blanks. Cost: one pass over the first lines. MeSH in XML is known by its root (content_signs.h).
std::string_view vocabulary_name(std::string_view text);

}  // namespace il2search
