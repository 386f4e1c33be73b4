// Reads front matter, with one function per kind of element.
#include "corpus/jats/jats_article.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/blanks.h"
#include "corpus/document_values.h"
#include "corpus/jats/jats_inline.h"
#include "corpus/jats/jats_types.h"
#include "corpus/pubmed/pubmed_dates.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

using E = JatsElement;
using A = JatsAttribute;

void append_subtitle(std::string& title, const std::string& subtitle) {
  if (subtitle.empty()) return;
  if (!title.empty()) title += std::string_view(":?!.").find(title.back()) == std::string_view::npos ? ": " : " ";
  title += subtitle;
}

bool is_english(std::string_view language) { return language.empty() || ascii::to_lower(language).starts_with("en"); }

class JatsFront {
 public:
  JatsFront(const JatsTape& tape, Document& document) : tape_(tape), document_(document) {}

  void add(std::size_t article) {
    read_language(article);
    const std::size_t front = tape_.child(article, E::front);
    if (front == 0) return;
    for (const std::size_t part : tape_.children(front)) {
      if (tape_[part].element == E::journal_meta) read_journal(part);
      if (tape_[part].element == E::article_meta) read_article_meta(part);
    }
    finish();
  }

 private:
  std::string text(std::size_t at) const { return jats_text(tape_, at); }
  std::string kind(std::size_t at) const { return ascii::to_lower(squeeze_blanks(tape_.attribute(at, A::kind))); }

  void read_language(std::size_t article) {
    const std::string language = ascii::to_lower(squeeze_blanks(tape_.attribute(article, A::link)));
    if (!language.empty()) document_.languages.push_back(language.substr(0, language.find_first_of("-_")));
  }

  void read_journal(std::size_t meta) {
    Journal& journal = document_.journal;
    for (const std::size_t at : tape_.children(meta)) {
      switch (tape_[at].element) {
        case E::journal_title_group: read_journal(at); break;
        case E::journal_title:
          if (journal.title.empty()) journal.title = text(at);
          break;
        case E::journal_subtitle: append_subtitle(journal.title, text(at)); break;
        case E::abbrev_journal_title:
          if (abbreviation_.empty()) abbreviation_ = text(at);
          break;
        case E::journal_id: read_journal_id(at); break;
        case E::issn: add_issn(journal, text(at)); break;
        case E::publisher: read_publisher(at); break;
        default: break;
      }
    }
  }

  void read_journal_id(std::size_t at) {
    const std::string type = kind(at);
    if (type == "nlm-ta") document_.journal.abbreviation = text(at);
    if (type == "iso-abbrev" && abbreviation_.empty()) abbreviation_ = text(at);
    if (type == "nlm-journal-id" || type == "nlm-id") document_.journal.nlm_id = text(at);
  }

  void read_publisher(std::size_t publisher) {
    if (const std::size_t name = tape_.child(publisher, E::publisher_name)) {
      add_extra_text(document_, "publisher", text(name));
    }
    if (const std::size_t place = tape_.child(publisher, E::publisher_loc)) {
      document_.publication_country = text(place);
    }
  }

  // The three functions below return whether they read elements of this kind.
  void read_article_meta(std::size_t meta) {
    for (const std::size_t at : tape_.children(meta)) {
      if (!read_publication(at) && !read_lists(at)) read_identity(at);
    }
  }

  bool read_identity(std::size_t at) {
    switch (tape_[at].element) {
      case E::article_id: read_article_id(at); return true;
      case E::title_group: read_titles(at); return true;
      case E::isbn: add_other_id(document_, "isbn", text(at)); return true;
      case E::self_uri: read_self_uri(at); return true;
      case E::related_article: related_types_.emplace_back(kind(at)); return true;
      default: return false;
    }
  }

  void read_article_id(std::size_t at) {
    const std::string type = kind(at);
    const std::string value = text(at);
    if (type == "pmid") document_.pmid = clean_pmid(value);
    else if (type == "doi") document_.doi = clean_doi(value);
    else if (type == "pmc" || type == "pmcid") document_.pmcid = clean_pmcid(value);
    else add_other_id(document_, type, value);
  }

  void read_titles(std::size_t group) {
    std::string translated;
    std::string language;
    for (const std::size_t at : tape_.children(group)) {
      const E element = tape_[at].element;
      if (element == E::article_title) document_.title = title_text(at);
      if (element == E::subtitle) append_subtitle(document_.title, title_text(at));
      if (!translated.empty() && element != E::trans_subtitle) continue;
      if (element == E::trans_title_group) std::tie(translated, language) = translated_title(at);
      if (element == E::trans_title) translated = title_text(at), language = tape_.attribute(at, A::link);
      if (element == E::trans_subtitle) append_subtitle(translated, title_text(at));
    }
    document_.vernacular_title = std::move(translated);
    // As in PubMed, the English title is the main one.
    const bool foreign = !document_.languages.empty() && !is_english(document_.languages.front());
    if (foreign && is_english(language)) std::swap(document_.title, document_.vernacular_title);
    if (document_.title.empty()) std::swap(document_.title, document_.vernacular_title);
  }

  std::pair<std::string, std::string> translated_title(std::size_t group) const {
    std::string title;
    for (const std::size_t at : tape_.children(group)) {
      if (tape_[at].element == E::trans_title) title = title_text(at);
      if (tape_[at].element == E::trans_subtitle) append_subtitle(title, title_text(at));
    }
    return {std::move(title), std::string(tape_.attribute(group, A::link))};
  }

  // Without footnotes.
  std::string title_text(std::size_t at) const { return jats_text(tape_, at, {E::xref, E::fn}); }

  void read_self_uri(std::size_t at) {
    const std::string_view address = tape_.attribute(at, A::link);
    const bool page = kind(at).find("pdf") == std::string::npos && !address.ends_with(".pdf");
    if (document_.url.empty() && page && address.starts_with("http")) document_.url = squeeze_blanks(address);
  }

  bool read_publication(std::size_t at) {
    switch (tape_[at].element) {
      case E::pub_date: read_pub_date(at); return true;
      case E::volume: document_.volume = text(at); return true;
      case E::issue: document_.issue = text(at); return true;
      case E::fpage: first_page_ = text(at); return true;
      case E::lpage: last_page_ = text(at); return true;
      case E::page_range: page_range_ = text(at); return true;
      case E::elocation_id: location_ = text(at); return true;
      default: return false;
    }
  }

  Date read_date(std::size_t at) const {
    const Date iso = parse_pubmed_date(tape_.attribute(at, A::iso));
    if (iso.known()) return iso;
    const auto part = [&](E element) {
      const std::size_t child = tape_.child(at, element);
      return child == 0 ? std::string() : text(child);
    };
    const std::string year = part(E::year);
    if (const std::string whole = part(E::string_date); year.empty()) return parse_pubmed_date(whole);
    if (const std::string season = part(E::season); !season.empty()) return parse_pubmed_date(year + " " + season);
    return date_from_parts(year, part(E::month), part(E::day));
  }

  // Older articles have one attribute (pub-type), newer ones two (date-type, publication-format).
  void read_pub_date(std::size_t at) {
    const Date date = read_date(at);
    std::string type = kind(at);
    if (type.empty()) type = ascii::to_lower(tape_.attribute(at, A::link));
    const std::string format = ascii::to_lower(tape_.attribute(at, A::format));
    const bool print_format = format == "print" || format == "ppub";
    const bool electronic_format = format == "electronic" || format == "epub" || format == "online";
    const bool plain = type.empty() || type == "pub" || type == "publication";
    const auto keep = [&](Date& to) { to = to.known() ? to : date; };
    if (type == "ppub" || type == "epub-ppub" || ((plain || type == "collection") && print_format)) keep(print_);
    if (type == "epub" || type == "epub-ppub" || (plain && electronic_format)) keep(document_.dates.electronic);
    if (type == "collection" && !print_format) keep(collection_);
    if (plain) keep(any_);
  }

  bool read_lists(std::size_t at) {
    switch (tape_[at].element) {
      case E::kwd_group:
        if (!lists_abbreviations(tape_, at)) read_keywords(at);
        return true;
      case E::unstructured_kwd_group: split_keywords(text(at)); return true;
      case E::funding_group: read_funding(at); return true;
      case E::contract_num: add_grant({text(at), {}, {}, {}}); return true;
      case E::contract_sponsor: add_grant({{}, {}, text(at), {}}); return true;
      default: return false;
    }
  }

  // Each keyword with text of its own is added, also compound and nested ones.
  void read_keywords(std::size_t group) {
    for (std::size_t at = group + 1; at < tape_.end_of(group); ++at) {
      const E element = tape_[at].element;
      if (!tape_[at].start || (element != E::kwd && element != E::compound_kwd)) continue;
      add_keyword(jats_text(tape_, at, {E::nested_kwd, E::kwd, E::compound_kwd}));
    }
  }

  void split_keywords(std::string_view text) {
    const char separator = text.find(';') != std::string_view::npos ? ';' : ',';
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(separator), text.size());
      add_keyword(squeeze_blanks(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  void add_keyword(std::string keyword) {
    if (!keyword.empty()) document_.keywords.push_back(std::move(keyword));
  }

  void read_funding(std::size_t group) {
    for (const std::size_t at : tape_.children(group)) {
      if (tape_[at].element == E::award_group) read_award(at);
    }
  }

  void read_award(std::size_t group) {
    std::string agency;
    std::vector<std::string> numbers;
    for (const std::size_t at : tape_.children(group)) {
      if (tape_[at].element == E::funding_source) agency += (agency.empty() ? "" : "; ") + text(at);
      if (tape_[at].element == E::award_id) numbers.push_back(text(at));
    }
    // A long agency is given with the first number only, because many copies of it would take much memory.
    if (numbers.empty()) numbers.emplace_back();
    const bool repeat = agency.size() <= kMaxRepeatedBytes;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      add_grant({std::move(numbers[i]), {}, i == 0 || repeat ? agency : std::string(), {}});
    }
  }

  void add_grant(Grant grant) {
    if (grant != Grant{}) document_.grants.push_back(std::move(grant));
  }

  void finish() {
    Dates& dates = document_.dates;
    for (const Date& date : {print_, dates.electronic, collection_, any_}) {
      if (!dates.published.known()) dates.published = date;
    }
    if (document_.journal.abbreviation.empty()) document_.journal.abbreviation = std::move(abbreviation_);
    document_.pages = std::move(first_page_);
    if (!last_page_.empty() && last_page_ != document_.pages) {
      document_.pages += (document_.pages.empty() ? "" : "-") + last_page_;
    }
    if (document_.pages.empty()) document_.pages = std::move(page_range_.empty() ? location_ : page_range_);
    set_status(related_types_, document_);
  }

  static constexpr std::size_t kMaxRepeatedBytes = 512;

  const JatsTape& tape_;
  Document& document_;
  std::string abbreviation_;  // used if NLM gives none
  std::string first_page_;
  std::string last_page_;
  std::string page_range_;
  std::string location_;
  Date print_;
  Date collection_;
  Date any_;
  std::vector<std::string> related_types_;
};

}  // namespace

void add_jats_front(const JatsTape& tape, std::size_t article, Document& document) {
  add_publication_types(tape.attribute(article, A::kind), document);
  JatsFront(tape, document).add(article);
}

bool lists_abbreviations(const JatsTape& tape, std::size_t kwd_group) {
  const std::string type = ascii::to_lower(tape.attribute(kwd_group, A::kind));
  return type.starts_with("abbr") || type == "abr";
}

}  // namespace il2search
