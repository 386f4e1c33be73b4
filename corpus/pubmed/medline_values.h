// Splits values of the tagged format that hold several things in one line. Pure functions of text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <il2search/document.h>

#include "corpus/document_values.h"

namespace il2search {

// "Woyach, Jennifer A": last and fore name.
Author author_from_full_name(std::string_view name);

// "Smith JW 3rd": last name, initials and suffix.
Author author_from_short_name(std::string_view name);

// Adds initials and suffix from the short name of a person who has the full name already, and removes the suffix from
// the fore name.
void add_initials(Author& person, std::string_view short_name);

// "*Heading/qualifier/*qualifier": names without ids. The heading is major if it or one of its qualifiers is.
Entity heading_from(std::string_view value);

// "0 (Name)", "EC 1.1.1.1 (Name)", "4F4X42SYQ6 (Name)". Without a number the whole text is the name.
Substance substance_from(std::string_view value);

// "K23 CA178183/CA/NCI NIH HHS/United States": number, acronym, agency, country. Numbers may contain
// slashes, and everything but the agency may be missing.
Grant grant_from(std::string_view value);

// "10.1000/x [doi]". The type is empty if there are no brackets.
struct TypedValue {
  std::string value;
  std::string type;
};
TypedValue typed_value(std::string_view value);

// The abstract without the source that it may begin with ("Publisher: ").
std::string_view without_abstract_type(std::string_view value);

std::string first_word(std::string_view value);

// The sections of an abstract whose labels are words of its text ("METHODS: We …"), as PubMed XML would give them. Only
// a text that begins with a label is split. A label is in capitals, begins a sentence, and is followed by a colon and a
// blank. Other names in capitals before a colon ("DNA: ") are told apart by their length and words.
std::vector<Section> split_labelled_abstract(std::string_view text);

}  // namespace il2search
