// Queries drawn from the records themselves, by class, so that every query has matches. The syntax is what the query
// language and Xapian's QueryParser share.
//
//   term-rare, term-common   one word, in 0.02 to 0.2 % or in 5 to 60 % of the records
//   and-2, and-3             common words with one of 0.5 to 3 %
//   or-2, or-5               the same, with rare words among the five
//   phrase-2, phrase-3       words that follow each other in some abstract
//   mesh-filter              a common word under a heading of at least 0.5 %
#pragma once

#include <string>
#include <vector>

#include "bench/plain_xapian.h"

namespace il2search::bench {

struct SampleQuery {
  std::string name;  // of its class
  std::string text;
};

// The same records give the same queries. Throws std::runtime_error if a class has no words; a thousand records or more
// have words of every class.
std::vector<SampleQuery> sample_queries(const std::vector<PlainRecord>& records, unsigned per_class);

}  // namespace il2search::bench
