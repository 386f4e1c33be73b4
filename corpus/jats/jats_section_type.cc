// Types of sections.
#include "corpus/jats/jats_section_type.h"
#include "base/ascii.h"

#include <algorithm>
#include <cstddef>

namespace il2search {
namespace {

using E = JatsElement;

struct TypedTitle {
  std::string_view beginning;
  std::string_view type;
};

// In lower case, without numbers and stops around; the first that a title begins with counts.
constexpr TypedTitle kTypedTitles[] = {
    {"introduction and background", "intro"},
    {"introduction", "intro"},
    {"background", "intro"},
    {"materials and method", "methods"},
    {"material and method", "methods"},
    {"materials & method", "methods"},
    {"methods and material", "methods"},
    {"patients and method", "methods"},
    {"subjects and method", "methods"},
    {"methodology", "methods"},
    {"method", "methods"},
    {"experimental procedure", "methods"},
    {"experimental section", "methods"},
    {"results and discussion", "results|discussion"},
    {"results & discussion", "results|discussion"},
    {"results/discussion", "results|discussion"},
    {"result", "results"},
    {"discussion and conclusion", "discussion|conclusions"},
    {"discussion", "discussion"},
    {"conclusion", "conclusions"},
    {"concluding remark", "conclusions"},
    {"case report", "cases"},
    {"case presentation", "cases"},
    {"case description", "cases"},
    {"acknowledg", "ack"},
    {"abbreviation", "abbreviations"},
    {"list of abbreviation", "abbreviations"},
    {"supplementary", "supplementary-material"},
    {"supporting information", "supplementary-material"},
};

constexpr std::string_view kConflictTitles[] = {
    "conflict of interest",     "conflicts of interest",        "conflict of interests",     "conflicts of interests",
    "competing interest",       "competing financial interest", "declaration of interest",   "declarations of interest",
    "declaration of competing", "declaration of conflict",      "declaration of conflicting"};

// "2.1. Methods:" -> "methods:"
std::string plain_title(std::string_view title) {
  const std::size_t start = title.find_first_not_of("0123456789.): \t");
  return start == std::string_view::npos ? std::string() : ascii::to_lower(title.substr(start, 200));
}

std::string known_or(std::string_view kind, std::string_view otherwise) {
  return std::string(kind.empty() || kind.size() > kMaxSectionTypeBytes ? otherwise : kind);
}

}  // namespace

std::string section_type_of_element(JatsElement element, std::string_view kind) {
  switch (element) {
    case E::fig:
    case E::fig_group: return "fig";
    case E::table_wrap:
    case E::table_wrap_group: return "table";
    case E::boxed_text: return "boxed-text";
    case E::supplementary_material: return "supplementary-material";
    case E::app: return "app";
    case E::ack: return "ack";
    case E::bio: return "bio";
    case E::media: return "media";
    case E::fn_group: return "fn";
    case E::author_notes: return "author-notes";
    case E::glossary:
    case E::def_list:
    case E::kwd_group: return "abbreviations";
    case E::sub_article:
    case E::response: return "sub-article";
    case E::notes: return known_or(kind, "notes");
    case E::sec: return known_or(kind, {});
    default: return {};
  }
}

std::string section_type_of_title(std::string_view title) {
  const std::string plain = plain_title(title);
  const auto* found = std::find_if(std::begin(kTypedTitles), std::end(kTypedTitles),
                                   [&](const TypedTitle& row) { return plain.starts_with(row.beginning); });
  return found == std::end(kTypedTitles) ? std::string() : std::string(found->type);
}

bool is_conflict_type(std::string_view kind) {
  if (kind.size() > kMaxSectionTypeBytes) return false;
  const std::string type = ascii::to_lower(kind);
  return type == "conflict" || type == "coi-statement" || type == "conflict-of-interest" ||
         type == "competing-interests";
}

bool is_conflict_title(std::string_view title) {
  const std::string plain = plain_title(title);
  return std::any_of(std::begin(kConflictTitles), std::end(kConflictTitles),
                     [&](std::string_view beginning) { return plain.starts_with(beginning); });
}

}  // namespace il2search
