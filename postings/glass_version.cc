// iamglass: magic, format, uuid, revision, then six tables with their roots, then the statistics.
#include "postings/glass_version.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/bytes.h"
#include "base/file.h"
#include "storage/index_files.h"

namespace il2search::glass {
namespace {

// "\x0f\x0dXapian Glass" and the format of 2016-03-14, the only one of Xapian 1.4.
constexpr std::string_view kMagic{"\x0F\x0DXapian Glass\x04\x6E", 16};
constexpr std::size_t kUuidBytes = 16;
constexpr std::size_t kMaxFileBytes = 4096;
constexpr unsigned kRootIsFake = 1;  // the table has no block
constexpr unsigned kSequential = 2;  // blocks were written in order
constexpr unsigned kLevelShift = 2;
// postlist, docdata, termlist, position, spelling, synonym: the size from which tags are compressed (0: never).
constexpr std::array<unsigned, 6> kCompressFrom = {0, 18, 18, 0, 18, 18};

// RFC 4122, version 4.
std::string new_uuid(const std::string& path) {
  std::string uuid(kUuidBytes, '\0');
  const ssize_t n = retry_interrupted([&] { return ::getrandom(uuid.data(), uuid.size(), 0); });
  if (n != static_cast<ssize_t>(uuid.size())) throw_io("cannot get random bytes", path);
  uuid[6] = static_cast<char>((uuid[6] & 0x0F) | 0x40);
  uuid[8] = static_cast<char>((uuid[8] & 0x3F) | 0x80);
  return uuid;
}

// Nothing is free: the next block is the one after the last.
std::string free_list(std::uint32_t blocks) {
  std::string list;
  put_varint(list, kRevision);
  put_varint(list, blocks);
  list.append(4, '\0');
  return list;
}

void put_table(std::string& to, const Table& table, bool is_fake, unsigned compress_from) {
  put_varint(to, table.root);
  put_varint(to, table.levels << kLevelShift | kSequential | (is_fake ? kRootIsFake : 0));
  put_varint(to, table.entries);
  put_varint(to, kBlockBytes >> 11);
  put_varint(to, compress_from);
  put_sized(to, is_fake ? std::string{} : free_list(table.blocks));
}

constexpr unsigned kOtherStatistics = 7;

// Without terms, documents have no length.
void put_statistics(std::string& to, std::uint32_t documents) {
  put_varint(to, documents);
  // The last docid minus the number of documents, the shortest length, the largest frequency, the longest length, the
  // oldest changeset, the length of all documents, the bound of frequencies in the spelling table.
  for (unsigned i = 0; i < kOtherStatistics; ++i) put_varint(to, 0);
}

struct StoredTable {
  Table table;
  bool is_fake = false;
};

StoredTable get_table(ByteReader& in) {
  StoredTable stored;
  stored.table.root = in.varint32();
  const std::uint32_t flags = in.varint32();
  stored.table.levels = flags >> kLevelShift;
  stored.is_fake = (flags & kRootIsFake) != 0;
  stored.table.entries = in.varint();
  if (in.varint() != kBlockBytes >> 11) in.fail();
  in.varint();
  in.sized();
  return stored;
}

}  // namespace

void write_version(const std::string& folder, const Version& version) {
  const std::string path = folder + kVersionFile;
  std::string bytes(kMagic);
  bytes += new_uuid(path);
  put_varint(bytes, kRevision);
  for (std::size_t i = 0; i < kCompressFrom.size(); ++i)
    put_table(bytes, i == 0 ? version.table : Table{}, i != 0, kCompressFrom[i]);
  put_statistics(bytes, version.documents);
  Descriptor file = create_file(path);
  write_all(file, bytes, path);
  close_written(std::move(file), path);
}

Version read_version(const std::string& folder) {
  const std::string path = folder + kVersionFile;
  const Descriptor file = open_regular_file(path);
  if (!file.is_open()) throw_corrupt(path, "it is missing");
  const std::string bytes = read_all(file, path, kMaxFileBytes);
  const std::string shown = terminal_safe(path, false);
  if (!bytes.starts_with(kMagic)) {
    throw Error(ErrorCode::index_incompatible, "index incompatible: " + shown + ": it is not of Xapian 1.4");
  }
  ByteReader in(std::string_view(bytes).substr(kMagic.size()), shown);
  in.bytes(kUuidBytes);
  in.varint();  // revision
  const StoredTable postings = get_table(in);
  for (std::size_t i = 1; i < kCompressFrom.size(); ++i) get_table(in);
  if (postings.is_fake) return {};
  const std::uint32_t documents = in.varint32();
  if (in.varint() != 0) in.fail();  // docids of a segment have no gaps
  for (unsigned i = 1; i < kOtherStatistics; ++i) in.varint();
  return {postings.table, documents};
}

}  // namespace il2search::glass
