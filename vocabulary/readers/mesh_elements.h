// The element names of MeSH's XML that carry something, as an enum: names are compared once, here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace il2search {

// clang-format off
enum class MeshElement : std::uint8_t {
  other,  // lists, which say nothing, and everything that is not read
  abbreviation, concept_1_ui, concept_2_ui, concept_record, concept_relation, concept_ui, descriptor_name,
  descriptor_record, descriptor_record_set, descriptor_referred_to, descriptor_ui, heading_mapped_to, note,
  qualifier_name, qualifier_record, qualifier_record_set, qualifier_ui, scope_note, string, supplemental_record,
  supplemental_record_name, supplemental_record_set, supplemental_record_ui, term, tree_number
};
// clang-format on

// Cost: some thirty comparisons of lengths.
MeshElement mesh_element(std::string_view name) noexcept;

// Whether the text inside the element is its value.
bool holds_mesh_text(MeshElement element) noexcept;

// The open elements. Depths are bounded by the parser's cap.
class MeshPath {
 public:
  void push(MeshElement element) { open_.push_back(element); }
  void pop() { open_.pop_back(); }
  std::size_t depth() const { return open_.size(); }
  // 0: the innermost element, 1: the one around it; `other` outside of the root.
  MeshElement up(std::size_t levels) const {
    return levels < open_.size() ? open_[open_.size() - 1 - levels] : MeshElement::other;
  }

 private:
  std::vector<MeshElement> open_;
};

}  // namespace il2search
