// The bytes of a ledger. All numbers are varints (7 bits a byte, low bits first), a text is its length and its bytes.
//
//   "IL2L" version  next_number next_ordinal
//   sources     { name root file_id size checksum records generation ordinal number nlm_file }…
//   tombstones  { shared rest version+1 nlm_file source generation }…   ordered by id; `shared` bytes are those of
//                                                                        the id before, `rest` is a text
// Each list begins with its length. Size and checksum of the whole stand in the manifest.
#include <il2search/error.h>

#include "indexer/ledger.h"
#include "storage/directory_files.h"

namespace il2search {
namespace {

constexpr std::string_view kMagic = "IL2L";
constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kBytesASource = 10;    // at least
constexpr std::size_t kBytesATombstone = 6;  // likewise

class Output {
 public:
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
    bytes += static_cast<char>(value);
  }
  void text(std::string_view value) {
    number(value.size());
    bytes += value;
  }
  std::string bytes{kMagic};
};

class Input {
 public:
  Input(std::string_view bytes, const std::string& where) : rest_(bytes), where_(where) {}

  [[noreturn]] void fail() const {
    throw Error(ErrorCode::index_corrupt, "index corrupt: " + where_ + ": the ledger cannot be read");
  }
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) fail();
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    fail();
  }
  std::uint32_t number32() {
    const std::uint64_t value = number();
    if (value > UINT32_MAX) fail();
    return static_cast<std::uint32_t>(value);
  }
  std::string_view text() { return bytes(number()); }
  std::string_view bytes(std::uint64_t size) {
    if (size > rest_.size()) fail();
    const std::string_view value = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return value;
  }
  // The length of a list, which may not be longer than what is left could hold.
  std::size_t length(std::size_t bytes_an_item) {
    const std::uint64_t value = number();
    if (value > rest_.size() / bytes_an_item) fail();
    return static_cast<std::size_t>(value);
  }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  const std::string& where_;
};

void write(Output& out, const SourceEntry& source) {
  out.text(source.name);
  out.text(source.root);
  out.text(source.file_id);
  out.number(source.size);
  out.text(source.checksum);
  out.number(source.records);
  out.number(source.generation);
  out.number(source.ordinal);
  out.number(source.number);
  out.number(source.nlm_file);
}

SourceEntry read_source(Input& in) {
  SourceEntry source;
  source.name = in.text();
  source.root = in.text();
  source.file_id = in.text();
  source.size = in.number();
  source.checksum = in.text();
  source.records = in.number();
  source.generation = in.number();
  source.ordinal = in.number();
  source.number = in.number32();
  source.nlm_file = in.number32();
  return source;
}

std::size_t shared_prefix(std::string_view a, std::string_view b) {
  std::size_t n = 0;
  while (n < a.size() && n < b.size() && a[n] == b[n]) ++n;
  return n;
}

void write(Output& out, const Tombstone& tombstone, std::string_view id_before) {
  const std::size_t shared = shared_prefix(id_before, tombstone.id);
  out.number(shared);
  out.text(std::string_view(tombstone.id).substr(shared));
  out.number(tombstone.version ? std::uint64_t{*tombstone.version} + 1 : 0);
  out.number(tombstone.nlm_file);
  out.number(tombstone.source);
  out.number(tombstone.generation);
}

Tombstone read_tombstone(Input& in, std::string_view id_before) {
  Tombstone tombstone;
  const std::uint64_t shared = in.number();
  if (shared > id_before.size()) in.fail();
  tombstone.id.assign(id_before.substr(0, shared));
  tombstone.id += in.text();
  const std::uint64_t version = in.number();
  if (version > std::uint64_t{UINT32_MAX} + 1) in.fail();
  if (version != 0) tombstone.version = static_cast<std::uint32_t>(version - 1);
  tombstone.nlm_file = in.number32();
  tombstone.source = in.number32();
  tombstone.generation = in.number();
  return tombstone;
}

}  // namespace

std::string Ledger::to_bytes() const {
  Output out;
  out.number(kVersion);
  out.number(next_number_);
  out.number(next_ordinal_);
  out.number(sources_.size());
  for (const SourceEntry& source : sources_) write(out, source);
  const std::vector<const Tombstone*> sorted = sorted_tombstones();
  out.number(sorted.size());
  std::string_view before;
  for (const Tombstone* tombstone : sorted) {
    write(out, *tombstone, before);
    before = tombstone->id;
  }
  return std::move(out.bytes);
}

Ledger Ledger::from_bytes(std::string_view bytes, const std::string& where) {
  Ledger ledger;
  if (bytes.empty()) return ledger;
  Input in(bytes, where);
  if (in.bytes(kMagic.size()) != kMagic || in.number() != kVersion) in.fail();
  ledger.next_number_ = in.number32();
  ledger.next_ordinal_ = in.number();
  const std::size_t sources = in.length(kBytesASource);
  for (std::size_t i = 0; i < sources; ++i) ledger.sources_.push_back(read_source(in));
  ledger.index_sources();
  ledger.tombstone_count_ = in.length(kBytesATombstone);
  ledger.loaded_.reserve(ledger.tombstone_count_);
  for (std::size_t i = 0; i < ledger.tombstone_count_; ++i) {
    const std::string_view before = i == 0 ? std::string_view() : ledger.loaded_.back().id;
    ledger.loaded_.push_back(read_tombstone(in, before));
    // Looking up relies on the order.
    if (i != 0 && ledger.loaded_[i].id <= ledger.loaded_[i - 1].id) in.fail();
  }
  if (!in.at_end()) in.fail();
  return ledger;
}

Ledger load_ledger(const std::string& index_path, const Manifest& manifest) {
  if (!manifest.ledger) return Ledger();
  return Ledger::from_bytes(read_verified(index_path, *manifest.ledger), manifest.ledger->path);
}

}  // namespace il2search
