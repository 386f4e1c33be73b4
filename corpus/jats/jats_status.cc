// Tables of article types and of links between articles.
#include "corpus/jats/jats_status.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>

#include "base/ascii.h"
#include "base/blanks.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxTypeBytes = 64;

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
  bool one_way;  // else a notice may point so to its article too
};

// From an article to the notice about it.
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

// Publishers rename an article that they withdraw: "RETRACTED: …", "Retracted article: …".
bool title_says_retracted(std::string_view title) {
  const std::string lower = ascii::to_lower(title.substr(0, kMaxTypeBytes));
  for (const std::string_view mark : {"retracted:", "retracted article:", "[retracted]", "withdrawn:"}) {
    if (lower.starts_with(mark)) return true;
  }
  return false;
}

}  // namespace

void add_jats_types(std::string_view article_type, Document& document) {
  if (article_type.empty() || article_type.size() > kMaxTypeBytes) return;
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

void add_jats_relations(const std::vector<std::string>& related_types, Document& document) {
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

}  // namespace il2search
