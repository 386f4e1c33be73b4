// IndexView: one thread's view of one generation: its lists and values, its Analyzer, its vocabulary, and a cache of lookups.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "query/budget.h"
#include "query/match/match_tree.h"
#include "schema/field_table.h"
#include "storage/index_directory.h"
#include "text/analyzer.h"
#include "vocabulary/store/vocabulary.h"

namespace il2search::plan {

// Not safe from two threads at once. Holds the generation and four file descriptors per segment.
class IndexView {
 public:
  // Error{index_corrupt, io}.
  explicit IndexView(std::shared_ptr<const Snapshot> snapshot);

  const std::shared_ptr<const Snapshot>& snapshot() const { return snapshot_; }
  // The values of all segments, and of each segment in the snapshot's order.
  const Xapian::Database& database() const { return database_; }
  const std::vector<Xapian::Database>& segments() const { return segments_; }
  Analyzer& analyzer() { return analyzer_; }

  // The compiled vocabularies of this generation, or nullptr if none is loaded. The first call opens them, in less than
  // a millisecond. Error{index_corrupt, index_incompatible, io}.
  const Vocabulary* vocabulary();

  std::uint32_t documents() const { return collection_.documents; }  // deleted ones included
  std::uint32_t deleted_documents() const { return deleted_; }

  // How many documents have the term, deleted ones included. About a microsecond per segment.
  std::uint32_t documents_with(std::string_view term) const;
  bool exists(std::string_view term) const { return documents_with(term) > 0; }

  // The lists of the terms in all segments, as one word if `ranked`.
  std::shared_ptr<const TermList> term_list(std::vector<std::string> terms, bool ranked, std::uint32_t times = 1) const;

  // The terms with this beginning, in order, at most `limit` of them. Checks the budget as it goes.
  std::vector<std::string> terms_beginning(const std::string& beginning, std::size_t limit, Budget& budget) const;

  // Whether the text of some document has the word, as the analyzer makes it. About a microsecond per segment.
  bool has_word(std::string_view word) const;

  // The words of the texts with this beginning, in order, at most `limit` of them. Checks the budget as it goes.
  std::vector<std::string> words_beginning(std::string_view beginning, std::size_t limit, Budget& budget) const;

  // All words with this stem, sorted, and perhaps some that do not occur; `part` is one of them. The first call for a part
  // walks the index's words; later calls cost a lookup. Valid until the next call.
  const std::vector<std::string>& family(std::string_view part, std::string_view stem, Budget& budget);

  // How many documents have no value in the slot, deleted ones included.
  std::uint32_t without_value(Slot slot) const;

 private:
  std::shared_ptr<const Snapshot> snapshot_;
  std::vector<Xapian::Database> segments_;
  Xapian::Database database_;
  Analyzer analyzer_;
  std::unique_ptr<const Vocabulary> vocabulary_;  // opened by the first call of vocabulary()
  Collection collection_;
  std::uint32_t deleted_ = 0;
  std::unordered_map<std::string, std::vector<std::string>> families_;
};

}  // namespace il2search::plan
