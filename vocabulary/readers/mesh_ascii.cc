// read_mesh_ascii(): MeSH's ASCII files d*.bin, c*.bin and q*.bin. Lines -> fields -> records -> VocabularyPart.
//
//   *NEWRECORD
//   RECTYPE = D            D descriptor, C supplementary, Q qualifier
//   MH = Calcimycin        the name; NM in c files, SH in q files
//   ENTRY = A-23187|T109|T195|LAB|NRW|NLM (1991)|900308|abbcdef
//   UI = D000001
//
// The last item of an entry has one letter for each item before it: a for the name, c for its lexical tag, d for its
// relation to the preferred concept of the record. Entries without items are spelling variants; they count as exact.
// Left out on purpose, as in the XML reader: registry numbers, chemical names of CAS (N1), indexing hints, qualifiers of headings.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/blanks.h"
#include "vocabulary/readers/mesh_part.h"
#include "vocabulary/readers/mesh_types.h"
#include "vocabulary/readers/part.h"
#include "vocabulary/readers/part_lines.h"
#include "vocabulary/readers/part_report.h"

namespace il2search {
namespace {

enum class AsciiField : std::uint8_t {
  other,
  kind,
  label,
  ui,
  tree,
  entry,
  abbreviation,
  definition,
  heading,
  semantics
};

struct AsciiKey {
  std::string_view key;
  AsciiField field;
};

constexpr AsciiKey kAsciiKeys[] = {
    {"ENTRY", AsciiField::entry},   {"PRINT ENTRY", AsciiField::entry},
    {"SY", AsciiField::entry},      {"QX", AsciiField::entry},
    {"UI", AsciiField::ui},         {"MH", AsciiField::label},
    {"NM", AsciiField::label},      {"SH", AsciiField::label},
    {"MN", AsciiField::tree},       {"TN", AsciiField::tree},
    {"MS", AsciiField::definition}, {"NO", AsciiField::definition},
    {"HM", AsciiField::heading},    {"ST", AsciiField::semantics},
    {"RECTYPE", AsciiField::kind},  {"QA", AsciiField::abbreviation},
};

AsciiField ascii_field(std::string_view key) {
  for (const AsciiKey& row : kAsciiKeys) {
    if (row.key == key) return row.field;
  }
  return AsciiField::other;
}

bool is_ascii_key(std::string_view key) {
  const auto may_occur = [](char c) { return ascii::is_upper(c) || ascii::is_digit(c) || c == '_' || c == ' '; };
  return !key.empty() && std::all_of(key.begin(), key.end(), may_occur);
}

std::optional<MeshKind> kind_of_letter(std::string_view letter) {
  if (letter == "D") return MeshKind::descriptor;
  if (letter == "C") return MeshKind::supplementary;
  if (letter == "Q") return MeshKind::qualifier;
  return std::nullopt;
}

// The item that a letter of `codes` (entry_codes()) marks; empty without that letter.
std::string_view entry_item(std::string_view entry, std::string_view codes, char letter) {
  std::size_t skip = codes.find(letter);
  if (skip == std::string_view::npos) return {};
  for (; skip > 0; --skip) entry.remove_prefix(entry.find('|') + 1);
  return trim_blanks(entry.substr(0, entry.find('|')));
}

// The letters after the last bar if there is one for each item before it; otherwise empty.
std::string_view entry_codes(std::string_view entry) {
  const std::string_view codes = entry.substr(entry.rfind('|') + 1);
  const auto bars = static_cast<std::size_t>(std::count(entry.begin(), entry.end(), '|'));
  const bool are_letters = std::all_of(codes.begin(), codes.end(), ascii::is_lower);
  return bars > 0 && codes.size() == bars && are_letters ? codes : std::string_view{};
}

ConceptName name_of_entry(std::string_view entry) {
  const std::string_view codes = entry_codes(entry);
  const std::string_view relation = entry_item(entry, codes, 'd');
  NameScope scope = relation.empty() ? NameScope::exact : mesh_relation_scope(relation);
  if (scope == NameScope::exact && is_mesh_abbreviation(entry_item(entry, codes, 'c'))) scope = NameScope::abbreviation;
  return {squeeze_blanks(entry.substr(0, entry.find('|'))), scope};
}

// "*Benzilates/*metabolism" -> "name:Benzilates". Names of headings have no slash.
std::string heading_by_name(std::string_view value) {
  if (value.starts_with('*')) value.remove_prefix(1);
  return std::string(kHeadingByName) + squeeze_blanks(value.substr(0, value.find('/')));
}

class MeshAsciiReader {
 public:
  MeshAsciiReader(ByteSource& source, const PartOptions& options)
      : report_(options), builder_(report_), lines_(source, report_, LineEncoding::windows_1252_fallback) {}

  VocabularyPart read() {
    while (lines_.next()) {
      if (lines_.trimmed() == "*NEWRECORD") {
        end_record();
        begin_record();
      } else if (!in_record_) {
        report_.left_out(lines_.position(), "", "line before the first *NEWRECORD");
      } else if (!skipping_) {
        read_line(lines_.trimmed());
      }
    }
    end_record();
    return builder_.finish();
  }

 private:
  void begin_record() {
    in_record_ = true;
    skipping_ = false;
    position_ = lines_.position();
    bytes_ = 0;
    letter_.clear();
    semantic_types_.clear();
    record_ = {};
  }

  void read_line(std::string_view line) {
    bytes_ += line.size() + 1;
    if (bytes_ > report_.options().record_bytes) {
      report_.left_out(position_, id(),
                       "the record is over " + std::to_string(report_.options().record_bytes) + " bytes");
      skipping_ = true;
      record_ = {};
      return;
    }
    const std::size_t equals = line.find('=');
    const std::string_view key = trim_blanks(line.substr(0, equals));
    if (equals == std::string_view::npos || !is_ascii_key(key))
      return report_.warn(lines_.position(), id(),
                          "not a line of the form KEY = value, left out: " + quoted_input(line));
    const std::string_view value = trim_blanks(line.substr(equals + 1));
    if (!value.empty()) set_field(ascii_field(key), value);
  }

  void set_field(AsciiField field, std::string_view value) {
    switch (field) {
      case AsciiField::other: break;
      case AsciiField::kind: letter_ = value; break;
      case AsciiField::label: record_.label = squeeze_blanks(value); break;
      case AsciiField::ui: record_.ui = value; break;
      case AsciiField::tree: record_.tree_numbers.emplace_back(value); break;
      case AsciiField::entry: record_.names.push_back(name_of_entry(value)); break;
      case AsciiField::abbreviation: record_.names.push_back({std::string(value), NameScope::abbreviation}); break;
      case AsciiField::definition: record_.definition = squeeze_blanks(value); break;
      case AsciiField::heading: record_.mapped_to.push_back(heading_by_name(value)); break;
      case AsciiField::semantics: semantic_types_.emplace_back(value); break;
    }
  }

  void end_record() {
    if (!in_record_ || skipping_) return;
    const std::optional<MeshKind> kind = kind_of_letter(letter_);
    if (!kind) return report_.left_out(position_, id(), "the record's RECTYPE is not D, C or Q");
    if (!kind_) {
      kind_ = kind;
      builder_.begin(*kind, mesh_file_year(report_.options()));
    }
    if (*kind != *kind_)
      return report_.left_out(position_, id(), "the record's RECTYPE differs from that of the first record");
    if (*kind == MeshKind::supplementary) record_.type = mesh_semantic_type(semantic_types_);
    builder_.add(std::exchange(record_, {}), position_);
  }

  std::string id() const { return record_.ui.empty() ? "" : "MESH:" + record_.ui; }

  PartReport report_;
  MeshPartBuilder builder_;
  PartLines lines_;
  std::optional<MeshKind> kind_;  // of the first record, and so of the file

  bool in_record_ = false;
  bool skipping_ = false;    // up to the end of the record
  RecordPosition position_;  // of the record's first line
  std::uint64_t bytes_ = 0;
  std::string letter_;
  std::vector<std::string> semantic_types_;
  MeshRecord record_;
};

}  // namespace

VocabularyPart read_mesh_ascii(ByteSource& source, const PartOptions& options) {
  return MeshAsciiReader(source, options).read();
}

}  // namespace il2search
