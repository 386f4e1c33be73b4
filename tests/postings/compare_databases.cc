#include "tests/postings/compare_databases.h"

#include <random>

#include <xapian.h>

namespace il2search::test {
namespace {

constexpr std::size_t kMostLines = 20;
constexpr unsigned kSlots = 310;

class Comparison {
 public:
  Comparison(const std::string& a, const std::string& b) : a_(a), b_(b) {}

  std::vector<std::string> run(std::uint32_t query_seed) {
    compare_statistics();
    compare_terms();
    for (unsigned slot = 0; slot < kSlots; ++slot) compare_slot(slot);
    compare_queries(query_seed);
    return std::move(lines_);
  }

 private:
  template <class T> void same(const std::string& what, const T& x, const T& y) {
    if (x == y || lines_.size() >= kMostLines) return;
    if constexpr (std::is_arithmetic_v<T>)
      lines_.push_back(what + ": " + std::to_string(x) + " and " + std::to_string(y));
    else lines_.push_back(what);
  }

  void compare_statistics() {
    same("documents", a_.get_doccount(), b_.get_doccount());
    same("last docid", a_.get_lastdocid(), b_.get_lastdocid());
    same("total length", a_.get_total_length(), b_.get_total_length());
    same("shortest document", a_.get_doclength_lower_bound(), b_.get_doclength_lower_bound());
    same("longest document", a_.get_doclength_upper_bound(), b_.get_doclength_upper_bound());
    for (Xapian::docid docid = 1; docid <= std::min(a_.get_lastdocid(), b_.get_lastdocid()); ++docid)
      same("length of " + std::to_string(docid), a_.get_doclength(docid), b_.get_doclength(docid));
  }

  void compare_terms() {
    auto x = a_.allterms_begin();
    auto y = b_.allterms_begin();
    for (; x != a_.allterms_end() && y != b_.allterms_end(); ++x, ++y) {
      same("term " + *x + " and " + *y, *x, *y);
      if (*x != *y) return;
      terms_.push_back(*x);
      compare_postings(*x);
    }
    same("number of terms", x == a_.allterms_end(), y == b_.allterms_end());
  }

  void compare_postings(const std::string& term) {
    same("documents of " + term, a_.get_termfreq(term), b_.get_termfreq(term));
    same("occurrences of " + term, a_.get_collection_freq(term), b_.get_collection_freq(term));
    same("bound of the frequency of " + term, a_.get_wdf_upper_bound(term), b_.get_wdf_upper_bound(term));
    auto x = a_.postlist_begin(term);
    auto y = b_.postlist_begin(term);
    for (; x != a_.postlist_end(term) && y != b_.postlist_end(term); ++x, ++y) {
      same("docid of " + term, *x, *y);
      same("frequency of " + term, x.get_wdf(), y.get_wdf());
    }
    same("end of " + term, x == a_.postlist_end(term), y == b_.postlist_end(term));
    compare_skips(term);
  }

  void compare_skips(const std::string& term) {
    auto x = a_.postlist_begin(term);
    auto y = b_.postlist_begin(term);
    for (Xapian::docid docid = 2; docid <= a_.get_lastdocid(); docid += 1 + docid / 3) {
      x.skip_to(docid);
      y.skip_to(docid);
      const bool at_end = x == a_.postlist_end(term);
      same("end after a skip in " + term, at_end, y == b_.postlist_end(term));
      if (at_end || y == b_.postlist_end(term)) return;
      same("docid after a skip in " + term, *x, *y);
    }
  }

  void compare_slot(unsigned slot) {
    const std::string name = " of slot " + std::to_string(slot);
    same("number of values" + name, a_.get_value_freq(slot), b_.get_value_freq(slot));
    same("lowest value" + name, a_.get_value_lower_bound(slot), b_.get_value_lower_bound(slot));
    same("highest value" + name, a_.get_value_upper_bound(slot), b_.get_value_upper_bound(slot));
    auto x = a_.valuestream_begin(slot);
    auto y = b_.valuestream_begin(slot);
    for (; x != a_.valuestream_end(slot) && y != b_.valuestream_end(slot); ++x, ++y) {
      same("docid" + name, x.get_docid(), y.get_docid());
      same("value" + name, *x, *y);
    }
    same("end" + name, x == a_.valuestream_end(slot), y == b_.valuestream_end(slot));
    for (Xapian::docid docid = 1; docid <= a_.get_lastdocid() && docid <= b_.get_lastdocid(); docid += 7)
      same("value by docid" + name, a_.get_document(docid, Xapian::DOC_ASSUME_VALID).get_value(slot),
           b_.get_document(docid, Xapian::DOC_ASSUME_VALID).get_value(slot));
  }

  void compare_queries(std::uint32_t seed) {
    if (terms_.empty()) return;
    std::mt19937 random(seed);
    for (int i = 0; i < 40; ++i) {
      std::vector<std::string> words;
      for (std::size_t n = 1 + random() % 4; n > 0; --n) words.push_back(terms_[random() % terms_.size()]);
      const Xapian::Query query(i % 3 == 0 ? Xapian::Query::OP_AND : Xapian::Query::OP_OR, words.begin(), words.end());
      compare_hits(query, i % 4 == 0 ? 10'000 : 10);
    }
  }

  void compare_hits(const Xapian::Query& query, Xapian::doccount most) {
    Xapian::MSet hits[2];
    for (int i = 0; i < 2; ++i) {
      Xapian::Enquire enquire(i == 0 ? a_ : b_);
      enquire.set_query(query);
      enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 1, 0.75, 0.5));
      hits[i] = enquire.get_mset(0, most);
    }
    same("number of hits of " + query.get_description(), hits[0].size(), hits[1].size());
    for (Xapian::doccount i = 0; i < std::min(hits[0].size(), hits[1].size()); ++i) {
      same("hit of " + query.get_description(), *hits[0][i], *hits[1][i]);
      same("weight of a hit of " + query.get_description(), hits[0][i].get_weight(), hits[1][i].get_weight());
    }
  }

  Xapian::Database a_;
  Xapian::Database b_;
  std::vector<std::string> terms_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> differences(const std::string& folder, const std::string& other_folder,
                                     std::uint32_t query_seed) {
  return Comparison(folder, other_folder).run(query_seed);
}

}  // namespace il2search::test
