// Ledger: which input files were applied to an index, and which ids were deleted. The writer loads it, updates it and
// publishes it with the generation; readers never use it.
//
//   il2index update: is_applied() -> number_of() -> records, each checked with is_deleted() -> record_source() -> to_bytes()
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/documents/origin.h"
#include "storage/folder.h"
#include "storage/manifest.h"

namespace il2search {

// An input file as it was when it was last applied.
struct SourceEntry {
  std::string name;        // absolute path, or as given for standard input
  std::string root;        // absolute path of the folder that it was found in; empty if the file itself was given
  std::string file_id;     // the stem of its documents' `FILE:` ids; empty if they have none
  std::uint64_t size = 0;  // on disk
  std::string checksum;    // XXH3-128 of its bytes on disk, 32 hexadecimal digits
  std::uint64_t records = 0;
  std::uint64_t generation = 0;  // of the last application
  std::uint64_t ordinal = 0;     // order of the last application, over all runs
  std::uint32_t number = 0;      // from 1; given at the first application and never reused, see number_of()
  std::uint32_t nlm_file = 0;    // nlm_file_number(name)
  std::string reader;            // the format that it was read in; empty in ledgers of version 1
  std::uint32_t reader_version = 0;
  bool reader_detected = false;  // by content, as opposed to chosen by the user

  bool operator==(const SourceEntry&) const = default;
};

// A deleted id.
struct Tombstone {
  std::string id;
  std::optional<std::uint32_t> version;  // this version and older ones are deleted; nothing: all versions
  std::uint32_t nlm_file = 0;            // of the source that deleted it, or 0
  std::uint32_t source = 0;              // number of that source, or reserve_number() if the user deleted it
  std::uint64_t generation = 0;          // of the deletion

  bool operator==(const Tombstone&) const = default;
};

// The const functions may be called from many threads while no other function runs. Takes about 60 bytes per tombstone.
class Ledger {
 public:
  Ledger() = default;

  // Reads the output of to_bytes(); no bytes are an empty ledger. Throws Error{index_corrupt}, in which `where` names the
  // bytes. A million tombstones take about 0.1 s.
  static Ledger from_bytes(std::string_view bytes, const std::string& where);
  std::string to_bytes() const;

  // Ordered by number.
  const std::vector<SourceEntry>& sources() const { return sources_; }
  // Null if the name is unknown. Pointers are valid until the ledger changes.
  const SourceEntry* find_source(std::string_view name) const;
  // The source whose documents have `FILE:` ids with this stem; null if no source has it.
  const SourceEntry* find_owner(std::string_view file_id) const;
  // Whether the source was last applied with this content, by the current version of the reader that this format, or
  // "auto", would choose. A source without a noted reader counts as read by the right one.
  bool is_applied(std::string_view name, std::string_view checksum, std::string_view format = "auto") const;

  // The number of a source; an unknown name gets the next free one. Call in the order of application.
  std::uint32_t number_of(const std::string& name);
  // The next free number, for a deletion that does not come from a file.
  std::uint32_t reserve_number() { return next_number_++; }
  // Records that a source was applied, replacing an earlier entry of its name. Sets `number` and `ordinal`.
  void record_source(SourceEntry entry);
  // Removes a source as if it had never been applied. Its tombstones stay.
  void forget_source(std::string_view name);

  // Whether there is a tombstone for this version of a record that is later than the record.
  bool is_deleted(std::string_view id, std::uint32_t version, Origin origin) const;
  const Tombstone* find_tombstone(std::string_view id) const;
  // Two tombstones of one id become one, with the later source and the wider range of versions.
  void add_tombstone(Tombstone tombstone);
  // For an id with a record that is later than the deletion.
  void remove_tombstone(const std::string& id);
  std::size_t tombstones() const { return tombstone_count_; }

 private:
  using Index = std::unordered_map<std::string, std::size_t>;

  void index_source(std::size_t position);
  void index_sources();
  void set_tombstone(const std::string& id, std::optional<Tombstone> tombstone);
  std::vector<const Tombstone*> sorted_tombstones() const;

  std::vector<SourceEntry> sources_;
  Index by_name_;                                            // -> position in sources_
  Index by_file_id_;                                         // -> position in sources_
  std::unordered_map<std::string, std::uint32_t> reserved_;  // numbers of sources that are not recorded yet
  std::uint32_t next_number_ = 1;
  std::uint64_t next_ordinal_ = 1;

  // Tombstones stay in the sorted list in which they were read, since there may be a million; lookups ask for changes first.
  std::vector<Tombstone> loaded_;
  std::unordered_map<std::string, std::optional<Tombstone>> changed_;
  std::size_t tombstone_count_ = 0;
};

// The ledger of a generation after verifying its checksum; empty if it has none. Throws Error{index_corrupt, io}.
Ledger load_ledger(const IndexFolder& folder, const Manifest& manifest);

}  // namespace il2search
