// Figures of retrieval quality over judged topics, as trec_eval defines them. Pure.
//
//   nDCG@k   Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002, with
//            the discount of Burges et al., "Learning to rank using gradient descent", ICML 2005, and linear gain:
//            DCG = sum over ranks r of grade(r) / log2(r + 1); divided by the DCG of the judged documents in the best
//            order, over the same k ranks
//   AP       Buckley and Voorhees, "Retrieval evaluation with incomplete information", SIGIR 2004: the mean, over all
//            relevant documents of the topic, of the precision at the rank of each; 0 for those not found
//   recall@k Manning, Raghavan and Schütze, "Introduction to Information Retrieval", chapter 8: the share of the
//            relevant documents among the first k
// Each is averaged over the topics that have a relevant document; one without any result counts 0.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace il2search::bench {

// Document id -> grade; grades of 0 and less mean not relevant.
using Judgments = std::map<std::string, int>;

// Ids in order of rank, each once.
using Ranking = std::vector<std::string>;

double ndcg(const Ranking& ranking, const Judgments& judgments, std::size_t depth);
double average_precision(const Ranking& ranking, const Judgments& judgments);
double recall(const Ranking& ranking, const Judgments& judgments, std::size_t depth);

struct Evaluation {
  std::size_t topics = 0;
  double ndcg_10 = 0;
  double map = 0;
  double recall_100 = 0;
};

// Topic -> its ranking; topic -> its judgments. Topics without relevant documents are left out.
Evaluation evaluate(const std::map<std::string, Ranking>& run, const std::map<std::string, Judgments>& judgments);

}  // namespace il2search::bench
