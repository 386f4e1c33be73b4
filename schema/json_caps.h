// Caps on the shape of a JSON text, counted before a tree is made of it.
#pragma once

#include <string>
#include <string_view>

#include "schema/document_json.h"

namespace il2search {

// What is too deep or too many in the text, or "". The text need not be well formed. One pass.
std::string fault_of_size(std::string_view text, const JsonCaps& caps);

}  // namespace il2search
