// Where a record comes from, and which of two sources is the later one.
//
// The later source is the one with the higher NLM file number if both have one, otherwise the one with the higher ledger
// number. Ledger numbers are given at the first application of a file and never change, so a file keeps its place however
// often it is applied again, and a record that a later file deleted stays deleted.
#pragma once

#include <cstdint>
#include <string_view>

namespace il2search {

// The number of a file of NLM, from its name: pubmed26n1335.xml.gz -> 202601335, medline16n0902.xml -> 201600902; 0 for
// any other name. A path may precede the name.
std::uint32_t nlm_file_number(std::string_view name);

struct Origin {
  std::uint32_t nlm_file = 0;  // nlm_file_number() of the input file: decides which of two records wins
  std::uint32_t source = 0;    // number of the input file in the ledger; 0: added by a program, later than all files
};

bool is_later(const Origin& a, const Origin& b);

}  // namespace il2search
