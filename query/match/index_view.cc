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

const std::vector<std::uint32_t>& IndexView::family(std::string_view part, std::string_view stem, Budget& budget) {
  const std::string key(part);
  if (const auto known = families_.find(key); known != families_.end()) return known->second;
  if (families_.size() >= kMaxFamilies) families_.clear();

  std::vector<std::uint32_t> hashes{word_hash(part)};
  for (const std::string& form : inflections(part)) hashes.push_back(word_hash(form));
  const std::string beginning = std::string(prefix::vocabulary).append(stem_prefix(stem));
  for (const std::string& term : terms_beginning(beginning, kMaxFamilyWalk, budget)) {
    const std::string_view form = std::string_view(term).substr(prefix::vocabulary.size());
    if (analyzer_.stem(form) == stem) hashes.push_back(word_hash(form));
  }
  sort_unique(hashes);
  return families_.emplace(key, std::move(hashes)).first->second;
}

std::uint32_t IndexView::without_value(Slot slot) const {
  std::uint32_t with = 0;
  for (const Xapian::Database& segment : segments_) with += segment.get_value_freq(static_cast<Xapian::valueno>(slot));
  return documents_ > with ? documents_ - with : 0;
}

}  // namespace il2search::plan
