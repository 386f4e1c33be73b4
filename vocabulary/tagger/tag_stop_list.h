// Names that are never looked for: too general, or words of everyday language.
#pragma once

#include <string_view>

#include <il2search/document.h>

namespace il2search {

// A full name (in any case) that says too little: numbers, single letters, units, "disease", "protein".
bool is_stopped_name(std::string_view name, EntityType type);

// A name of nothing but words that any disease may have ("autosomal recessive disorder", "rare disease").
bool is_general_phrase(std::string_view name);

// A gene's symbol or alias that nearly always means something else: units, statistics, English words in capitals.
bool is_stopped_symbol(std::string_view symbol);

}  // namespace il2search
