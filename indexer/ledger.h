// Ledger: which input files an index has taken in, and which ids were deleted. The writer loads it, changes it while it
// works and publishes it with the generation; readers never look at it.
//
//   il2index update: is the file new? -> its number -> records, each asked of is_deleted() -> record_source() -> to_bytes()
//
// "Later" among sources means: the higher NLM file number where both have one, else the source that was applied first
// later. So a file keeps its place however often it is applied again, and a record that a later file deleted stays
// deleted when an older file comes again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "storage/manifest.h"

namespace il2search {

// The number in the name of one of NLM's files: pubmed26n1335.xml.gz -> 202601335, medline16n0902.xml -> 201600902.
// 0 for every other name. A path may stand before the name.
std::uint32_t nlm_file_number(std::string_view name);

// An input file as it was applied last.
struct SourceEntry {
  std::string name;        // absolute path, or as given for standard input
  std::string root;        // absolute path of the folder that it was found in; empty when it was named itself
  std::string file_id;     // the stem of its `FILE:` ids; empty when it gave no document such an id
  std::uint64_t size = 0;  // as it lies on the disk
  std::string checksum;    // XXH3-128 of its bytes as they lie on the disk, 32 hexadecimal digits
  std::uint64_t records = 0;
  std::uint64_t generation = 0;  // published with
  std::uint64_t ordinal = 0;     // order of the last application, over all runs
  std::uint32_t number = 0;      // given at the first application, from 1, never used again: see number_of()
  std::uint32_t nlm_file = 0;    // nlm_file_number(name)

  bool operator==(const SourceEntry&) const = default;
};

// A deleted id.
struct Tombstone {
  std::string id;
  std::optional<std::uint32_t> version;  // deleted are this version and older; nothing: all
  std::uint32_t nlm_file = 0;            // of the source that ordered it, or 0
  std::uint32_t source = 0;              // its number; take_number() for an order of the user
  std::uint64_t generation = 0;          // published with

  bool operator==(const Tombstone&) const = default;
};

// Where a record comes from. source 0: from the program that runs now, later than everything.
struct RecordOrigin {
  std::uint32_t nlm_file = 0;
  std::uint32_t source = 0;
};

// Not safe from two threads at once; the const functions are safe from many while nobody changes it. Memory: about 60
// bytes a tombstone.
class Ledger {
 public:
  Ledger() = default;

  // Reads what to_bytes() wrote; the empty text is the empty ledger. Error{index_corrupt} naming `where`. A million
  // tombstones take about 0.1 s.
  static Ledger from_bytes(std::string_view bytes, const std::string& where);
  std::string to_bytes() const;

  // In the order of their numbers.
  const std::vector<SourceEntry>& sources() const { return sources_; }
  // Null when there is none. Pointers are valid until the ledger changes.
  const SourceEntry* find_source(std::string_view name) const;
  // The source that owns the FILE: ids of this stem.
  const SourceEntry* claimant(std::string_view file_id) const;
  // Whether the source's last applied content is this one.
  bool is_applied(std::string_view name, std::string_view checksum) const;

  // The number of a source, which is new for a name not seen before. Ask in the order of application.
  std::uint32_t number_of(const std::string& name);
  // A number of its own, for an order that no file gave.
  std::uint32_t take_number() { return next_number_++; }
  // Notes that a source was applied; `number` and `ordinal` are filled in here. Replaces what was known of the name.
  void record_source(SourceEntry entry);
  // Forgets a source, as if it had never been applied; its tombstones stay.
  void forget_source(std::string_view name);

  // Whether a record is older than an order to delete it.
  bool is_deleted(std::string_view id, std::uint32_t version, RecordOrigin origin) const;
  const Tombstone* find_tombstone(std::string_view id) const;
  // Notes an order to delete. Two for one id become one: the later source, the wider range of versions.
  void add_tombstone(Tombstone tombstone);
  // For a record that came later than its deletion.
  void remove_tombstone(const std::string& id);
  std::size_t tombstones() const { return tombstone_count_; }

 private:
  using Index = std::unordered_map<std::string, std::size_t>;

  void index_source(std::size_t place);
  void index_sources();
  void set_tombstone(const std::string& id, std::optional<Tombstone> tombstone);
  std::vector<const Tombstone*> sorted_tombstones() const;

  std::vector<SourceEntry> sources_;
  Index by_name_;                                            // -> place in sources_
  Index by_file_id_;                                         // likewise
  std::unordered_map<std::string, std::uint32_t> reserved_;  // numbers of sources not recorded yet
  std::uint32_t next_number_ = 1;
  std::uint64_t next_ordinal_ = 1;

  // A million tombstones stay a sorted list as they were read; what changed since is looked up first.
  std::vector<Tombstone> loaded_;
  std::unordered_map<std::string, std::optional<Tombstone>> changed_;
  std::size_t tombstone_count_ = 0;
};

// The ledger of a generation, its checksum verified; empty when it has none. Error{index_corrupt, io}.
Ledger load_ledger(const std::string& index_path, const Manifest& manifest);

}  // namespace il2search
