// Tables of types and titles, and the look-ups in them.
#include "corpus/jats/jats_types.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "base/ascii.h"
#include "base/blanks.h"

namespace il2search {
namespace {

using E = JatsElement;

struct TypeRow {
  std::string_view article_type;
  std::string_view name;
  std::string_view id;
  bool journal_article;  // also "Journal Article"
};

constexpr TypeRow kArticleTypes[] = {
    {"research-article", "", "", true},
    {"brief-report", "", "", true},
    {"rapid-communication", "", "", true},
    {"methods-article", "", "", true},
    {"data-paper", "", "", true},
    {"review-article", "Review", "D016454", true},
    {"systematic-review", "Systematic Review", "D000078182", true},
    {"meta-analysis", "Meta-Analysis", "D017418", true},
    {"case-report", "Case Reports", "D002363", true},
    {"protocol", "Clinical Trial Protocol", "D000078325", true},
    {"introduction", "Introductory Journal Article", "D054711", true},
    {"letter", "Letter", "D016422", false},
    {"reply", "Letter", "D016422", false},
    {"editorial", "Editorial", "D016421", false},
    {"article-commentary", "Comment", "D016420", false},
    {"news", "News", "D016433", false},
    {"correction", "Published Erratum", "D016425", false},
    {"retraction", "Retraction of Publication", "D016440", false},
    {"expression-of-concern", "Expression of Concern", "D000075742", false},
    {"meeting-report", "Congress", "D016423", false},
    {"preprint", "Preprint", "D000076942", false},
};

enum class Notice : std::uint8_t { retraction, erratum, concern };

struct RelationRow {
  std::string_view type;
  Notice notice;
  bool one_way;  // false if notices use this type for links to their articles, too
};

// Links from an article to a notice about it.
constexpr RelationRow kToNotice[] = {
    {"retraction-forward", Notice::retraction, true},
    {"retracted-by", Notice::retraction, true},
    {"retraction", Notice::retraction, false},
    {"correction-forward", Notice::erratum, true},
    {"corrected-by", Notice::erratum, true},
    {"correction", Notice::erratum, false},
    {"erratum", Notice::erratum, false},
    {"concern-forward", Notice::concern, true},
    {"concern", Notice::concern, false},
    {"expression-of-concern", Notice::concern, false},
};

bool has_type(const Document& document, std::string_view name) {
  return std::any_of(document.publication_types.begin(), document.publication_types.end(),
                     [&](const PublicationType& type) { return type.name == name; });
}

// Publishers change the title of an article that they retract: "RETRACTED: …", "Retracted article: …".
bool title_says_retracted(std::string_view title) {
  const std::string lower = ascii::to_lower(title.substr(0, kMaxJatsTypeBytes));
  for (const std::string_view prefix : {"retracted:", "retracted article:", "[retracted]", "withdrawn:"}) {
    if (lower.starts_with(prefix)) return true;
  }
  return false;
}

struct TypedTitle {
  std::string_view beginning;
  std::string_view type;
};

// Compared with titles in lower case without leading numbers; the first match counts.
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
  return std::string(kind.empty() || kind.size() > kMaxJatsTypeBytes ? otherwise : kind);
}

}  // namespace

void add_publication_types(std::string_view article_type, Document& document) {
  if (article_type.empty() || article_type.size() > kMaxJatsTypeBytes) return;
  const std::string type = ascii::to_lower(squeeze_blanks(article_type));
  auto& types = document.publication_types;
  const auto* row = std::find_if(std::begin(kArticleTypes), std::end(kArticleTypes),
                                 [&](const TypeRow& known) { return type == known.article_type; });
  if (row != std::end(kArticleTypes)) {
    if (!row->name.empty()) types.push_back({std::string(row->name), std::string(row->id)});
    if (row->journal_article) types.push_back({"Journal Article", "D016428"});
  }
  if (types.empty() || ascii::to_lower(types.front().name) != type) types.push_back({type, {}});
  document.status.preprint = type == "preprint";
}

void set_status(const std::vector<std::string>& related_types, Document& document) {
  Status& status = document.status;
  const bool notice = has_type(document, "retraction") || has_type(document, "correction") ||
                      has_type(document, "expression-of-concern");
  for (const std::string& type : related_types) {
    const auto* row = std::find_if(std::begin(kToNotice), std::end(kToNotice),
                                   [&](const RelationRow& known) { return type == known.type; });
    if (row == std::end(kToNotice) || (notice && !row->one_way)) continue;
    status.retracted = status.retracted || row->notice == Notice::retraction;
    status.has_erratum = status.has_erratum || row->notice == Notice::erratum;
    status.expression_of_concern = status.expression_of_concern || row->notice == Notice::concern;
  }
  status.retracted = status.retracted || (!notice && title_says_retracted(document.title));
}

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
  if (kind.size() > kMaxJatsTypeBytes) return false;
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
