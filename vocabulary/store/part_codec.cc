// Parts <-> deflated blocks of records.
#include "vocabulary/store/part_codec.h"

#include <optional>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/bytes.h"
#include "base/deflate.h"
#include "base/file.h"
#include "storage/index_files.h"
#include "storage/output_file.h"
#include "vocabulary/store/concept_codec.h"

namespace il2search {
namespace {

constexpr std::string_view kPartMagic = "IL2P";
constexpr std::uint32_t kPartVersion = 1;
constexpr std::size_t kBlockBytes = 1 << 20;  // more where one record is larger

class BlockWriter {
 public:
  explicit BlockWriter(const std::string& path) : path_(path), out_(path) {
    std::string header(kPartMagic);
    put_u32(header, kPartVersion);
    out_.write(header);
  }

  void append(std::string_view record) {
    plain_ += record;
    if (plain_.size() >= kBlockBytes) flush();
  }

  void finish() {
    if (!plain_.empty()) flush();
    put_block(0, {});
    out_.close();
  }

 private:
  void flush() {
    if (plain_.size() > kMaxInflatedBytes)
      throw Error(ErrorCode::invalid_argument, "a record is too large to store: " + terminal_safe(path_, false));
    put_block(plain_.size(), deflater_.deflate(plain_));
    plain_.clear();
  }
  void put_block(std::size_t plain_bytes, const std::string& stored) {
    std::string block;
    put_u32(block, static_cast<std::uint32_t>(plain_bytes));
    put_u32(block, static_cast<std::uint32_t>(stored.size()));
    out_.write(block);
    out_.write(stored);
  }

  std::string path_;
  OutputFile out_;
  Deflater deflater_;
  std::string plain_;
};

class BlockReader {
 public:
  BlockReader(std::string_view bytes, std::string path) : path_(std::move(path)), rest_(bytes) {
    if (read(kPartMagic.size()) != kPartMagic) throw_corrupt(path_, "not a part of a vocabulary");
    if (read_u32() != kPartVersion)
      throw Error(ErrorCode::index_incompatible,
                  "unsupported version of a vocabulary part: " + terminal_safe(path_, false),
                  "load its file again with `il2index vocabulary`");
  }

  // The records of the next block; empty at the end.
  std::string next() {
    const std::uint32_t size = read_u32();
    const std::uint32_t stored = read_u32();
    if (size == 0 && stored == 0) {
      if (!rest_.empty()) throw_corrupt(path_, "there is more after its end");
      return {};
    }
    std::optional<std::string> plain = inflated(read(stored), size);
    if (!plain || plain->empty()) throw_corrupt(path_, "a block is damaged");
    return std::move(*plain);
  }

 private:
  std::string_view read(std::size_t size) {
    if (size > rest_.size()) throw_corrupt(path_, "truncated");
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }
  std::uint32_t read_u32() { return get_u32(read(4).data()); }

  std::string path_;
  std::string_view rest_;
};

std::string next_text(ByteReader& reader) { return std::string(reader.sized()); }

void read_part_record(ByteReader& reader, VocabularyPart& part) {
  switch (reader.bytes(1).front()) {
    case kPartHeadRecord:
      part.name = next_text(reader);
      part.version = next_text(reader);
      part.source = next_text(reader);
      return;
    case 'c': part.concepts.push_back(get_concept(reader)); return;
    case 'm': {
      MappingRow& row = part.mappings.emplace_back();
      row.subject = next_text(reader);
      row.predicate =
          static_cast<MappingPredicate>(reader.varint_up_to(static_cast<std::uint64_t>(MappingPredicate::related)));
      row.object = next_text(reader);
      return;
    }
    case 't': {
      TreeRow& row = part.tree_numbers.emplace_back();
      row.heading = next_text(reader);
      row.id = next_text(reader);
      row.tree_number = next_text(reader);
      return;
    }
    default: reader.fail();
  }
}

}  // namespace

void for_each_part_record(const VocabularyPart& part, const std::function<void(std::string_view)>& use) {
  std::string record(1, kPartHeadRecord);
  for (const std::string* text : {&part.name, &part.version, &part.source}) put_sized(record, *text);
  use(record);
  for (const Concept& data : part.concepts) {
    record = "c";
    put_concept(record, data);
    use(record);
  }
  for (const MappingRow& row : part.mappings) {
    record = "m";
    put_sized(record, row.subject);
    put_varint(record, static_cast<std::uint64_t>(row.predicate));
    put_sized(record, row.object);
    use(record);
  }
  for (const TreeRow& row : part.tree_numbers) {
    record = "t";
    for (const std::string* text : {&row.heading, &row.id, &row.tree_number}) put_sized(record, *text);
    use(record);
  }
}

void write_part_file(const VocabularyPart& part, const std::string& path) {
  BlockWriter writer(path);
  for_each_part_record(part, [&](std::string_view record) { writer.append(record); });
  writer.finish();
}

VocabularyPart read_part_file(const std::string& path) {
  const MappedFile file = map_regular_file(path);
  return read_part_bytes(file.bytes(), path);
}

VocabularyPart read_part_bytes(std::string_view bytes, const std::string& path) {
  BlockReader blocks(bytes, path);
  VocabularyPart part;
  for (std::string block = blocks.next(); !block.empty(); block = blocks.next()) {
    ByteReader reader = record_reader(block);
    while (!reader.at_end()) read_part_record(reader, part);
  }
  return part;
}

}  // namespace il2search
