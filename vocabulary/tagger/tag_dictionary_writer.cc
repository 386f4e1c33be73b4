// write_tag_dictionary(): names -> words -> slots, entries, concepts, strings.
#include <algorithm>
#include <bit>
#include <cstring>
#include <memory>
#include <span>
#include <tuple>
#include <unordered_map>

#include <il2search/error.h>

#include "storage/output_file.h"
#include "text/analyzer.h"
#include "vocabulary/tagger/tag_dictionary.h"
#include "vocabulary/tagger/tag_names.h"
#include "vocabulary/tagger/tag_words.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxNameWords = 20;
constexpr std::size_t kMaxStringBytes = 1000;  // of a label; ids are far shorter

struct KeyedEntry {
  std::uint64_t hash = 0;  // words_hash() of the name
  TagEntry entry;
};

class TagDictionaryBuilder {
 public:
  TagDictionaryBuilder(const TagNames& names, const std::function<bool()>& cancelled)
      : names_(names), cancelled_(cancelled) {}

  void build() {
    cut_names();
    sort_entries();
    fill_slots();
    add_strings();
    if (entries_.size() >= kTagPrefix || slots_.size() > (std::size_t{1} << 30) || strings_.size() > UINT32_MAX)
      throw Error(ErrorCode::broken_file, "the vocabularies have too many names for the tagger");
  }

  void write(const std::string& path) const;

 private:
  void check_cancelled(std::size_t step) const {
    if (step % 4096 == 0 && cancelled_ && cancelled_()) throw Error(ErrorCode::cancelled, "cancelled");
  }

  void cut_names() {
    TagWords cutter;
    for (const bool of_mesh : {true, false}) {
      for (std::size_t i = 0; i < names_.names.size(); ++i) {
        check_cancelled(i);
        if (is_of_mesh(names_.names[i]) == of_mesh) add_name(names_.names[i], cutter.cut(names_.names[i].text));
      }
    }
  }

  bool is_of_mesh(const TagName& name) const { return names_.targets[name.target].id.starts_with("MESH:"); }

  void add_name(const TagName& name, std::span<const TagWord> words) {
    if (words.empty() || words.size() > kMaxNameWords) return;
    const std::uint64_t hash = words_hash(words);
    TagEntry entry = entry_of(name, words);
    const bool of_mesh = is_of_mesh(name);
    if (of_mesh && (entry.flags & (kTagNoSynonym | kTagSymbol)) == 0) mesh_names_.emplace(hash, name.target);
    if (!of_mesh) entry.concept_index = mesh_disease_at_end(name, words);
    for (std::size_t size = 1; size < words.size(); ++size) prefixes_.push_back(words_hash(words.first(size)));
    keyed_entries_.push_back({hash, entry});
  }

  // A name that is only in another vocabulary and ends with a disease of MeSH ("acute myocardial infarction") is tagged
  // as that disease.
  std::uint32_t mesh_disease_at_end(const TagName& name, std::span<const TagWord> words) const {
    if (names_.targets[name.target].type != EntityType::disease) return name.target;
    for (std::size_t skipped = 1; skipped < words.size(); ++skipped) {
      const auto found = mesh_names_.find(words_hash(words.subspan(skipped)));
      if (found != mesh_names_.end() && names_.targets[found->second].type == EntityType::disease) return found->second;
    }
    return name.target;
  }

  static TagEntry entry_of(const TagName& name, std::span<const TagWord> words) {
    std::uint32_t flags = name.rank;
    if (!name.exact_case && !name.symbol) {
      if (words.size() == 1 && is_replaced_word(words.front().term)) flags |= kTagNoSynonym;
      return {name.target, folded_hash(words), flags | (exact_hash(words) & kTagExactMask)};
    }
    flags |= kTagSymbol | (name.symbol ? 0u : kTagExactCase);
    const std::string spelling = spelling_of(words, name.text);
    return {name.target, uppercase_hash(spelling), flags | (spelling_hash(spelling) & kTagExactMask)};
  }

  // Of names that differ only in their rank, the best one is kept.
  void sort_entries() {
    const auto order = [](const KeyedEntry& keyed) {
      return std::make_tuple(keyed.hash, keyed.entry.concept_index, keyed.entry.flags & ~kTagRankMask, keyed.entry.form,
                             keyed.entry.flags);
    };
    std::sort(keyed_entries_.begin(), keyed_entries_.end(),
              [&](const auto& a, const auto& b) { return order(a) < order(b); });
    const auto last =
        std::unique(keyed_entries_.begin(), keyed_entries_.end(), [](const KeyedEntry& a, const KeyedEntry& b) {
          return a.hash == b.hash && a.entry.concept_index == b.entry.concept_index && a.entry.form == b.entry.form &&
                 (a.entry.flags | kTagRankMask) == (b.entry.flags | kTagRankMask);
        });
    keyed_entries_.erase(last, keyed_entries_.end());
    std::sort(prefixes_.begin(), prefixes_.end());
    prefixes_.erase(std::unique(prefixes_.begin(), prefixes_.end()), prefixes_.end());
  }

  void fill_slots() {
    const std::size_t most = prefixes_.size() + keyed_entries_.size();
    slots_.resize(std::bit_ceil(std::max<std::size_t>(most + most / 2, 2)));
    for (const std::uint64_t hash : prefixes_) slot_of(hash).value |= kTagPrefix;
    for (std::size_t i = 0; i < keyed_entries_.size(); ++i) {
      entries_.push_back(keyed_entries_[i].entry);
      if (i + 1 == keyed_entries_.size() || keyed_entries_[i + 1].hash != keyed_entries_[i].hash)
        entries_.back().flags |= kTagLast;
      if (i > 0 && keyed_entries_[i - 1].hash == keyed_entries_[i].hash) continue;
      slot_of(keyed_entries_[i].hash).value |= static_cast<std::uint32_t>(i + 1);
    }
  }

  TagSlot& slot_of(std::uint64_t hash) {
    const auto tag = static_cast<std::uint32_t>(hash >> 32);
    std::size_t at = static_cast<std::uint32_t>(hash) & (slots_.size() - 1);
    while (slots_[at].value != 0 && slots_[at].tag != tag) at = (at + 1) & (slots_.size() - 1);
    slots_[at].tag = tag;
    return slots_[at];
  }

  void add_strings() {
    for (const TagTarget& target : names_.targets) {
      concepts_.push_back({add_string(target.id), add_string(target.label), static_cast<std::uint32_t>(target.type)});
    }
  }

  std::uint32_t add_string(std::string_view text) {
    if (text.size() > kMaxStringBytes) {
      std::size_t end = kMaxStringBytes;
      while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // whole characters only
      text = text.substr(0, end);
    }
    const auto at = static_cast<std::uint32_t>(strings_.size());
    const auto size = static_cast<std::uint16_t>(text.size());
    strings_.append(reinterpret_cast<const char*>(&size), sizeof size);
    strings_ += text;
    return at;
  }

  const TagNames& names_;
  const std::function<bool()>& cancelled_;
  std::vector<KeyedEntry> keyed_entries_;
  std::unordered_map<std::uint64_t, std::uint32_t> mesh_names_;
  std::vector<std::uint64_t> prefixes_;
  std::vector<TagSlot> slots_;
  std::vector<TagEntry> entries_;
  std::vector<TagConcept> concepts_;
  std::string strings_;
};

template <class Row> void write_rows(OutputFile& file, const Row* rows, std::size_t count) {
  file.write({reinterpret_cast<const char*>(rows), sizeof(Row) * count});
}

void TagDictionaryBuilder::write(const std::string& path) const {
  TagHeader header;
  std::memcpy(header.fingerprint, analyzer_fingerprint().data(), sizeof header.fingerprint);
  header.slot_bits = static_cast<std::uint32_t>(std::countr_zero(slots_.size()));
  header.entries = static_cast<std::uint32_t>(entries_.size());
  header.concepts = static_cast<std::uint32_t>(concepts_.size());
  header.string_bytes = static_cast<std::uint32_t>(strings_.size());
  OutputFile file(path);
  write_rows(file, &header, 1);
  write_rows(file, slots_.data(), slots_.size());
  write_rows(file, entries_.data(), entries_.size());
  write_rows(file, concepts_.data(), concepts_.size());
  file.write(strings_);
  file.close();
}

}  // namespace

void write_tag_dictionary(const std::vector<Concept>& concepts, const std::vector<std::vector<BridgeMatch>>& matches,
                          const std::string& path, const std::function<bool()>& cancelled) {
  const TagNames names = collect_tag_names(concepts, matches);
  TagDictionaryBuilder builder(names, cancelled);
  builder.build();
  builder.write(path);
}

}  // namespace il2search
