// RankedSource: a ranked query as one posting source for Xapian's matcher.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "query/budget.h"
#include "query/match/sources.h"
#include "query/ranked/evaluator.h"
#include "query/ranked/ranked_query.h"

namespace il2search::plan {

// Gives the matcher only documents that can reach the score it asks for, deleted ones left out.
class RankedSource final : public SegmentSource {
 public:
  RankedSource(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const RankedQuery> query, Budget& budget)
      : SegmentSource(std::move(snapshot)), query_(std::move(query)), budget_(&budget) {}
  void init(const Xapian::Database& segment) override;
  double get_weight() const override { return score_; }
  Xapian::doccount get_termfreq_min() const override { return documents_.least; }
  Xapian::doccount get_termfreq_est() const override { return documents_.estimate; }
  Xapian::doccount get_termfreq_max() const override { return documents_.most; }
  std::string get_description() const override { return "ranked query"; }
  PostingSource* clone() const override;

 protected:
  Xapian::docid first_from(Xapian::docid docid) override;

 private:
  SegmentClauses clauses_of_segment() const;
  void add_conditions(SegmentClauses& clauses) const;

  std::shared_ptr<const RankedQuery> query_;
  Budget* budget_;
  DocumentBounds documents_;
  std::unique_ptr<Evaluator> evaluator_;
  double score_ = 0;
};

}  // namespace il2search::plan
