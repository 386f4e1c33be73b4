// nDCG, average precision and recall.
#include "bench/retrieval_metrics.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace il2search::bench {
namespace {

// The gain of a document at this rank (from 0).
double discounted(int grade, std::size_t rank) { return grade / std::log2(static_cast<double>(rank) + 2.0); }

int grade_of(const std::string& id, const Judgments& judgments) {
  const auto found = judgments.find(id);
  return found == judgments.end() ? 0 : std::max(found->second, 0);
}

std::vector<int> relevant_grades(const Judgments& judgments) {
  std::vector<int> grades;
  for (const auto& [id, grade] : judgments) {
    if (grade > 0) grades.push_back(grade);
  }
  std::sort(grades.begin(), grades.end(), std::greater<>());
  return grades;
}

}  // namespace

double ndcg(const Ranking& ranking, const Judgments& judgments, std::size_t depth) {
  const std::vector<int> best = relevant_grades(judgments);
  double ideal = 0;
  for (std::size_t rank = 0; rank < std::min(depth, best.size()); ++rank) ideal += discounted(best[rank], rank);
  if (ideal <= 0) return 0;
  double gained = 0;
  for (std::size_t rank = 0; rank < std::min(depth, ranking.size()); ++rank) {
    gained += discounted(grade_of(ranking[rank], judgments), rank);
  }
  return gained / ideal;
}

double average_precision(const Ranking& ranking, const Judgments& judgments) {
  const std::size_t relevant = relevant_grades(judgments).size();
  if (relevant == 0) return 0;
  double sum = 0;
  std::size_t found = 0;
  for (std::size_t rank = 0; rank < ranking.size(); ++rank) {
    if (grade_of(ranking[rank], judgments) == 0) continue;
    sum += static_cast<double>(++found) / static_cast<double>(rank + 1);
  }
  return sum / static_cast<double>(relevant);
}

double recall(const Ranking& ranking, const Judgments& judgments, std::size_t depth) {
  const std::size_t relevant = relevant_grades(judgments).size();
  if (relevant == 0) return 0;
  const auto end = ranking.begin() + static_cast<std::ptrdiff_t>(std::min(depth, ranking.size()));
  const auto found = std::count_if(ranking.begin(), end, [&](const auto& id) { return grade_of(id, judgments) > 0; });
  return static_cast<double>(found) / static_cast<double>(relevant);
}

Evaluation evaluate(const std::map<std::string, Ranking>& run, const std::map<std::string, Judgments>& judgments) {
  Evaluation sum;
  const Ranking nothing;
  for (const auto& [topic, judged] : judgments) {
    if (relevant_grades(judged).empty()) continue;
    const auto found = run.find(topic);
    const Ranking& ranking = found == run.end() ? nothing : found->second;
    ++sum.topics;
    sum.ndcg_10 += ndcg(ranking, judged, 10);
    sum.map += average_precision(ranking, judged);
    sum.recall_100 += recall(ranking, judged, 100);
  }
  const auto topics = static_cast<double>(std::max<std::size_t>(sum.topics, 1));
  return {sum.topics, sum.ndcg_10 / topics, sum.map / topics, sum.recall_100 / topics};
}

}  // namespace il2search::bench
