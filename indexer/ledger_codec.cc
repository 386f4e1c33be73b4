// The encoding of a ledger: varints and sized strings (base/bytes.h).
//
//   "IL2L" version  next_number next_ordinal
//   sources     { name root file_id size checksum records generation ordinal number nlm_file
//                 reader reader_version reader_detected }…   version 1 has no line like this one
//   tombstones  { shared rest version+1 nlm_file source generation }…   ordered by id; an id starts with the first
//                                                                       `shared` bytes of the previous id
// Each list starts with its number of elements. The manifest has the size and checksum of the whole.
#include "base/bytes.h"
#include "indexer/ledger.h"

namespace il2search {
namespace {

constexpr std::string_view kMagic = "IL2L";
constexpr std::uint64_t kVersion = 2;
constexpr std::size_t kMinBytesPerSource = 10;  // in version 1
constexpr std::size_t kMinBytesPerTombstone = 6;

void write(std::string& to, const SourceEntry& source) {
  put_sized(to, source.name);
  put_sized(to, source.root);
  put_sized(to, source.file_id);
  put_varint(to, source.size);
  put_sized(to, source.checksum);
  put_varint(to, source.records);
  put_varint(to, source.generation);
  put_varint(to, source.ordinal);
  put_varint(to, source.number);
  put_varint(to, source.nlm_file);
  put_sized(to, source.reader);
  put_varint(to, source.reader_version);
  put_varint(to, source.reader_detected ? 1 : 0);
}

SourceEntry read_source(ByteReader& in, std::uint64_t version) {
  SourceEntry source;
  source.name = in.sized();
  source.root = in.sized();
  source.file_id = in.sized();
  source.size = in.varint();
  source.checksum = in.sized();
  source.records = in.varint();
  source.generation = in.varint();
  source.ordinal = in.varint();
  source.number = in.varint32();
  source.nlm_file = in.varint32();
  if (version < 2) return source;
  source.reader = in.sized();
  source.reader_version = in.varint32();
  source.reader_detected = in.varint_up_to(1) != 0;
  return source;
}

std::size_t shared_prefix(std::string_view a, std::string_view b) {
  std::size_t n = 0;
  while (n < a.size() && n < b.size() && a[n] == b[n]) ++n;
  return n;
}

void write(std::string& to, const Tombstone& tombstone, std::string_view previous_id) {
  const std::size_t shared = shared_prefix(previous_id, tombstone.id);
  put_varint(to, shared);
  put_sized(to, std::string_view(tombstone.id).substr(shared));
  put_varint(to, tombstone.version ? std::uint64_t{*tombstone.version} + 1 : 0);
  put_varint(to, tombstone.nlm_file);
  put_varint(to, tombstone.source);
  put_varint(to, tombstone.generation);
}

Tombstone read_tombstone(ByteReader& in, std::string_view previous_id) {
  Tombstone tombstone;
  tombstone.id = previous_id.substr(0, in.varint_up_to(previous_id.size()));
  tombstone.id += in.sized();
  const std::uint64_t version = in.varint_up_to(std::uint64_t{UINT32_MAX} + 1);
  if (version != 0) tombstone.version = static_cast<std::uint32_t>(version - 1);
  tombstone.nlm_file = in.varint32();
  tombstone.source = in.varint32();
  tombstone.generation = in.varint();
  return tombstone;
}

}  // namespace

std::string Ledger::to_bytes() const {
  std::string bytes(kMagic);
  put_varint(bytes, kVersion);
  put_varint(bytes, next_number_);
  put_varint(bytes, next_ordinal_);
  put_varint(bytes, sources_.size());
  for (const SourceEntry& source : sources_) write(bytes, source);
  const std::vector<const Tombstone*> sorted = sorted_tombstones();
  put_varint(bytes, sorted.size());
  std::string_view previous_id;
  for (const Tombstone* tombstone : sorted) {
    write(bytes, *tombstone, previous_id);
    previous_id = tombstone->id;
  }
  return bytes;
}

Ledger Ledger::from_bytes(std::string_view bytes, const std::string& where) {
  Ledger ledger;
  if (bytes.empty()) return ledger;
  ByteReader in(bytes, where);
  if (in.bytes(kMagic.size()) != kMagic) in.fail();
  const std::uint64_t version = in.varint();
  if (version < 1 || version > kVersion) in.fail();
  ledger.next_number_ = in.varint32();
  ledger.next_ordinal_ = in.varint();
  const std::size_t sources = in.count(kMinBytesPerSource);
  for (std::size_t i = 0; i < sources; ++i) ledger.sources_.push_back(read_source(in, version));
  ledger.index_sources();
  ledger.tombstone_count_ = in.count(kMinBytesPerTombstone);
  ledger.loaded_.reserve(ledger.tombstone_count_);
  for (std::size_t i = 0; i < ledger.tombstone_count_; ++i) {
    const std::string_view previous_id = i == 0 ? std::string_view() : ledger.loaded_.back().id;
    ledger.loaded_.push_back(read_tombstone(in, previous_id));
    // Lookups rely on the order.
    if (i != 0 && ledger.loaded_[i].id <= ledger.loaded_[i - 1].id) in.fail();
  }
  if (!in.at_end()) in.fail();
  return ledger;
}

Ledger load_ledger(const IndexFolder& folder, const Manifest& manifest) {
  if (!manifest.ledger) return Ledger();
  return Ledger::from_bytes(folder.read_verified(*manifest.ledger), manifest.ledger->path);
}

}  // namespace il2search
