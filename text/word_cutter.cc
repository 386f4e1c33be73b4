// Cuts a run between letters and digits and by the lexicon, then finds the spelling and the stem of each piece. Cached runs
// are in an open hash table over a bump allocator. When it is full, the rest of the current text is cut without caching, and
// the next text begins with an empty table.
#include "text/word_cutter.h"

#include <algorithm>
#include <cstring>
#include <new>

#include "base/ascii.h"
#include "text/analyzer.h"
#include "text/lexicon.h"
#include "text/spelling.h"

namespace il2search {
namespace {

constexpr std::size_t kFirstSlots = 1024;

using ascii::is_digit;

std::size_t padded(std::size_t bytes) { return (bytes + 7) / 8 * 8; }

std::uint64_t load(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, 8);
  return word;
}

// Both runs are followed by zeros up to the next multiple of eight bytes.
bool same_run(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t at = 0; at < a.size(); at += 8) {
    if (load(a.data() + at) != load(b.data() + at)) return false;
  }
  return true;
}

// Eight bytes at a time, including the zeros that follow the run.
std::uint64_t hash_of(std::string_view run) {
  std::uint64_t hash = run.size() * 0x9E3779B97F4A7C15u;
  for (std::size_t at = 0; at < run.size(); at += 8) {
    hash = (hash ^ load(run.data() + at)) * 0xFF51AFD7ED558CCDu;
    hash ^= hash >> 32;
  }
  return hash;
}

std::string_view copy(std::string_view text, std::pmr::memory_resource& memory) {
  if (text.empty()) return {};
  auto* bytes = static_cast<char*>(memory.allocate(text.size(), 1));
  std::memcpy(bytes, text.data(), text.size());
  return {bytes, text.size()};
}

}  // namespace

WordCutter::WordCutter()
    : first_text_bytes_(std::make_unique_for_overwrite<std::byte[]>(kTextBytes)),
      text_memory_(first_text_bytes_.get(), kTextBytes),
      slots_(kFirstSlots) {}

void WordCutter::begin_text() {
  if (kept_ >= kMaxRuns) {
    slots_.assign(slots_.size(), Slot{});
    kept_ = 0;
    kept_memory_.release();
  }
  if (text_used_) text_memory_.release();
  text_used_ = false;
}

const Run& WordCutter::cut(std::string_view run) {
  if (run.size() > kMaxKeptBytes) {
    text_used_ = true;
    return build(run, text_memory_);
  }
  const auto hash = hash_of(run);
  const auto mask = slots_.size() - 1;
  auto at = hash & mask;
  for (; slots_[at].run != nullptr; at = (at + 1) & mask) {
    const auto& slot = slots_[at];
    if (slot.hash == hash && same_run(slot.run->key, run)) return *slot.run;
  }
  return add(run, hash, at);
}

const Run& WordCutter::add(std::string_view run, std::uint64_t hash, std::size_t slot) {
  if (kept_ >= kMaxRuns) {
    text_used_ = true;
    return build(run, text_memory_);
  }
  const auto& kept = build(run, kept_memory_);
  slots_[slot] = {hash, &kept};
  if (++kept_ * 2 > slots_.size()) grow();
  return kept;
}

void WordCutter::grow() {
  std::vector<Slot> wider(slots_.size() * 2);
  const auto mask = wider.size() - 1;
  for (const auto& slot : slots_) {
    if (slot.run == nullptr) continue;
    auto at = slot.hash & mask;
    while (wider[at].run != nullptr) at = (at + 1) & mask;
    wider[at] = slot;
  }
  slots_ = std::move(wider);
}

const Run& WordCutter::build(std::string_view run, std::pmr::memory_resource& memory) {
  new_parts_.clear();
  for (std::size_t start = 0; start < run.size();) {
    auto end = start + 1;
    while (end < run.size() && is_digit(run[end]) == is_digit(run[start])) ++end;
    add_atom(run, start, end);
    start = end;
  }
  return store(run, memory);
}

// The run, its parts and its key are contiguous, so that a look-up touches two cache lines instead of five.
const Run& WordCutter::store(std::string_view run, std::pmr::memory_resource& memory) {
  const auto parts_bytes = sizeof(RunPart) * new_parts_.size();
  auto* bytes = static_cast<char*>(memory.allocate(sizeof(Run) + parts_bytes + padded(run.size()), alignof(Run)));
  auto* made = new (bytes) Run;
  auto* parts = reinterpret_cast<RunPart*>(bytes + sizeof(Run));
  char* const key = bytes + sizeof(Run) + parts_bytes;
  std::memset(key, 0, padded(run.size()));
  std::memcpy(key, run.data(), run.size());
  made->key = {key, run.size()};
  made->parts = parts;
  made->part_count = static_cast<std::uint32_t>(new_parts_.size());
  made->digits = std::any_of(run.begin(), run.end(), is_digit);
  made->letters = std::any_of(run.begin(), run.end(), [](char c) { return !is_digit(c); });
  for (const auto& part : new_parts_) {
    const auto written = made->key.substr(part.start, part.end - part.start);
    const auto term = part.term == written ? written : copy(part.term, memory);
    const auto stem = term.starts_with(part.stem) ? term.substr(0, part.stem.size()) : copy(part.stem, memory);
    new (parts++) RunPart{term, stem, part.start, part.end};
  }
  made->joined = join_new_parts(made->key, memory);
  return *made;
}

std::string_view WordCutter::join_new_parts(std::string_view key, std::pmr::memory_resource& memory) const {
  if (new_parts_.size() < 2 || new_parts_.size() > kMaxJoinedParts) return {};
  std::string joined;
  for (const auto& part : new_parts_) {
    if (part.term.empty()) return {};
    joined += part.term;
  }
  if (joined.size() > kMaxJoinedBytes) return {};
  return joined == key ? key : copy(joined, memory);
}

void WordCutter::add_atom(std::string_view run, std::size_t start, std::size_t end) {
  const auto atom = run.substr(start, end - start);
  const bool word =
      !is_digit(atom[0]) && atom.size() <= kMaxKeptBytes && std::all_of(atom.begin(), atom.end(), ascii::is_ascii);
  if (!word) return add_part(std::string(atom), start, end);
  for (auto length : split_word(atom)) {
    add_word(run, start, start + length);
    start += length;
  }
}

void WordCutter::add_word(std::string_view run, std::size_t start, std::size_t end) {
  add_part(canonical_spelling(std::string(run.substr(start, end - start))), start, end);
}

void WordCutter::add_part(std::string term, std::size_t start, std::size_t end) {
  if (term.size() > Analyzer::kMaxTermBytes) term.clear();
  std::string stem(stemmer_(term));
  new_parts_.push_back(
      {std::move(term), std::move(stem), static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)});
}

}  // namespace il2search
