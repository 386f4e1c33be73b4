// Lookups in the terms of all segments.
#include "query/match/index_view.h"

#include <algorithm>

#include "base/sort_unique.h"
#include "storage/token_stream.h"

namespace il2search::plan {
namespace {

constexpr std::size_t kMaxFamilyWalk = 20'000;  // terms examined for one stem
constexpr std::size_t kMaxFamilies = 4'096;     // in the cache

}  // namespace

IndexView::IndexView(std::shared_ptr<const Snapshot> snapshot) : snapshot_(std::move(snapshot)) {
  translating_xapian(snapshot_->path(), [&] {
    for (const Segment& segment : snapshot_->segments()) {
      segments_.push_back(open_segment_database(segment.folder));
      database_.add_database(segments_.back());
      documents_ += segment.entry.documents;
      deleted_ += static_cast<std::uint32_t>(segment.deleted.size());
    }
  });
}

const Vocabulary* IndexView::vocabulary() {
  const std::string& folder = snapshot_->vocabulary_folder();
  if (vocabulary_ == nullptr && !folder.empty()) vocabulary_ = std::make_unique<const Vocabulary>(folder);
  return vocabulary_.get();
}

bool IndexView::exists(const std::string& term) const {
  return std::any_of(segments_.begin(), segments_.end(),
                     [&](const Xapian::Database& s) { return s.term_exists(term); });
}

std::vector<std::string> IndexView::terms_beginning(const std::string& beginning, std::size_t limit,
                                                    Budget& budget) const {
  std::vector<std::string> terms;
  if (segments_.empty()) return terms;
  for (auto it = database_.allterms_begin(beginning); it != database_.allterms_end(beginning); ++it) {
    if (terms.size() == limit) break;
    terms.push_back(*it);
    budget.tick();
  }
  return terms;
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
  sort_unique(words);
  if (words.size() > limit) words.resize(limit);
  return words;
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
  return documents_ > with ? documents_ - with : 0;
}

}  // namespace il2search::plan
