// Parts as deflated blocks of records.
#include "vocabulary/store/part_codec.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <system_error>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/deflate.h"
#include "vocabulary/store/concept_codec.h"

namespace il2search {
namespace {

constexpr std::string_view kPartMagic = "IL2P";
constexpr std::uint32_t kPartVersion = 1;
constexpr std::size_t kBlockBytes = 1 << 20;  // more where one record is larger

std::string little_endian(std::uint32_t value) {
  std::string bytes;
  for (unsigned shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<char>(value >> shift));
  return bytes;
}

[[noreturn]] void throw_part_damaged(const std::string& path, const std::string& what) {
  throw Error(ErrorCode::index_corrupt, "index corrupt: " + terminal_safe(path, false) + ": " + what);
}

class BlockWriter {
 public:
  explicit BlockWriter(const std::string& path) : path_(path), out_(path, std::ios::binary | std::ios::trunc) {
    put(std::string(kPartMagic) + little_endian(kPartVersion));
  }

  void append(std::string_view record) {
    plain_ += record;
    if (plain_.size() >= kBlockBytes) flush();
  }

  void finish() {
    if (!plain_.empty()) flush();
    put(little_endian(0) + little_endian(0));
    out_.close();
    check();
  }

 private:
  void flush() {
    if (plain_.size() > kMaxInflatedBytes)
      throw Error(ErrorCode::invalid_argument, "a record is too large to store: " + terminal_safe(path_, false));
    const std::string stored = deflater_.deflate(plain_);
    put(little_endian(static_cast<std::uint32_t>(plain_.size())) +
        little_endian(static_cast<std::uint32_t>(stored.size())) + stored);
    plain_.clear();
  }
  void put(const std::string& bytes) {
    out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    check();
  }
  void check() {
    if (out_) return;
    const std::string why = std::generic_category().message(errno);
    throw Error(ErrorCode::io, "cannot write: " + terminal_safe(path_, false) + ": " + why);
  }

  std::string path_;
  std::ofstream out_;
  Deflater deflater_;
  std::string plain_;
};

class BlockReader {
 public:
  explicit BlockReader(const std::string& path) : path_(path), in_(path, std::ios::binary) {
    if (!in_) throw_part_damaged(path_, "it cannot be read");
    if (take(kPartMagic.size()) != kPartMagic) throw_part_damaged(path_, "it is no part of a vocabulary");
    if (number() != kPartVersion)
      throw Error(ErrorCode::index_incompatible,
                  "part of a vocabulary in another version: " + terminal_safe(path_, false),
                  "`il2index vocabulary` loads its file again");
  }

  // The next block's records; empty at the end.
  std::string next() {
    const std::uint32_t size = number();
    const std::uint32_t stored = number();
    if (size == 0 && stored == 0) return {};
    if (size > kMaxInflatedBytes || stored > kMaxInflatedBytes + (1u << 20))
      throw_part_damaged(path_, "a block is too large");
    std::optional<std::string> plain = inflated(take(stored), size);
    if (!plain || plain->empty()) throw_part_damaged(path_, "a block is damaged");
    return std::move(*plain);
  }

 private:
  std::string take(std::size_t size) {
    std::string bytes(size, '\0');
    in_.read(bytes.data(), static_cast<std::streamsize>(size));
    if (!in_) throw_part_damaged(path_, "it ends early");
    return bytes;
  }
  std::uint32_t number() {
    const std::string bytes = take(4);
    std::uint32_t value = 0;
    for (unsigned i = 0; i < 4; ++i)
      value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    return value;
  }

  std::string path_;
  std::ifstream in_;
};

std::string next_text(VocabularyCursor& cursor) { return std::string(cursor.text()); }

void read_part_record(VocabularyCursor& cursor, VocabularyPart& part) {
  switch (cursor.number()) {
    case kPartHeadRecord:
      part.name = next_text(cursor);
      part.version = next_text(cursor);
      part.source = next_text(cursor);
      return;
    case 'c': part.concepts.push_back(get_concept(cursor)); return;
    case 'm': {
      MappingRow& row = part.mappings.emplace_back();
      row.subject = next_text(cursor);
      row.predicate =
          static_cast<MappingPredicate>(cursor.number_up_to(static_cast<std::uint64_t>(MappingPredicate::related)));
      row.object = next_text(cursor);
      return;
    }
    case 't': {
      TreeRow& row = part.tree_numbers.emplace_back();
      row.heading = next_text(cursor);
      row.id = next_text(cursor);
      row.tree_number = next_text(cursor);
      return;
    }
    default: throw_vocabulary_damaged();
  }
}

}  // namespace

void for_each_part_record(const VocabularyPart& part, const std::function<void(std::string_view)>& use) {
  std::string record(1, kPartHeadRecord);
  for (const std::string* text : {&part.name, &part.version, &part.source}) put_text(record, *text);
  use(record);
  for (const Concept& data : part.concepts) {
    record = "c";
    put_concept(record, data);
    use(record);
  }
  for (const MappingRow& row : part.mappings) {
    record = "m";
    put_text(record, row.subject);
    put_number(record, static_cast<std::uint64_t>(row.predicate));
    put_text(record, row.object);
    use(record);
  }
  for (const TreeRow& row : part.tree_numbers) {
    record = "t";
    for (const std::string* text : {&row.heading, &row.id, &row.tree_number}) put_text(record, *text);
    use(record);
  }
}

void write_part_file(const VocabularyPart& part, const std::string& path) {
  BlockWriter writer(path);
  for_each_part_record(part, [&](std::string_view record) { writer.append(record); });
  writer.finish();
}

VocabularyPart read_part_file(const std::string& path) {
  BlockReader reader(path);
  VocabularyPart part;
  for (std::string block = reader.next(); !block.empty(); block = reader.next()) {
    VocabularyCursor cursor(block);
    while (!cursor.done()) read_part_record(cursor, part);
  }
  return part;
}

}  // namespace il2search
