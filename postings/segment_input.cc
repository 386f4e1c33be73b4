// The entries of postlist.glass in their order: statistics of value slots, value chunks, document lengths, terms.
#include "postings/segment_input.h"

#include <algorithm>
#include <optional>

#include <il2search/text.h>

#include "base/bytes.h"
#include "postings/glass_table_reader.h"
#include "postings/glass_version.h"
#include "postings/live_docids.h"
#include "storage/index_files.h"

namespace il2search {
namespace {

constexpr std::string_view kFirstTerm = "\1";  // terms contain no NUL, other keys start with it

// The version of a segment whose table can have that many documents: each has a length, which takes a byte.
glass::Version checked_version(const std::string& folder) {
  glass::Version version = glass::read_version(folder);
  if (table_bytes(folder) < version.statistics.documents)
    throw_corrupt(folder + glass::kTableFile, "it is missing or too short");
  return version;
}

// Moves over the entries of a segment and decodes them.
class SegmentWalk {
 public:
  SegmentWalk(const std::string& folder, const glass::Version& version)
      : reader_(folder + glass::kTableFile, version.table),
        what_(terminal_safe(folder + glass::kTableFile, false)),
        documents_(version.statistics.documents) {
    advance();
  }

  std::uint64_t bytes_read() const { return reader_.bytes_read(); }
  bool at_end() const { return !has_entry_; }
  std::string_view key() const { return reader_.key(); }
  void skip_to(std::string_view key) {
    while (has_entry_ && reader_.key() < key) advance();
  }

  // The slot of the value chunk that is next; nothing if something else is next.
  std::optional<unsigned> slot_of_chunk() const {
    if (!has_entry_ || !reader_.key().starts_with(glass::kValueChunkKey)) return std::nullopt;
    return chunk_key().varint32();
  }
  template <class Use> void read_value_chunk(Use use) {
    ByteReader place = chunk_key();
    const std::uint32_t slot = place.varint32();
    std::uint32_t docid = sortable(place.rest());
    if (slot != last_slot_) last_with_value_ = 0;
    last_slot_ = slot;
    if (docid <= last_with_value_) reader_.fail("the chunks of a value slot overlap");
    for (ByteReader in(reader_.tag(), what_);;) {
      require_docid(docid);
      last_with_value_ = docid;
      use(docid, in.sized());
      if (in.at_end()) break;
      docid = next_docid(docid, in);
    }
    advance();
  }

  // Reads all chunks of the list that starts here; its later chunks have keys that start with `later_keys`.
  template <class Use> void read_list(const std::string& later_keys, bool has_counts, Use use) {
    ByteReader head(reader_.tag(), what_);
    const std::uint64_t documents = head.varint();
    const std::uint64_t occurrences = head.varint();
    auto first = static_cast<std::uint32_t>(head.varint_up_to(UINT32_MAX - 1)) + 1;
    ListCounts counts;
    for (std::string_view chunk = head.rest();;) {
      const bool is_last = read_chunk(chunk, first, counts, use);
      advance();
      if (is_last) break;
      if (!has_entry_ || !reader_.key().starts_with(later_keys)) reader_.fail("a posting list ends early");
      first = sortable(reader_.key().substr(later_keys.size()));
      if (first <= counts.last) reader_.fail("the chunks of a posting list overlap");
      chunk = reader_.tag();
    }
    if (has_counts && (counts.documents != documents || counts.occurrences != occurrences))
      reader_.fail("a posting list has wrong counts");
  }

  [[noreturn]] void fail(const char* what) const { reader_.fail(what); }

 private:
  struct ListCounts {
    std::uint64_t documents = 0;
    std::uint64_t occurrences = 0;
    std::uint32_t last = 0;
  };

  void advance() { has_entry_ = reader_.next(); }

  ByteReader chunk_key() const { return ByteReader(reader_.key().substr(glass::kValueChunkKey.size()), what_); }

  // Whether it was the last chunk.
  template <class Use> bool read_chunk(std::string_view chunk, std::uint32_t first, ListCounts& counts, Use use) {
    ByteReader in(chunk, what_);
    const bool is_last = in.bytes(1).front() == '1';
    const std::uint32_t last = first + static_cast<std::uint32_t>(in.varint_up_to(UINT32_MAX - first));
    for (std::uint32_t docid = first;;) {
      require_docid(docid);
      const std::uint32_t wdf = in.varint32();
      ++counts.documents;
      counts.occurrences += wdf;
      counts.last = docid;
      use(docid, wdf);
      if (in.at_end()) break;
      docid = next_docid(docid, in);
    }
    if (counts.last != last) reader_.fail("a posting list has a wrong last document");
    return is_last;
  }

  static std::uint32_t next_docid(std::uint32_t docid, ByteReader& in) {
    return docid + 1 + static_cast<std::uint32_t>(in.varint_up_to(UINT32_MAX - 1 - docid));
  }

  void require_docid(std::uint32_t docid) const {
    if (docid == 0 || docid > documents_) reader_.fail("a docid is not in the segment");
  }

  std::uint32_t sortable(std::string_view bytes) const {
    std::uint32_t value = 0;
    if (!glass::get_sortable(bytes, value)) reader_.fail("a key has an invalid docid");
    return value;
  }

  glass::TableReader reader_;
  std::string what_;  // in messages
  std::uint32_t documents_;
  std::uint32_t last_slot_ = 0;  // of the value chunk read last
  std::uint32_t last_with_value_ = 0;
  bool has_entry_ = false;
};

void note(SlotStatistics& statistics, std::string_view value) {
  const bool is_first = statistics.values++ == 0;
  if (is_first || value < statistics.lowest) statistics.lowest = value;
  if (is_first || value > statistics.highest) statistics.highest = value;
}

}  // namespace

struct SegmentInput::Impl {
  Impl(const std::string& folder, const std::vector<std::uint32_t>& deleted)
      : version(checked_version(folder)), live(version.statistics.documents, deleted), walk(folder, version) {
    SegmentWalk survey(folder, version);
    survey_values(survey);
    read_lengths(survey, [&](std::uint32_t words) { count_length(words); });
    if (deleted.empty()) statistics.largest_wdf = version.statistics.largest_wdf;
    walk.skip_to(glass::kValueChunkKey);
  }

  void survey_values(SegmentWalk& survey) {
    survey.skip_to(glass::kValueChunkKey);
    while (const auto slot = survey.slot_of_chunk()) {
      SlotStatistics* of_slot = !slots.empty() && slots.back().slot == *slot ? &slots.back() : nullptr;
      survey.read_value_chunk([&](std::uint32_t docid, std::string_view value) {
        if (!live.is_live(docid)) return;
        if (!of_slot) of_slot = &slots.emplace_back(SlotStatistics{*slot, 0, {}, {}});
        note(*of_slot, value);
      });
    }
  }

  template <class Use> void read_lengths(SegmentWalk& from, Use use) {
    from.skip_to(glass::kLengthsKey);
    if (from.at_end() || from.key() != glass::kLengthsKey) {
      if (version.statistics.documents > 0) from.fail("the document lengths are missing");
      return;
    }
    std::uint32_t expected = 1;
    from.read_list(std::string(glass::kLengthsKey), false, [&](std::uint32_t docid, std::uint32_t words) {
      if (docid != expected++) from.fail("a document has no length");
      if (live.is_live(docid)) use(words);
    });
    if (expected != std::uint64_t{version.statistics.documents} + 1) from.fail("a document has no length");
  }

  void count_length(std::uint32_t words) {
    ++statistics.documents;
    statistics.total_length += words;
    statistics.longest = std::max(statistics.longest, words);
    if (words > 0 && (statistics.shortest == 0 || words < statistics.shortest)) statistics.shortest = words;
  }

  glass::Version version;
  LiveDocids live;
  SegmentWalk walk;
  std::vector<SlotStatistics> slots;
  glass::Statistics statistics;
  std::string later_keys;
  std::string coded;
};

SegmentInput::SegmentInput(const std::string& folder, const std::vector<std::uint32_t>& deleted)
    : impl_(std::make_unique<Impl>(folder, deleted)) {}
SegmentInput::~SegmentInput() = default;

std::uint32_t SegmentInput::documents() const { return impl_->live.size(); }
const std::vector<SlotStatistics>& SegmentInput::slots() const { return impl_->slots; }
glass::Statistics SegmentInput::statistics() const { return impl_->statistics; }
std::uint64_t SegmentInput::bytes_read() const { return impl_->walk.bytes_read(); }

void SegmentInput::for_each_value(unsigned slot, const UseValue& use) {
  Impl& my = *impl_;
  const auto use_live = [&](std::uint32_t docid, std::string_view value) {
    if (my.live.is_live(docid)) use(my.live.renumber(docid), value);
  };
  const auto skip = [](std::uint32_t, std::string_view) {};
  for (auto next = my.walk.slot_of_chunk(); next && *next <= slot; next = my.walk.slot_of_chunk()) {
    if (*next == slot) my.walk.read_value_chunk(use_live);
    else my.walk.read_value_chunk(skip);
  }
}

void SegmentInput::for_each_length(const std::function<void(std::uint32_t)>& use) {
  impl_->read_lengths(impl_->walk, use);
}

bool SegmentInput::next_term() {
  Impl& my = *impl_;
  my.walk.skip_to(kFirstTerm);
  while (!my.walk.at_end()) {
    term_.assign(my.walk.key());
    if (term_.find('\0') != std::string::npos) my.walk.fail("a term contains NUL");
    my.later_keys.assign(term_).push_back('\0');
    my.coded.clear();
    postings_ = {};
    my.walk.read_list(my.later_keys, true, [&](std::uint32_t old_docid, std::uint32_t wdf) {
      if (!my.live.is_live(old_docid)) return;
      const std::uint32_t docid = my.live.renumber(old_docid);
      if (postings_.documents++ == 0) postings_.first = docid;
      else put_varint(my.coded, docid - postings_.last - 1);
      put_varint(my.coded, wdf);
      postings_.last = docid;
      postings_.occurrences += wdf;
      my.statistics.largest_wdf = std::max(my.statistics.largest_wdf, wdf);
    });
    if (postings_.documents == 0) continue;
    postings_.coded = my.coded;
    return true;
  }
  return false;
}

std::uint64_t table_bytes(const std::string& folder) {
  return regular_file_size(folder + glass::kTableFile).value_or(0);
}

}  // namespace il2search
