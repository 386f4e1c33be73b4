// Sorts passages by their infons `type` and `section_type`.
#include "corpus/annotated/bioc_document.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/ascii.h"
#include "base/blanks.h"
#include "schema/identifiers.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxHeadingBytes = 500;  // a heading is repeated after each figure in its section

enum class PassageRole : std::uint8_t { title, abstract, abstract_label, heading, reference, body };

// "title" or "title_1", but not "title_caption".
bool is_heading_type(std::string_view type, std::string_view beginning) {
  if (!type.starts_with(beginning)) return false;
  const std::string_view rest = type.substr(beginning.size());
  return rest.empty() || (rest[0] == '_' && ascii::is_number(rest.substr(1)));
}

bool is_float_type(std::string_view type) {
  return type.starts_with("fig") || type.starts_with("table") || type.starts_with("tab_");
}

class PassageSorter {
 public:
  explicit PassageSorter(Document& document) : document_(document) {}

  BiocTexts sort(const std::vector<BiocPassage>& passages) {
    for (const BiocPassage& passage : passages) add(passage);
    end_heading();
    if (!label_.empty()) add_abstract("");
    set_bases();
    return std::move(texts_);
  }

 private:
  // A piece of the title or the abstract.
  struct FrontPiece {
    std::size_t piece = 0;
    std::optional<std::size_t> section;  // of the abstract; none for the title
    std::size_t start = 0;               // in the text of the title or section
  };

  void add(const BiocPassage& passage) {
    const std::string type = ascii::to_lower(trim_whitespace(infon(passage.infons, "type")));
    std::string section = ascii::to_lower(trim_whitespace(infon(passage.infons, "section_type")));
    if (section.empty()) section = ascii::to_lower(trim_whitespace(infon(passage.infons, "section")));
    texts_.first_pieces.push_back(texts_.pieces.size());
    const std::vector<std::size_t> starts = add_pieces(passage);
    const std::string text = joined(passage);
    const PassageRole role = role_of(type, section);
    if (role == PassageRole::reference) return add_reference(passage);
    if (trim_whitespace(text).empty()) return;
    switch (role) {
      case PassageRole::title:
        add_front_pieces(starts, std::nullopt);
        document_.title = text;
        break;
      case PassageRole::abstract:
        add_front_pieces(starts, document_.abstract.size());
        add_abstract(text);
        break;
      case PassageRole::abstract_label:
        if (!label_.empty()) add_abstract("");
        label_ = squeeze_blanks(text);
        break;
      case PassageRole::heading: add_heading(text, type, section); break;
      default: add_body(text, type, section); break;
    }
  }

  // Sources without types give the title first and the abstract second.
  PassageRole role_of(const std::string& type, const std::string& section) const {
    const std::string& word = type.empty() ? section : type;
    if (word.empty()) {
      if (document_.title.empty() && document_.abstract.empty() && document_.body.empty()) return PassageRole::title;
      return document_.abstract.empty() && document_.body.empty() ? PassageRole::abstract : PassageRole::body;
    }
    if (section == "ref" || word == "ref" || word == "reference") {
      return is_heading_type(word, "title") ? PassageRole::heading : PassageRole::reference;
    }
    const bool titles = section == "title" || word == "front" || word == "title" || word == "article-title";
    if (titles && document_.title.empty()) return PassageRole::title;
    if (is_heading_type(word, "abstract_title")) return PassageRole::abstract_label;
    if (section == "abstract" || word.starts_with("abstract")) {
      return is_heading_type(word, "title") ? PassageRole::abstract_label : PassageRole::abstract;
    }
    return is_heading_type(word, "title") ? PassageRole::heading : PassageRole::body;
  }

  // Where each text of the passage begins in the joined text.
  std::vector<std::size_t> add_pieces(const BiocPassage& passage) {
    std::vector<std::size_t> starts;
    std::size_t length = 0;
    for (const BiocText& text : passage.texts) {
      const std::uint64_t offset = text.offset.value_or(next_offset_);
      starts.push_back(length);
      texts_.pieces.push_back({text.text, offset, std::nullopt});
      length += text.text.size() + 1;
      next_offset_ = offset + text.text.size() + 1;
    }
    return starts;
  }

  static std::string joined(const BiocPassage& passage) {
    std::string text;
    for (std::size_t i = 0; i < passage.texts.size(); ++i) text.append(i > 0 ? " " : "").append(passage.texts[i].text);
    return text;
  }

  // For the passage whose pieces were added last.
  void add_front_pieces(const std::vector<std::size_t>& starts, std::optional<std::size_t> section) {
    const std::size_t first = texts_.pieces.size() - starts.size();
    for (std::size_t i = 0; i < starts.size(); ++i) front_.push_back({first + i, section, starts[i]});
  }

  void add_abstract(const std::string& text) { document_.abstract.push_back({std::exchange(label_, {}), text}); }

  void add_reference(const BiocPassage& passage) {
    const std::string pmid = clean_pmid(infon(passage.infons, "pub-id_pmid"));
    const std::string doi = clean_doi(infon(passage.infons, "pub-id_doi"));
    if (!pmid.empty()) document_.references.push_back("PMID:" + pmid);
    else if (!doi.empty()) document_.references.push_back("DOI:" + doi);
  }

  // A text that is too long for a heading becomes a paragraph without heading.
  void add_heading(const std::string& text, const std::string& type, const std::string& section) {
    end_heading();
    heading_ = squeeze_blanks(text);
    heading_section_ = section;
    const bool too_long = heading_.size() > kMaxHeadingBytes;
    heading_waits_ = section != "ref" && !too_long;
    if (!too_long) return;
    heading_.clear();
    add_body(text, type, section);
  }

  // Keeps a heading that has only other headings below it.
  void end_heading() {
    if (std::exchange(heading_waits_, false)) document_.body.push_back({heading_, heading_section_, ""});
  }

  // The paragraphs of a section are one text. A figure or table does not end the section that contains it.
  void add_body(const std::string& text, const std::string& type, const std::string& section) {
    const bool floats = is_float_type(type) || is_float_type(section);
    if (!floats && section != heading_section_) {
      end_heading();
      heading_.clear();
      heading_section_ = section;
    }
    BodySection added{floats ? "" : heading_, section.empty() ? type : section, text};
    if (!floats) heading_waits_ = false;
    BodySection* const last = document_.body.empty() ? nullptr : &document_.body.back();
    if (!floats && last != nullptr && last->heading == added.heading && last->type == added.type) {
      last->text.append("\n").append(text);
    } else {
      document_.body.push_back(std::move(added));
    }
  }

  // Spans count bytes of the title and the abstract's texts, joined by newlines.
  void set_bases() {
    std::vector<std::size_t> sections;
    std::size_t base = document_.title.size() + 1;
    for (const Section& section : document_.abstract) {
      sections.push_back(base);
      base += section.text.size() + 1;
    }
    for (const FrontPiece& front : front_) {
      texts_.pieces[front.piece].base = front.start + (front.section ? sections[*front.section] : 0);
    }
  }

  Document& document_;
  BiocTexts texts_;
  std::vector<FrontPiece> front_;
  std::uint64_t next_offset_ = 0;
  std::string label_;  // of the next section of the abstract
  std::string heading_;
  std::string heading_section_;
  bool heading_waits_ = false;  // it has no paragraph yet
};

}  // namespace

BiocTexts add_bioc_texts(Document& document, const std::vector<BiocPassage>& passages) {
  return PassageSorter(document).sort(passages);
}

}  // namespace il2search
