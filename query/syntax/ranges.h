// Ranges: `2019:2023[dp]`, `date:2019..2023`, and PubMed's builder form with its tags and quotes on both sides.
#pragma once

#include <cstddef>
#include <optional>

#include "query/syntax/cursor.h"
#include "query/syntax/problems.h"

namespace il2search::syntax {

// Whether the word at index starts a range: it has the shape of one and a tag behind it, or is `value : value` with
// one; prefixed: the shape is enough.
bool starts_range(const Cursor& cursor, std::size_t index, bool prefixed);

// Reads the range that starts at the cursor; starts_range() must hold. Its tag or prefix is not read.
Node read_range(Cursor& cursor);

// `"2019/01/01"[dp] : "2020/12/31"[dp]`: left is a clause just read, with its field; when the cursor stands before the
// other side, reads that and makes left a range.
void take_builder_range(Cursor& cursor, Node& left, DiagnosticSink& problems);

}  // namespace il2search::syntax
