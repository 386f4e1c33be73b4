// read_sssom(): a mapping set as an SSSOM table, tab- or comma-separated -> VocabularyPart "sssom-<name of the set>".
//
// The lines with "#" before the header are YAML, of which the set's name and version and the map of prefixes are read.
#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/ascii.h"
#include "base/blanks.h"
#include "vocabulary/readers/concept_draft.h"
#include "vocabulary/readers/ontology_part.h"
#include "vocabulary/readers/part.h"
#include "vocabulary/readers/table_rows.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxPrefixes = 10000;
constexpr std::size_t kMaxReasons = 20;

// A line "key: value" of the YAML, and its indentation.
struct YamlLine {
  std::size_t indent = 0;
  std::string_view key;
  std::string_view value;
};

std::string_view without_yaml_quotes(std::string_view text) {
  const bool quoted = text.size() >= 2 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0];
  return quoted ? text.substr(1, text.size() - 2) : text;
}

YamlLine yaml_line(std::string_view comment) {
  YamlLine line;
  line.indent = std::min(comment.find_first_not_of(' '), comment.size());
  // Spreadsheets fill comment lines with separators.
  comment = trim_blanks(comment.substr(0, comment.find_last_not_of(",\t ") + 1));
  std::size_t colon = comment.find(':');
  while (colon != std::string_view::npos && colon + 1 < comment.size() && comment[colon + 1] != ' ')
    colon = comment.find(':', colon + 1);
  if (colon == std::string_view::npos) return line;
  line.key = without_yaml_quotes(trim_blanks(comment.substr(0, colon)));
  line.value = without_yaml_quotes(trim_blanks(comment.substr(colon + 1)));
  return line;
}

// "mondo_exactmatch_mesh" for ".../mappings/mondo_exactmatch_mesh.sssom.tsv".
std::string set_name_of(std::string_view url) {
  url = trim_blanks(url);
  while (url.ends_with('/')) url.remove_suffix(1);
  url.remove_prefix(url.find_last_of("/#") + 1);
  for (const std::string_view ending : {".gz", ".tsv", ".csv", ".sssom"}) {
    if (url.ends_with(ending)) url.remove_suffix(ending.size());
  }
  return url.empty() ? std::string() : part_name_of(url);
}

class SssomReader {
 public:
  SssomReader(ByteSource& source, const PartOptions& options) : report_(options), rows_(source, report_) {}

  VocabularyPart read() {
    read_metadata();
    if (!rows_.read_header({'\0', true})) report_.broken("the mapping set has no header line");
    subject_ = rows_.column("subject_id");
    predicate_ = rows_.column("predicate_id");
    object_ = rows_.column("object_id");
    modifier_ = rows_.column("predicate_modifier");
    if (subject_ == TableRows::npos || predicate_ == TableRows::npos || object_ == TableRows::npos) {
      report_.broken("the mapping set lacks the columns subject_id, predicate_id and object_id");
    }
    while (rows_.next()) read_row();
    return finish();
  }

 private:
  void read_metadata() {
    bool in_map = false;
    std::size_t map_indent = 0;
    while (rows_.next_comment()) {
      const YamlLine line = yaml_line(rows_.comment());
      if (in_map && line.indent > map_indent) {
        if (!line.key.empty() && prefixes_.size() < kMaxPrefixes) prefixes_.emplace(line.key, line.value);
        continue;
      }
      in_map = line.key == "curie_map";
      map_indent = line.indent;
      if (line.key == "mapping_set_id") name_ = set_name_of(line.value);
      if (line.key == "mapping_set_version") part_.version = release_of(line.value);
    }
  }

  void read_row() {
    const std::string_view predicate = trim_blanks(rows_.at(predicate_));
    if (ascii::equals_ignoring_case(trim_blanks(rows_.at(modifier_)), "Not")) return count("negated mappings");
    const auto known = mapping_predicate_of(predicate);
    if (!known) return count("rows with the predicate " + quoted_input(predicate));
    const std::string_view object = trim_blanks(rows_.at(object_));
    if (object == "sssom:NoTermFound") return count("rows without an object");
    MappingRow row{resolve(rows_.at(subject_)), *known, resolve(object)};
    if (row.subject.empty()) return report_invalid("subject", rows_.at(subject_));
    if (row.object.empty()) return report_invalid("object", object);
    // Sets have one row for each justification of a mapping.
    if (seen_.insert(row.subject + ' ' + to_string(row.predicate) + ' ' + row.object).second) {
      part_.mappings.push_back(std::move(row));
    }
  }

  // The set's own meaning of a prefix has precedence over the usual one.
  std::string resolve(std::string_view text) const {
    text = trim_blanks(text);
    const std::string_view prefix = prefix_of_curie(text);
    const auto found = prefixes_.find(std::string(prefix));
    if (found != prefixes_.end()) {
      std::string id = canonical_id(found->second + std::string(text.substr(prefix.size() + 1)));
      if (!id.empty()) return id;
    }
    return canonical_id(text);
  }

  void report_invalid(std::string_view what, std::string_view text) const {
    report_.left_out(rows_.position(), "", "invalid " + std::string(what) + " identifier: " + quoted_input(text));
  }

  void count(const std::string& reason) {
    const bool is_listed = reasons_.size() < kMaxReasons || reasons_.contains(reason);
    ++reasons_[is_listed ? reason : "rows with other predicates"];
  }

  VocabularyPart finish() {
    for (const auto& [reason, number] : reasons_)
      report_.warn({}, "", std::to_string(number) + " " + reason + " were left out");
    if (part_.mappings.empty()) report_.broken("the file has no mappings");
    if (name_.empty()) name_ = set_name_of(report_.options().file);
    part_.name = "sssom-" + name_;
    return std::move(part_);
  }

  PartReport report_;
  TableRows rows_;
  VocabularyPart part_;
  std::string name_;
  std::unordered_map<std::string, std::string> prefixes_;
  std::unordered_set<std::string> seen_;
  std::map<std::string, std::size_t> reasons_;
  std::size_t subject_ = 0;
  std::size_t predicate_ = 0;
  std::size_t object_ = 0;
  std::size_t modifier_ = 0;
};

}  // namespace

VocabularyPart read_sssom(ByteSource& source, const PartOptions& options) {
  return SssomReader(source, options).read();
}

}  // namespace il2search
