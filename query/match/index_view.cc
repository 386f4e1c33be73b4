// Lookups in the terms and words of all segments.
#include "query/match/index_view.h"

#include <algorithm>

#include "base/sort_unique.h"
#include "storage/token_stream.h"

namespace il2search::plan {
namespace {

constexpr std::size_t kMaxFamilyWalk = 20'000;  // terms examined for one stem
constexpr std::size_t kMaxFamilies = 4'096;     // in the cache

// Sorted, each once, at most `limit` of them.
std::vector<std::string> first_of(std::vector<std::string> words, std::size_t limit) {
  sort_unique(words);
  if (words.size() > limit) words.resize(limit);
  return words;
}

}  // namespace

IndexView::IndexView(std::shared_ptr<const Snapshot> snapshot) : snapshot_(std::move(snapshot)) {
  translating_xapian(snapshot_->path(), [&] {
    for (const Segment& segment : snapshot_->segments()) {
      segments_.push_back(open_segment_database(segment.folder));
      database_.add_database(segments_.back());
      collection_.documents += segment.entry.documents;
      collection_.words += segment.postings.lengths().totals().words;
      deleted_ += static_cast<std::uint32_t>(segment.deleted.size());
    }
  });
}

const Vocabulary* IndexView::vocabulary() {
  const std::string& folder = snapshot_->vocabulary_folder();
  if (vocabulary_ == nullptr && !folder.empty()) vocabulary_ = std::make_unique<const Vocabulary>(folder);
  return vocabulary_.get();
}

std::uint32_t IndexView::documents_with(std::string_view term) const {
  std::uint32_t documents = 0;
  for (const Segment& segment : snapshot_->segments()) {
    if (const auto list = segment.postings.find(term)) documents += list->documents;
  }
  return documents;
}

// The number of documents that have any of several terms is estimated: as if the terms were independent.
std::shared_ptr<const TermList> IndexView::term_list(std::vector<std::string> terms, bool ranked,
                                                     std::uint32_t times) const {
  auto made = std::make_shared<TermList>();
  const std::vector<Segment>& segments = snapshot_->segments();
  made->lists.resize(segments.size());
  const double all = collection_.documents;
  double none = 1;  // the share of documents with none of the terms
  std::uint32_t documents = 0;
  for (const std::string& term : terms) {
    documents = 0;
    for (std::size_t s = 0; s < segments.size(); ++s) {
      const auto list = segments[s].postings.find(term);
      if (!list) continue;
      made->lists[s].push_back(*list);
      documents += list->documents;
    }
    none *= 1 - documents / all;
  }
  if (ranked) made->weight.emplace(collection_, terms.size() == 1 ? documents : all * (1 - none), times);
  made->terms = std::move(terms);
  made->times = times;
  return made;
}

std::vector<std::string> IndexView::terms_beginning(const std::string& beginning, std::size_t limit,
                                                    Budget& budget) const {
  std::vector<std::string> terms;
  for (const Segment& segment : snapshot_->segments()) {
    SortedTable::Cursor at(segment.postings.terms(), beginning);
    for (std::size_t n = 0; n < limit && !at.at_end() && at.key().starts_with(beginning); ++n, at.next()) {
      terms.push_back(at.key());
      budget.tick();
    }
  }
  return first_of(std::move(terms), limit);
}

bool IndexView::has_word(std::string_view word) const {
  const auto& segments = snapshot_->segments();
  return std::any_of(segments.begin(), segments.end(),
                     [&](const Segment& segment) { return segment.tokens.words().find(word) != kNoWord; });
}

std::vector<std::string> IndexView::words_beginning(std::string_view beginning, std::size_t limit,
                                                    Budget& budget) const {
  std::vector<std::string> words;
  for (const Segment& segment : snapshot_->segments()) {
    WordList::Cursor at(segment.tokens.words(), beginning);
    for (std::size_t n = 0; n < limit && !at.at_end() && at.word().starts_with(beginning); ++n, at.next()) {
      words.emplace_back(at.word());
      budget.tick();
    }
  }
  return first_of(std::move(words), limit);
}

const std::vector<std::string>& IndexView::family(std::string_view part, std::string_view stem, Budget& budget) {
  const std::string key(part);
  if (const auto known = families_.find(key); known != families_.end()) return known->second;
  if (families_.size() >= kMaxFamilies) families_.clear();

  std::vector<std::string> words = inflections(part);
  words.push_back(key);
  for (std::string& word : words_beginning(stem_prefix(stem), kMaxFamilyWalk, budget))
    if (analyzer_.stem(word) == stem) words.push_back(std::move(word));
  sort_unique(words);
  return families_.emplace(key, std::move(words)).first->second;
}

std::uint32_t IndexView::without_value(Slot slot) const {
  std::uint32_t with = 0;
  for (const Xapian::Database& segment : segments_) with += segment.get_value_freq(static_cast<Xapian::valueno>(slot));
  return collection_.documents > with ? collection_.documents - with : 0;
}

}  // namespace il2search::plan
