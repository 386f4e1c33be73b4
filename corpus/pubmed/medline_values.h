// Values of the tagged format that hold several things in one line, taken apart. Pure functions of text.
#pragma once

#include <string>
#include <string_view>

#include <il2search/document.h>

#include "corpus/document_values.h"

namespace il2search {

// "Woyach, Jennifer A": last and fore name.
Author author_from_full_name(std::string_view name);

// "Smith JW 3rd": last name, initials and suffix.
Author author_from_short_name(std::string_view name);

// Takes initials and suffix from the short form of a person that is known by the full one, whose fore name then loses
// the suffix.
void add_initials(Author& person, std::string_view short_name);

// "*Heading/qualifier/*qualifier": names without ids; the heading is major when it or a qualifier of it is.
Entity heading_from(std::string_view value);

// "0 (Name)", "EC 1.1.1.1 (Name)", "4F4X42SYQ6 (Name)"; without a number the whole is the name.
Substance substance_from(std::string_view value);

// "K23 CA178183/CA/NCI NIH HHS/United States": number, acronym, agency, country; numbers may hold slashes, and
// everything but the agency may be missing.
Grant grant_from(std::string_view value);

// "10.1000/x [doi]": type is empty where there are no brackets.
struct TypedValue {
  std::string value;
  std::string type;
};
TypedValue typed_value(std::string_view value);

// An abstract from another source names it first ("Publisher: "): the rest.
std::string_view without_abstract_type(std::string_view value);

std::string first_word(std::string_view value);

}  // namespace il2search
