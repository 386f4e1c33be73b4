// One pass over the lines: title, authors, abstract, table, lists.
#include "corpus/pages/portal_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/blanks.h"
#include "corpus/pages/glued_labels.h"
#include "corpus/pages/portal_table.h"
#include "corpus/pages/whole_text.h"
#include "corpus/text_utilities.h"
#include "schema/person_name.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxNameBytes = 60;
constexpr std::size_t kMaxAuthorLineBytes = 64 * 1024;

template <std::size_t N>
bool begins_with_one_of(std::string_view line, const std::array<std::string_view, N>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return line.starts_with(beginning); });
}

// The rest of the page repeats what is known already.
bool ends_page(std::string_view line) {
  constexpr std::array<std::string_view, 2> kEnds = {"Dive into the research topics", "View full fingerprint"};
  return line == "Cite this" || line == "Fingerprint" || begins_with_one_of(line, kEnds);
}

// Navigation and boilerplate of the portal.
bool is_boilerplate(std::string_view line) {
  constexpr std::array<std::string_view, 9> kBeginnings = {"Skip to ",
                                                           "Link to ",
                                                           "*Corresponding author",
                                                           "* Corresponding author",
                                                           "Corresponding author for this work",
                                                           "Overview",
                                                           "Access to Document",
                                                           "Other files and links",
                                                           "Research output: "};
  return begins_with_one_of(line, kBeginnings);
}

// Headings of lists that may precede the table.
bool begins_list(std::string_view line) {
  constexpr std::array<std::string_view, 5> kHeadings = {"Keywords", "Free keywords", "Author keywords",
                                                         "Bibliographical note", "Research Areas and Centers"};
  return std::find(kHeadings.begin(), kHeadings.end(), line) != kHeadings.end();
}

bool is_affiliation(std::string_view line) {
  constexpr std::array<std::string_view, 12> kWords = {"Universit", "Department", "Institut",   "Hospital",
                                                       "Clinic",    "Center for", "Centre for", "School of",
                                                       "Faculty",   "Klinik",     "Charit",     "College"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return line.find(word) != std::string_view::npos; });
}

// At most six words that begin like a name; sentences are longer or have punctuation.
bool looks_like_name(std::string_view name) {
  name = trim_blanks(name);
  if (name.empty() || name.size() > kMaxNameBytes) return false;
  const auto blanks = std::count(name.begin(), name.end(), ' ');
  const char first = name[0];
  const bool begins = (first >= 'A' && first <= 'Z') || static_cast<unsigned char>(first) >= 0x80 ||
                      name.starts_with("van ") || name.starts_with("von ") || name.starts_with("de ") || first == '*';
  return begins && blanks <= 5 && name.find_first_of(":?!()") == std::string_view::npos;
}

// Every piece between commas is a name, a footnote mark or a degree.
bool looks_like_authors(std::string_view line) {
  if (line.size() > kMaxAuthorLineBytes || is_affiliation(line)) return false;
  bool any = false;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find_first_of(",;&"), line.size());
    const std::string_view piece = trim_blanks(line.substr(0, end));
    const bool mark = piece.empty() || piece.find_first_not_of("0123456789*#") == std::string_view::npos;
    if (!mark && !looks_like_name(piece)) return false;
    any = any || (!mark && piece.find(' ') != std::string_view::npos);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return any;
}

class PageParser {
 public:
  explicit PageParser(std::string_view text) : lines_(lines_of(text)) {
    for (std::string_view& line : lines_) line = trim_blanks(line);
  }

  Document parse() {
    parse_title();
    parse_authors();
    for (; at_ < lines_.size() && !ends_page(lines_[at_]); ++at_) parse_line();
    flush_list();
    document_.abstract = split_glued_labels(abstract_);
    return std::move(document_);
  }

 private:
  void parse_title() {
    while (at_ < lines_.size() && (lines_[at_].empty() || is_boilerplate(lines_[at_]))) ++at_;
    if (at_ == lines_.size() || portal_row(lines_[at_]) || ends_page(lines_[at_])) return;
    document_.title = squeeze_blanks(lines_[at_++]);
  }

  // The lines of names directly below the title.
  void parse_authors() {
    for (; at_ < lines_.size(); ++at_) {
      const std::string_view line = lines_[at_];
      if (line.empty()) continue;
      parse_publication_type(line);
      if (is_boilerplate(line)) continue;
      if (line == "Abstract" || ends_page(line) || portal_row(line) || !looks_like_authors(line)) break;
      for (Author& author : authors_from_line(line)) document_.authors.push_back(std::move(author));
    }
  }

  // "Research output: Contribution to journal › Article › peer-review"
  void parse_publication_type(std::string_view line) {
    constexpr std::string_view kArrow = "\u203a";
    if (!line.starts_with("Research output:")) return;
    const std::size_t first = line.find(kArrow);
    if (first == std::string_view::npos) return;
    const std::string_view rest = line.substr(first + kArrow.size());
    document_.publication_types.push_back({squeeze_blanks(rest.substr(0, rest.find(kArrow))), ""});
  }

  void parse_line() {
    const std::string_view line = lines_[at_];
    if (line.empty() || line == "Abstract") return;
    if (document_.publication_types.empty()) parse_publication_type(line);
    if (parse_row(line) || is_boilerplate(line)) return;
    if (begins_list(line)) in_table_ = true;
    const auto item = list_item(line);
    if (item && in_table_) items_.push_back(*item);
    else if (in_table_ && line.size() <= kMaxHeadingBytes) begin_list(line);
    else if (in_table_) items_.push_back(line);
    else if (is_affiliation(line) && line.size() <= kMaxHeadingBytes) add_to_body("Affiliations", line);
    else add_abstract(line);
  }

  bool parse_row(std::string_view line) {
    const auto row = portal_row(line);
    if (!row) return false;
    flush_list();
    in_table_ = true;
    if (!row->value.empty()) apply_portal_row(document_, row->key, row->value);
    else parse_value_below(row->key);
    return true;
  }

  // A key whose value is in the next line, such as "DOIs" above a list.
  void parse_value_below(PortalKey key) {
    std::size_t next = at_ + 1;
    while (next < lines_.size() && lines_[next].empty()) ++next;
    if (next == lines_.size() || portal_row(lines_[next]) || ends_page(lines_[next])) return;
    const auto item = list_item(lines_[next]);
    apply_portal_row(document_, key, item ? *item : lines_[next]);
    at_ = next;
  }

  void begin_list(std::string_view heading) {
    flush_list();
    heading_ = heading;
  }

  void flush_list() {
    const bool keywords = heading_ == "Keywords" || heading_ == "Free keywords" || heading_ == "Author keywords";
    std::string text;
    for (const std::string_view item : items_) {
      if (keywords) document_.keywords.push_back(squeeze_blanks(item));
      else text += (text.empty() ? "" : "\n") + squeeze_blanks(item);
    }
    if (!text.empty()) document_.body.push_back({squeeze_blanks(heading_), "", std::move(text)});
    heading_ = {};
    items_.clear();
  }

  void add_to_body(std::string_view heading, std::string_view line) {
    if (document_.body.empty() || document_.body.back().heading != heading) {
      document_.body.push_back({std::string(heading), "", ""});
    }
    std::string& text = document_.body.back().text;
    if (!text.empty()) text += '\n';
    text += squeeze_blanks(line);
  }

  void add_abstract(std::string_view line) {
    if (!abstract_.empty()) abstract_ += '\n';
    abstract_ += line;
  }

  static constexpr std::size_t kMaxHeadingBytes = 160;

  Lines lines_;
  std::size_t at_ = 0;
  Document document_;
  std::string abstract_;
  bool in_table_ = false;
  std::string_view heading_;
  Lines items_;
};

}  // namespace

Document parse_portal_text(std::string_view text) { return PageParser(text).parse(); }

bool looks_like_portal_text(std::string_view head) {
  std::set<PortalKey> keys;
  bool certain = false;
  for (const std::string_view line : lines_of(head)) {
    const auto row = portal_row(line);
    if (!row || row->value.empty()) continue;
    keys.insert(row->key);
    certain = certain || row->glued || row->key == PortalKey::publication_status || row->key == PortalKey::language;
  }
  return certain && keys.size() >= 2;
}

std::unique_ptr<Reader> make_portal_text_reader(std::unique_ptr<ByteSource> source, ReaderOptions options) {
  return make_whole_text_reader(std::move(source), std::move(options), parse_portal_text);
}

}  // namespace il2search
