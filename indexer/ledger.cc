// Ledger: sources and tombstones in memory. Their encoding is in ledger_codec.cc.
#include "indexer/ledger.h"

#include <algorithm>
#include <utility>

#include "corpus/reader.h"

namespace il2search {
namespace {

Origin origin_of(const Tombstone& tombstone) { return {tombstone.nlm_file, tombstone.source}; }

bool id_less(const Tombstone& tombstone, std::string_view id) { return tombstone.id < id; }

}  // namespace

const SourceEntry* Ledger::find_source(std::string_view name) const {
  const auto found = by_name_.find(std::string(name));
  return found == by_name_.end() ? nullptr : &sources_[found->second];
}

const SourceEntry* Ledger::find_owner(std::string_view file_id) const {
  const auto found = by_file_id_.find(std::string(file_id));
  return found == by_file_id_.end() ? nullptr : &sources_[found->second];
}

bool Ledger::is_applied(std::string_view name, std::string_view checksum, std::string_view format) const {
  const SourceEntry* source = find_source(name);
  if (source == nullptr || checksum.empty() || source->checksum != checksum) return false;
  if (source->reader.empty()) return true;
  if (source->reader_version != reader_version(source->reader)) return false;
  return format == "auto" || format.empty() ? source->reader_detected : format == source->reader;
}

std::uint32_t Ledger::number_of(const std::string& name) {
  if (const SourceEntry* source = find_source(name)) return source->number;
  const auto [reserved, is_new] = reserved_.try_emplace(name, next_number_);
  if (is_new) ++next_number_;
  return reserved->second;
}

void Ledger::record_source(SourceEntry entry) {
  entry.number = number_of(entry.name);
  entry.ordinal = next_ordinal_++;
  reserved_.erase(entry.name);
  const auto found = by_name_.find(entry.name);
  if (found != by_name_.end()) {
    SourceEntry& old = sources_[found->second];
    if (!old.file_id.empty()) by_file_id_.erase(old.file_id);
    if (!entry.file_id.empty()) by_file_id_[entry.file_id] = found->second;
    old = std::move(entry);
    return;
  }
  const auto next = std::upper_bound(sources_.begin(), sources_.end(), entry.number,
                                     [](std::uint32_t number, const SourceEntry& s) { return number < s.number; });
  const bool last = next == sources_.end();
  sources_.insert(next, std::move(entry));
  // A new source is nearly always the last one.
  if (last) index_source(sources_.size() - 1);
  else index_sources();
}

void Ledger::forget_source(std::string_view name) {
  const auto found = by_name_.find(std::string(name));
  if (found == by_name_.end()) return;
  sources_.erase(sources_.begin() + static_cast<std::ptrdiff_t>(found->second));
  index_sources();
}

void Ledger::index_source(std::size_t position) {
  const SourceEntry& source = sources_[position];
  by_name_[source.name] = position;
  if (!source.file_id.empty()) by_file_id_[source.file_id] = position;
}

void Ledger::index_sources() {
  by_name_.clear();
  by_file_id_.clear();
  for (std::size_t position = 0; position < sources_.size(); ++position) index_source(position);
}

const Tombstone* Ledger::find_tombstone(std::string_view id) const {
  if (!changed_.empty()) {
    const auto changed = changed_.find(std::string(id));
    if (changed != changed_.end()) return changed->second ? &*changed->second : nullptr;
  }
  const auto found = std::lower_bound(loaded_.begin(), loaded_.end(), id, id_less);
  return found == loaded_.end() || found->id != id ? nullptr : &*found;
}

bool Ledger::is_deleted(std::string_view id, std::uint32_t version, Origin origin) const {
  if (tombstone_count_ == 0) return false;
  const Tombstone* tombstone = find_tombstone(id);
  if (tombstone == nullptr || (tombstone->version && version > *tombstone->version)) return false;
  return is_later(origin_of(*tombstone), origin);
}

void Ledger::set_tombstone(const std::string& id, std::optional<Tombstone> tombstone) {
  const bool existed = find_tombstone(id) != nullptr;
  const bool exists = tombstone.has_value();
  changed_[id] = std::move(tombstone);
  tombstone_count_ += exists;
  tombstone_count_ -= existed;
}

void Ledger::add_tombstone(Tombstone tombstone) {
  if (const Tombstone* old = find_tombstone(tombstone.id)) {
    const auto version = old->version && tombstone.version ? std::max(old->version, tombstone.version) : std::nullopt;
    if (is_later(origin_of(*old), origin_of(tombstone))) tombstone = *old;
    tombstone.version = version;
  }
  const std::string id = tombstone.id;
  set_tombstone(id, std::move(tombstone));
}

void Ledger::remove_tombstone(const std::string& id) {
  if (find_tombstone(id) != nullptr) set_tombstone(id, std::nullopt);
}

std::vector<const Tombstone*> Ledger::sorted_tombstones() const {
  std::vector<const Tombstone*> result;
  result.reserve(tombstone_count_);
  for (const Tombstone& tombstone : loaded_) {
    if (changed_.empty() || changed_.count(tombstone.id) == 0) result.push_back(&tombstone);
  }
  const auto middle = static_cast<std::ptrdiff_t>(result.size());
  for (const auto& [id, tombstone] : changed_) {
    if (tombstone) result.push_back(&*tombstone);
  }
  const auto less = [](const Tombstone* a, const Tombstone* b) { return a->id < b->id; };
  std::sort(result.begin() + middle, result.end(), less);
  std::inplace_merge(result.begin(), result.begin() + middle, result.end(), less);
  return result;
}

}  // namespace il2search
