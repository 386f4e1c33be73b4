// Tree numbers, classes and semantic types -> EntityType.
#include "vocabulary/readers/mesh_types.h"

#include <algorithm>
#include <cstddef>

#include "base/ascii.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxTreeNumberBytes = 100;  // the deepest real one has 55
constexpr std::size_t kMaxUiDigits = 12;

struct TypedTree {
  std::string_view tree;
  EntityType type;
};

// In order of precedence: A11.251 are the cell lines among the cells of A11, which belong to the anatomy of A.
constexpr TypedTree kTypedTrees[] = {
    {"C", EntityType::disease},         {"F03", EntityType::disease},   {"D", EntityType::chemical},
    {"A11.251", EntityType::cell_line}, {"A11", EntityType::cell_type}, {"B", EntityType::species},
    {"A", EntityType::anatomy},         {"E", EntityType::procedure},   {"V", EntityType::publication_type},
};

struct TypedSemantics {
  std::string_view semantic_type;
  EntityType type;
};

// The UMLS semantic types of supplementary records; those not listed are substances.
constexpr TypedSemantics kTypedSemantics[] = {
    {"T019", EntityType::disease},   {"T033", EntityType::disease},   {"T037", EntityType::disease},
    {"T046", EntityType::disease},   {"T047", EntityType::disease},   {"T048", EntityType::disease},
    {"T049", EntityType::disease},   {"T050", EntityType::disease},   {"T184", EntityType::disease},
    {"T190", EntityType::disease},   {"T191", EntityType::disease},   {"T001", EntityType::species},
    {"T002", EntityType::species},   {"T004", EntityType::species},   {"T005", EntityType::species},
    {"T007", EntityType::species},   {"T008", EntityType::species},   {"T010", EntityType::species},
    {"T011", EntityType::species},   {"T012", EntityType::species},   {"T013", EntityType::species},
    {"T014", EntityType::species},   {"T015", EntityType::species},   {"T194", EntityType::species},
    {"T204", EntityType::species},   {"T017", EntityType::anatomy},   {"T018", EntityType::anatomy},
    {"T022", EntityType::anatomy},   {"T023", EntityType::anatomy},   {"T024", EntityType::anatomy},
    {"T029", EntityType::anatomy},   {"T030", EntityType::anatomy},   {"T058", EntityType::procedure},
    {"T059", EntityType::procedure}, {"T060", EntityType::procedure}, {"T061", EntityType::procedure},
    {"T063", EntityType::procedure}, {"T016", EntityType::other},     {"T096", EntityType::other},
    {"T098", EntityType::other},
};

bool is_in_tree(std::string_view tree_number, std::string_view tree) {
  if (!tree_number.starts_with(tree)) return false;
  return tree.size() == 1 || tree_number.size() == tree.size() || tree_number[tree.size()] == '.';
}

bool is_number_of(std::string_view text, std::size_t least_digits, std::size_t most_digits) {
  return text.size() >= least_digits && text.size() <= most_digits && ascii::is_number(text);
}

}  // namespace

EntityType mesh_type(const std::vector<std::string>& tree_numbers) {
  for (const TypedTree& row : kTypedTrees) {
    const bool found = std::any_of(tree_numbers.begin(), tree_numbers.end(),
                                   [&](const std::string& number) { return is_in_tree(number, row.tree); });
    if (found) return row.type;
  }
  return EntityType::other;
}

EntityType mesh_class_type(std::string_view scr_class) {
  if (scr_class.empty() || scr_class == "1") return EntityType::chemical;
  if (scr_class == "2") return EntityType::procedure;
  if (scr_class == "3") return EntityType::disease;
  if (scr_class == "4") return EntityType::species;
  if (scr_class == "6") return EntityType::anatomy;
  return EntityType::other;  // "5": groups of people
}

EntityType mesh_semantic_type(const std::vector<std::string>& semantic_types) {
  for (const TypedSemantics& row : kTypedSemantics) {
    if (std::find(semantic_types.begin(), semantic_types.end(), row.semantic_type) != semantic_types.end())
      return row.type;
  }
  return EntityType::chemical;
}

NameScope mesh_relation_scope(std::string_view relation) noexcept {
  if (relation == "EQV") return NameScope::exact;
  if (relation == "NRW") return NameScope::narrow;
  if (relation == "BRD") return NameScope::broad;
  return NameScope::related;
}

NameScope inverse_mesh_scope(NameScope scope) noexcept {
  if (scope == NameScope::narrow) return NameScope::broad;
  if (scope == NameScope::broad) return NameScope::narrow;
  return scope;
}

bool is_mesh_abbreviation(std::string_view lexical_tag) noexcept {
  return lexical_tag == "ABB" || lexical_tag == "ABX" || lexical_tag == "ACR" || lexical_tag == "ACX";
}

bool is_mesh_tree_number(std::string_view text) noexcept {
  if (text.empty() || text.size() > kMaxTreeNumberBytes || !ascii::is_upper(text[0])) return false;
  if (text.size() == 1) return true;
  if (!is_number_of(text.substr(1, 2), 2, 2)) return false;
  for (text.remove_prefix(3); !text.empty();) {
    const std::string_view group = text.substr(1, text.find('.', 1) - 1);
    if (text[0] != '.' || !is_number_of(group, 2, 3)) return false;
    text.remove_prefix(1 + group.size());
  }
  return true;
}

bool is_mesh_ui(std::string_view text) noexcept {
  return !text.empty() && std::string_view("DCQ").find(text[0]) != std::string_view::npos &&
         is_number_of(text.substr(1), 1, kMaxUiDigits);
}

std::string mesh_year(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    while (at < text.size() && ascii::is_digit(text[at])) ++at;
    const std::string_view number = text.substr(start, at - start);
    const bool is_date = number.size() == 4 || number.size() == 6 || number.size() == 8;
    if (is_date && (number.starts_with("19") || number.starts_with("20"))) return std::string(number.substr(0, 4));
    if (number.empty()) ++at;
  }
  return {};
}

}  // namespace il2search
