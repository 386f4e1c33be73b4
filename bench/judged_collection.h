// A judged collection on disk: documents (JSON lines), topics (number <tab> text) and judgments (TREC qrels: topic,
// unused, document, grade, separated by blanks).
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "bench/retrieval_metrics.h"

namespace il2search::bench {

struct JudgedCollection {
  std::string corpus;                                       // path
  std::vector<std::pair<std::string, std::string>> topics;  // number, text
  std::map<std::string, Judgments> judgments;               // by topic
};

// Throws std::runtime_error for a missing file or a malformed line.
JudgedCollection read_collection(const std::string& corpus, const std::string& topics, const std::string& qrels);

}  // namespace il2search::bench
