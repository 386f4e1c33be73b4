#include "bench/pubtator_gold.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/byte_source.h"

namespace il2search::bench {
namespace {

std::string read_all(const std::string& path) {
  const auto source = open_source(path);
  std::string all;
  std::string buffer(1 << 16, '\0');
  while (const std::size_t n = source->read(buffer.data(), buffer.size())) all.append(buffer, 0, n);
  return all;
}

// The collections' names of the types.
EntityType type_of(std::string_view word) {
  if (word == "Chemical" || word == "ChemicalEntity") return EntityType::chemical;
  if (word == "Gene" || word == "GeneOrGeneProduct") return EntityType::gene;
  constexpr std::array<std::string_view, 6> kDiseases = {
      "Disease", "DiseaseOrPhenotypicFeature", "SpecificDisease", "DiseaseClass", "Modifier", "CompositeMention"};
  return std::find(kDiseases.begin(), kDiseases.end(), word) != kDiseases.end() ? EntityType::disease
                                                                                : EntityType::other;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> pieces;
  for (;;) {
    const std::size_t at = text.find_first_of(separators);
    pieces.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return pieces;
    text.remove_prefix(at + 1);
  }
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\r')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

std::string curie(std::string_view id, EntityType type) {
  if (id.empty() || id.starts_with('-')) return {};
  if (id.find(':') != std::string_view::npos) return std::string(id);
  return (type == EntityType::gene ? "NCBIGene:" : "MESH:") + std::string(id);
}

void add_annotation(std::string_view line, EntityType type, GoldDocument& document) {
  const auto columns = split(line, "\t");
  if (columns.size() < 6 || type_of(columns[4]) != type) return;
  for (const std::string_view piece : split(columns[5], "|+,;")) {
    const std::string id = curie(without_blanks(piece), type);
    if (!id.empty()) document.ids.emplace(id, std::string(columns[3]));
  }
}

}  // namespace

GoldSet read_gold(const std::string& name, EntityType type, const std::string& path) {
  GoldSet set{name, type, {}};
  const std::string all = read_all(path);
  for (const std::string_view line : split(all, "\n")) {
    const std::size_t mark = line.find_first_of("|\t");
    if (mark == std::string_view::npos) continue;
    const std::string_view rest = without_blanks(line.substr(mark));
    if (rest.starts_with("|t|")) set.documents.push_back({std::string(rest.substr(3)), {}});
    else if (set.documents.empty()) continue;
    else if (rest.starts_with("|a|")) set.documents.back().text.append("\n").append(rest.substr(3));
    else add_annotation(line, type, set.documents.back());
  }
  return set;
}

}  // namespace il2search::bench
