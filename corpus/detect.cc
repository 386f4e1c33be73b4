// detect_format(): asks the formats in the order of known_formats(), the strictest first; plain text is what is left.
#include "corpus/detect.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include <il2search/error.h>

#include "base/text_encoding.h"
#include "corpus/annotated/pubtator.h"
#include "corpus/content_sniff.h"
#include "corpus/jats/jats.h"
#include "corpus/pages/paper_md.h"
#include "corpus/pages/portal_text.h"
#include "corpus/reader.h"
#include "corpus/text_utilities.h"
#include "corpus/vocabulary_sniff.h"

namespace il2search {
namespace {

constexpr std::array<std::string_view, 6> kPubmedRoots = {"PubmedArticleSet",     "MedlineCitationSet",
                                                          "PubmedBookArticleSet", "PubmedArticle",
                                                          "MedlineCitation",      "PubmedBookArticle"};

std::string_view without_mark(std::string_view head) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return head.starts_with(kMark) ? head.substr(kMark.size()) : head;
}

bool is_pubmed_root(std::string_view root) {
  return std::find(kPubmedRoots.begin(), kPubmedRoots.end(), root) != kPubmedRoots.end();
}

// An article, alone or in one of the wrappers that hold some; DocBook calls its articles the same.
bool looks_like_jats(std::string_view root, std::string_view text) {
  if (!is_jats_root(root) || is_docbook(text)) return false;
  return root == "article" || root == "pmc-articleset" || text.find("<article") != std::string_view::npos;
}

// The first line with something in it is "PMID- " and digits, or another field followed by one before a blank line.
bool looks_like_medline(std::string_view text) {
  bool begun = false;
  for (const std::string_view line : lines_of(text)) {
    const std::string_view rest = trimmed(line);
    if (rest.empty()) {
      if (begun) return false;
      continue;
    }
    if (line.starts_with("PMID-")) {
      const std::string_view value = trimmed(line.substr(5));
      return !value.empty() && value[0] >= '0' && value[0] <= '9';
    }
    const bool field = line.size() >= 5 && (line[4] == '-' || line.starts_with("    "));
    if (!field) return false;
    begun = true;
  }
  return false;
}

}  // namespace

bool is_blank_text(std::string_view head) { return trimmed(without_mark(head)).empty(); }

std::string detect_format(std::string_view head) {
  if (head.empty()) throw Error(ErrorCode::broken_file, "the file is empty");
  const std::string_view text = trimmed(without_mark(head));
  if (text.empty() || !sign_of_binary(head).name.empty()) return {};
  if (is_pubmed_root(xml_root(text))) return "pubmed-xml";
  if (looks_like_bioc_xml(text)) return "bioc-xml";
  if (looks_like_jats(xml_root(text), text)) return "jats";
  if (looks_like_medline(without_mark(head))) return "medline";
  if (json_kind(text) == JsonKind::bioc) return "bioc-json";
  if (looks_like_pubtator(text)) return "pubtator";
  if (!vocabulary_name(text).empty()) return {};
  if (json_kind(text) == JsonKind::lines) return "jsonl";
  if (find_control_character(head) != std::string_view::npos || !sign_of_text(text).name.empty()) return {};
  // Detection runs on bytes as they are; the readers decode them.
  const std::string decoded = decode_text(std::string(text)).text;
  if (looks_like_paper_md(decoded)) return "paper-md";
  if (looks_like_portal_text(decoded)) return "portal-text";
  return "text";
}

std::string describe_unknown(std::string_view head) {
  const std::string_view text = trimmed(without_mark(head));
  Sign sign = sign_of_binary(head);
  if (sign.name.empty()) sign = sign_of_text(text);
  if (sign.name.empty() && find_control_character(head) != std::string_view::npos) {
    sign = {"binary data", "plain text holds no control characters"};
  }
  if (sign.name.empty()) return "name its format with --format";
  return "this looks like " + std::string(sign.name) + ": " + std::string(sign.advice);
}

}  // namespace il2search
