#include "tests/postings/compare_databases.h"

#include <algorithm>

#include <xapian.h>

#include "storage/posting_file.h"

namespace il2search::test {
namespace {

constexpr std::size_t kMostLines = 20;
constexpr unsigned kSlots = 310;

class Comparison {
 public:
  Comparison(const std::string& segment, const std::string& xapian)
      : postings_(segment + kPostings), a_(segment), b_(xapian) {}

  std::vector<std::string> run() {
    compare_lengths();
    compare_terms();
    for (unsigned slot = 0; slot < kSlots; ++slot) compare_slot(slot);
    return std::move(lines_);
  }

 private:
  template <class T> void same(const std::string& what, const T& x, const T& y) {
    if (x == y || lines_.size() >= kMostLines) return;
    if constexpr (std::is_arithmetic_v<T>)
      lines_.push_back(what + ": " + std::to_string(x) + " and " + std::to_string(y));
    else lines_.push_back(what);
  }

  void compare_lengths() {
    const LengthTotals& totals = postings_.lengths().totals();
    same("documents", totals.documents, b_.get_doccount());
    same("documents with values", a_.get_doccount(), b_.get_doccount());
    same("last docid", a_.get_lastdocid(), b_.get_lastdocid());
    same("words", totals.words, b_.get_total_length());
    for (Xapian::docid docid = 1; docid <= std::min(totals.documents, b_.get_lastdocid()); ++docid)
      same("length of " + std::to_string(docid), postings_.lengths().of(docid), b_.get_doclength(docid));
  }

  void compare_terms() {
    SortedTable::Cursor x(postings_.terms());
    auto y = b_.allterms_begin();
    for (; !x.at_end() && y != b_.allterms_end(); x.next(), ++y) {
      same("term " + x.key() + " and " + *y, x.key(), *y);
      if (x.key() != *y) return;
      compare_postings(x.key(), postings_.at(x));
    }
    same("number of terms", x.at_end(), y == b_.allterms_end());
  }

  void compare_postings(const std::string& term, const StoredPostings& list) {
    same("documents of " + term, list.documents, b_.get_termfreq(term));
    PostingCursor x(postings_, list);
    auto y = b_.postlist_begin(term);
    for (; x.next() != PostingCursor::kEnd && y != b_.postlist_end(term); ++y) {
      same("docid of " + term, x.docid(), *y);
      same("frequency of " + term, x.frequency(), y.get_wdf());
    }
    same("end of " + term, x.docid() == PostingCursor::kEnd, y == b_.postlist_end(term));
    compare_skips(term, list);
  }

  void compare_skips(const std::string& term, const StoredPostings& list) {
    PostingCursor x(postings_, list);
    auto y = b_.postlist_begin(term);
    for (Xapian::docid docid = 2; docid <= b_.get_lastdocid(); docid += 1 + docid / 3) {
      y.skip_to(docid);
      const bool at_end = y == b_.postlist_end(term);
      same("docid after a skip in " + term, x.next_from(docid), at_end ? PostingCursor::kEnd : *y);
      if (at_end) return;
      same("frequency after a skip in " + term, x.frequency(), y.get_wdf());
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

  PostingFile postings_;
  Xapian::Database a_;
  Xapian::Database b_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> differences(const std::string& segment, const std::string& xapian) {
  return Comparison(segment, xapian).run();
}

}  // namespace il2search::test
