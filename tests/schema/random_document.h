// Documents at random as readers would give them: identifiers and entity ids in their canonical forms, dates that
// exist, spans that end after their start. Any text elsewhere, extra members of every kind.
#pragma once

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <utility>

#include <il2search/document.h>

#include "tests/schema/filled_document.h"

namespace il2search {

class RandomDocuments {
 public:
  explicit RandomDocuments(unsigned seed) : filled_(seed), random_(seed + 1) {}

  Document next() {
    Document document = filled_.next();
    set_identifiers(document);
    for (Entity& entity : document.entities) set_entity(entity);
    for (ExtraMember& member : document.extra) set_extra(member);
    return document;
  }

 private:
  bool one_in(unsigned n) { return random_() % n == 0; }
  std::string digits() { return std::to_string(1 + random_() % 40'000'000); }

  void set_identifiers(Document& document) {
    document.pmid = one_in(2) ? digits() : "";
    document.pmcid = one_in(3) ? "PMC" + digits() : "";
    document.doi = one_in(3) ? "10." + digits() + "/(x)<1>\xc3\xa9" : "";
    document.id = one_in(4) ? "FILE:papers/a b.txt#" + digits() : "PMID:" + digits();
  }

  void set_entity(Entity& entity) {
    static constexpr std::array kIds = {"",          "MESH:D008180", "MONDO:0007915", "NCBIGene:3558",
                                        "CVCL:0030", "DBSNP:rs123"};
    entity.id = kIds[random_() % kIds.size()];
    for (Span& span : entity.spans)
      if (span.end < span.start) std::swap(span.start, span.end);
  }

  // Names of the model, names twice, and values that are JSON, nearly JSON or none.
  void set_extra(ExtraMember& member) {
    static constexpr std::array kNames = {"site", "lab.code", "title", "year", "extra", ""};
    static constexpr std::array kValues = {"1", "1.50", "\"text\"", "[1,2]", "{\"a\":null}", "null", "not json", " 1"};
    if (one_in(4)) return;
    member.name = kNames[random_() % (one_in(2) ? 2 : kNames.size())];
    member.value = kValues[random_() % (one_in(2) ? 5 : kValues.size())];
  }

  test::FilledDocuments filled_;
  std::mt19937 random_;
};

}  // namespace il2search
