// Writing the dictionary: names -> runs of words -> slots, entries, concepts, strings.
#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <span>
#include <tuple>
#include <unordered_map>

#include <il2search/error.h>
#include <il2search/text.h>

#include "text/analyzer.h"
#include "vocabulary/tagger/tag_dictionary.h"
#include "vocabulary/tagger/tag_names.h"
#include "vocabulary/tagger/tag_words.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxNameWords = 20;
constexpr std::size_t kMaxStringBytes = 1000;  // of a label; ids are far shorter

struct NamedRun {
  std::uint64_t run = 0;
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
  void ask_cancelled(std::size_t step) const {
    if (step % 4096 == 0 && cancelled_ && cancelled_()) throw Error(ErrorCode::cancelled, "cancelled");
  }

  void cut_names() {
    TagWords cutter;
    for (const bool of_mesh : {true, false}) {
      for (std::size_t i = 0; i < names_.names.size(); ++i) {
        ask_cancelled(i);
        if (is_of_mesh(names_.names[i]) == of_mesh) add_name(names_.names[i], cutter.cut(names_.names[i].text));
      }
    }
  }

  bool is_of_mesh(const TagName& name) const { return names_.targets[name.target].id.starts_with("MESH:"); }

  void add_name(const TagName& name, std::span<const TagWord> words) {
    if (words.empty() || words.size() > kMaxNameWords) return;
    const std::uint64_t run = run_of(words);
    TagEntry entry = entry_of(name, words);
    const bool of_mesh = is_of_mesh(name);
    if (of_mesh && (entry.flags & (kTagPlain | kTagSymbol)) == 0) diseases_of_mesh_.emplace(run, name.target);
    if (!of_mesh) entry.concept_index = ending_in_mesh(name, words);
    for (std::size_t size = 1; size < words.size(); ++size) prefixes_.push_back(run_of(words.first(size)));
    runs_.push_back({run, entry});
  }

  // A name that only another vocabulary has, and that ends in a disease of MeSH ("acute myocardial infarction"), is
  // tagged as that disease.
  std::uint32_t ending_in_mesh(const TagName& name, std::span<const TagWord> words) const {
    if (names_.targets[name.target].type != EntityType::disease) return name.target;
    for (std::size_t skipped = 1; skipped < words.size(); ++skipped) {
      const auto found = diseases_of_mesh_.find(run_of(words.subspan(skipped)));
      if (found != diseases_of_mesh_.end() && names_.targets[found->second].type == EntityType::disease)
        return found->second;
    }
    return name.target;
  }

  static TagEntry entry_of(const TagName& name, std::span<const TagWord> words) {
    std::uint32_t flags = name.rank;
    if (!name.written && !name.symbol) {
      if (words.size() == 1 && is_replaced_word(words.front().part)) flags |= kTagPlain;
      return {name.target, plain_form(words), flags | (exact_form(words) & kTagExactMask)};
    }
    flags |= kTagSymbol | (name.symbol ? 0u : kTagWritten);
    const std::string written = written_name(words, name.text);
    return {name.target, capital_form(written), flags | (written_form(written) & kTagExactMask)};
  }

  // Of names that differ in nothing but their rank, the best stays.
  void sort_entries() {
    const auto order = [](const NamedRun& run) {
      return std::make_tuple(run.run, run.entry.concept_index, run.entry.flags & ~kTagRankMask, run.entry.form,
                             run.entry.flags);
    };
    std::sort(runs_.begin(), runs_.end(), [&](const auto& a, const auto& b) { return order(a) < order(b); });
    const auto last = std::unique(runs_.begin(), runs_.end(), [](const NamedRun& a, const NamedRun& b) {
      return a.run == b.run && a.entry.concept_index == b.entry.concept_index && a.entry.form == b.entry.form &&
             (a.entry.flags | kTagRankMask) == (b.entry.flags | kTagRankMask);
    });
    runs_.erase(last, runs_.end());
    std::sort(prefixes_.begin(), prefixes_.end());
    prefixes_.erase(std::unique(prefixes_.begin(), prefixes_.end()), prefixes_.end());
  }

  void fill_slots() {
    const std::size_t most = prefixes_.size() + runs_.size();
    slots_.resize(std::bit_ceil(std::max<std::size_t>(most + most / 2, 2)));
    for (const std::uint64_t run : prefixes_) slot_of(run).value |= kTagPrefix;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      entries_.push_back(runs_[i].entry);
      if (i + 1 == runs_.size() || runs_[i + 1].run != runs_[i].run) entries_.back().flags |= kTagLast;
      if (i > 0 && runs_[i - 1].run == runs_[i].run) continue;
      slot_of(runs_[i].run).value |= static_cast<std::uint32_t>(i + 1);
    }
  }

  TagSlot& slot_of(std::uint64_t run) {
    const auto tag = static_cast<std::uint32_t>(run >> 32);
    std::size_t place = static_cast<std::uint32_t>(run) & (slots_.size() - 1);
    while (slots_[place].value != 0 && slots_[place].tag != tag) place = (place + 1) & (slots_.size() - 1);
    slots_[place].tag = tag;
    return slots_[place];
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
  std::vector<NamedRun> runs_;
  std::unordered_map<std::uint64_t, std::uint32_t> diseases_of_mesh_;
  std::vector<std::uint64_t> prefixes_;
  std::vector<TagSlot> slots_;
  std::vector<TagEntry> entries_;
  std::vector<TagConcept> concepts_;
  std::string strings_;
};

struct CloseStdioFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

[[noreturn]] void throw_cannot_write(const std::string& path) {
  throw Error(ErrorCode::io, "cannot write: " + terminal_safe(path, false) + ": " + std::strerror(errno));
}

template <typename Row> void write_rows(std::FILE* file, const Row* rows, std::size_t count, const std::string& path) {
  if (count > 0 && std::fwrite(rows, sizeof(Row), count, file) != count) throw_cannot_write(path);
}

void TagDictionaryBuilder::write(const std::string& path) const {
  TagHeader header;
  std::memcpy(header.fingerprint, analyzer_fingerprint().data(), sizeof header.fingerprint);
  header.slot_bits = static_cast<std::uint32_t>(std::countr_zero(slots_.size()));
  header.entries = static_cast<std::uint32_t>(entries_.size());
  header.concepts = static_cast<std::uint32_t>(concepts_.size());
  header.string_bytes = static_cast<std::uint32_t>(strings_.size());
  std::unique_ptr<std::FILE, CloseStdioFile> file(std::fopen(path.c_str(), "wbe"));
  if (!file) throw_cannot_write(path);
  write_rows(file.get(), &header, 1, path);
  write_rows(file.get(), slots_.data(), slots_.size(), path);
  write_rows(file.get(), entries_.data(), entries_.size(), path);
  write_rows(file.get(), concepts_.data(), concepts_.size(), path);
  write_rows(file.get(), strings_.data(), strings_.size(), path);
  if (std::fclose(file.release()) != 0) throw_cannot_write(path);
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
