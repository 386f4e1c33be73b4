// read_obo(): OBO 1.2 and 1.4 -> VocabularyPart.
//
//   OboLines -> tags -> ConceptDraft -> OntologyPart
//
// Stanzas other than [Term] are skipped, and so are tags that a Concept has no member for. is_a is the only relation
// between terms that is read.
#include <array>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include "base/blanks.h"
#include "vocabulary/readers/concept_draft.h"
#include "vocabulary/readers/obo_lines.h"
#include "vocabulary/readers/ontology_part.h"
#include "vocabulary/readers/part.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxSynonymTypes = 1000;

class OboReader {
 public:
  OboReader(ByteSource& source, const PartOptions& options)
      : report_(options), lines_(source, options.record_bytes), draft_(report_), ontology_(report_) {}

  VocabularyPart read() {
    while (lines_.next()) {
      report_.check_cancelled();
      read_line();
    }
    finish_term();
    ontology_.set_version(version_);
    return ontology_.finish();
  }

 private:
  enum class Section { header, term, other };
  using ReadTag = void (OboReader::*)(const OboTag&);
  struct TagRow {
    std::string_view name;
    ReadTag read;
  };

  void read_line() {
    if (lines_.cut()) return report_too_long("the line");
    const std::string_view text = lines_.text();
    if (text.empty() || text.front() == '!') return;
    if (text.front() == '[') return begin_stanza(text);
    if (section_ == Section::other || too_large_) return;
    const OboTag tag = split_obo_tag(text);
    if (tag.name.empty()) return left_out("not a tag-value line: " + quoted_input(text));
    if (section_ == Section::header) return read_header(tag);
    stanza_bytes_ += lines_.text().size();
    if (stanza_bytes_ > report_.options().record_bytes) {
      too_large_ = true;
      return report_too_long("the term");
    }
    read_tag(tag);
  }

  void report_too_long(std::string_view what) {
    left_out(std::string(what) + " is over " + std::to_string(report_.options().record_bytes) + " bytes");
  }

  void begin_stanza(std::string_view text) {
    finish_term();
    const std::string_view name = text.substr(0, text.find(']') + 1);
    section_ = name == "[Term]" ? Section::term : Section::other;
    start_ = lines_.position();
    stanza_bytes_ = 0;
    too_large_ = false;
    merged_.clear();
    bad_id_.clear();
    draft_.begin(start_);
    if (text.find(']') == std::string_view::npos) left_out("unterminated stanza name: " + quoted_input(text));
  }

  void finish_term() {
    if (section_ != Section::term || too_large_) return;
    draft_.at(start_);
    if (draft_.id().empty()) {
      return draft_.left_out(bad_id_.empty() ? "the term has no identifier" : "invalid identifier: " + bad_id_);
    }
    Concept term = draft_.finish();
    for (std::string& id : merged_) ontology_.add_alternative(std::move(id), term.id, start_);
    ontology_.add(std::move(term), start_);
  }

  void read_header(const OboTag& tag) {
    if (tag.name == "ontology") ontology_.set_name(tag.value);
    if (tag.name == "data-version") version_ = tag.value;
    // Without a version, the date of the last save serves as one.
    if (tag.name == "date" && version_.empty()) version_ = tag.value;
    if (tag.name == "synonymtypedef" && abbreviations_.size() < kMaxSynonymTypes) {
      const std::string_view type = obo_word(tag.value);
      if (is_abbreviation_type(tag.value)) abbreviations_.emplace(type);
    }
  }

  void read_tag(const OboTag& tag) {
    static constexpr std::array<TagRow, 16> kTags = {{{"synonym", &OboReader::read_synonym},
                                                      {"xref", &OboReader::read_xref},
                                                      {"is_a", &OboReader::read_parent},
                                                      {"id", &OboReader::read_id},
                                                      {"name", &OboReader::read_name},
                                                      {"def", &OboReader::read_definition},
                                                      {"property_value", &OboReader::read_property},
                                                      {"alt_id", &OboReader::read_alternative},
                                                      {"is_obsolete", &OboReader::read_obsolete},
                                                      {"replaced_by", &OboReader::read_replacement},
                                                      {"consider", &OboReader::read_consideration},
                                                      {"exact_synonym", &OboReader::read_synonym},
                                                      {"narrow_synonym", &OboReader::read_synonym},
                                                      {"broad_synonym", &OboReader::read_synonym},
                                                      {"related_synonym", &OboReader::read_synonym},
                                                      {"use_term", &OboReader::read_consideration}}};
    draft_.at(lines_.position());
    for (const TagRow& row : kTags) {
      if (row.name == tag.name) return (this->*row.read)(tag);
    }
  }

  void read_id(const OboTag& tag) {
    if (!draft_.id().empty()) return left_out("second identifier in one term: " + quoted_input(tag.value));
    draft_.set_id(canonical_id(plain(obo_word(tag.value))));
    if (draft_.id().empty()) bad_id_ = quoted_input(tag.value);
  }

  void read_name(const OboTag& tag) { draft_.set_label(plain(tag.value)); }

  void read_definition(const OboTag& tag) {
    const OboQuoted quoted = obo_quoted(tag.value);
    if (quoted.closed) draft_.set_definition(plain(quoted.text));
    else left_out("definition without quotation marks: " + quoted_input(tag.value));
  }

  // synonym: "text" SCOPE TYPE [xrefs]. Older files have the scope in the tag's name, or none, which means RELATED.
  void read_synonym(const OboTag& tag) {
    const OboQuoted quoted = obo_quoted(tag.value);
    if (!quoted.closed) return left_out("synonym without quotation marks: " + quoted_input(tag.value));
    const std::string_view words = quoted.rest.substr(0, quoted.rest.find('['));
    const std::string_view first = obo_word(words);
    std::string_view type = trim_blanks(words.substr(first.size()));
    std::optional<NameScope> scope = name_scope_of(tag.name != "synonym" ? tag.name : first);
    if (tag.name == "synonym" && !scope && !first.empty()) {
      draft_.warn("synonym scope is not EXACT, NARROW, BROAD or RELATED: " + quoted_input(first));
    }
    type = obo_word(type);
    if (scope == NameScope::exact && (abbreviations_.contains(std::string(type)) || is_abbreviation_type(type))) {
      scope = NameScope::abbreviation;
    }
    draft_.add_name(plain(quoted.text), scope.value_or(NameScope::related));
  }

  void read_xref(const OboTag& tag) {
    if (const auto predicate = xref_predicate(tag.modifiers)) {
      draft_.add_mapping(plain(obo_word(tag.value)), *predicate);
    }
  }

  void read_parent(const OboTag& tag) {
    if (tag.value.empty()) left_out("is_a without an identifier");
    else draft_.add_parent(plain(obo_word(tag.value)));
  }

  // property_value: skos:exactMatch MESH:D008180. The value may also be a URL or in quotation marks.
  void read_property(const OboTag& tag) {
    const std::string_view property = obo_word(tag.value);
    const std::string_view rest = trim_blanks(tag.value.substr(property.size()));
    const OboQuoted quoted = obo_quoted(rest);
    const std::string value = plain(quoted.closed ? quoted.text : obo_word(rest));
    if (const auto predicate = mapping_predicate_of(property)) draft_.add_mapping(value, *predicate);
    else if (is_replacement_property(property)) draft_.add_replacement(value);
  }

  void read_alternative(const OboTag& tag) {
    std::string id = canonical_id(plain(obo_word(tag.value)));
    if (id.empty()) left_out("invalid alternative identifier: " + quoted_input(tag.value));
    else merged_.push_back(std::move(id));
  }

  void read_obsolete(const OboTag& tag) { draft_.set_obsolete(tag.value == "true"); }
  void read_replacement(const OboTag& tag) { draft_.add_replacement(plain(obo_word(tag.value))); }
  void read_consideration(const OboTag& tag) { draft_.add_consideration(plain(obo_word(tag.value))); }

  std::string plain(std::string_view written) {
    OboText text = obo_text(written);
    if (text.unknown_escape) draft_.warn("unknown escape, kept as written: " + quoted_input(written));
    return std::move(text.text);
  }

  void left_out(const std::string& message) { report_.left_out(lines_.position(), draft_.id(), message); }

  PartReport report_;
  OboLines lines_;
  ConceptDraft draft_;
  OntologyPart ontology_;
  Section section_ = Section::header;
  RecordPosition start_;
  std::uint64_t stanza_bytes_ = 0;
  bool too_large_ = false;  // skip to the end of the stanza
  std::string version_;
  std::unordered_set<std::string> abbreviations_;
  std::string bad_id_;               // the term's identifier if it is invalid
  std::vector<std::string> merged_;  // alternative ids of the term
};

}  // namespace

VocabularyPart read_obo(ByteSource& source, const PartOptions& options) { return OboReader(source, options).read(); }

}  // namespace il2search
