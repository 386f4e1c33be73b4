// zstd frames in record files, and the dictionaries of their sections.
#include "storage/compressed_records.h"

#include <pthread.h>
#include <zdict.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <mutex>
#include <new>
#include <utility>

#include <il2search/error.h>

#include "base/bytes.h"
#include "base/checksum.h"
#include "storage/index_files.h"

namespace il2search {
namespace {

constexpr const char* kSectionsSuffix = ".sections";
constexpr std::string_view kMagic = "IL2S";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kChecksumBytes = 4;
constexpr int kLevel = 3;
// A dictionary is made of this many records, or of these bytes if they are larger.
constexpr std::size_t kDictionaryRecords = 500;
constexpr std::size_t kMaxPendingBytes = std::size_t{8} << 20;
// Fewer records are compressed without a dictionary, which would take more than it saves.
constexpr std::size_t kLeastRecords = 64;
constexpr std::size_t kMaxDictionaryBytes = std::size_t{64} << 10;
constexpr std::size_t kMaxFoundDictionaryBytes = std::size_t{1} << 20;  // in a file

template <class Pointer> Pointer required(Pointer pointer) {
  if (!pointer) throw std::bad_alloc();
  return pointer;
}

std::size_t checked(std::size_t result) {
  if (!ZSTD_isError(result)) return result;
  if (ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation) throw std::bad_alloc();
  throw Error(ErrorCode::io, std::string("cannot compress a record: ") + ZSTD_getErrorName(result));
}

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
  void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
};
using Compressor = std::unique_ptr<ZSTD_CCtx, FreeContext>;
using Decompressor = std::unique_ptr<ZSTD_DCtx, FreeContext>;
using CompressionDictionary = std::unique_ptr<ZSTD_CDict, FreeContext>;
using DecompressionDictionary = std::unique_ptr<ZSTD_DDict, FreeContext>;

// A context per thread. A thread_local one would have to be registered for destruction, and without memory for that glibc
// ends the process.
class ThreadDecompressors {
 public:
  ThreadDecompressors() {
    const auto free_context = [](void* context) { FreeContext()(static_cast<ZSTD_DCtx*>(context)); };
    if (::pthread_key_create(&key_, free_context) != 0) throw std::bad_alloc();
  }
  ~ThreadDecompressors() { ::pthread_key_delete(key_); }
  ThreadDecompressors(const ThreadDecompressors&) = delete;
  ThreadDecompressors& operator=(const ThreadDecompressors&) = delete;

  ZSTD_DCtx* of_this_thread() const {
    if (void* const found = ::pthread_getspecific(key_)) return static_cast<ZSTD_DCtx*>(found);
    Decompressor context(required(ZSTD_createDCtx()));
    if (::pthread_setspecific(key_, context.get()) != 0) throw std::bad_alloc();
    return context.release();
  }

 private:
  pthread_key_t key_{};
};

ZSTD_DCtx* thread_decompressor() {
  static const ThreadDecompressors contexts;
  return contexts.of_this_thread();
}

// A dictionary has records from everywhere in the sample, and statistics of all of them.
std::string make_dictionary(const std::vector<std::string>& samples) {
  std::string all;
  std::vector<std::size_t> sizes;
  for (const std::string& sample : samples) {
    all += sample;
    sizes.push_back(sample.size());
  }
  const std::size_t capacity = std::min(kMaxDictionaryBytes, all.size() / 8);
  std::string content;
  const std::size_t step = std::max<std::size_t>(1, all.size() / std::max<std::size_t>(1, capacity));
  for (std::size_t i = 0; i < samples.size() && content.size() < capacity; i += step) content += samples[i];
  content.resize(std::min(content.size(), capacity));
  std::string dictionary(capacity, '\0');
  const ZDICT_params_t parameters{kLevel, 0, 0};
  const std::size_t size =
      ZDICT_finalizeDictionary(dictionary.data(), dictionary.size(), content.data(), content.size(), all.data(),
                               sizes.data(), static_cast<unsigned>(sizes.size()), parameters);
  // Too little or too uniform data has no useful dictionary.
  dictionary.resize(ZDICT_isError(size) ? 0 : size);
  return dictionary;
}

}  // namespace

// --- Reading.

struct CompressedRecordFile::Dictionaries {
  struct Entry {
    std::uint32_t last = 0;  // docid
    std::string_view bytes;  // followed by their checksum
    std::once_flag once;
    DecompressionDictionary ready;
  };

  Dictionaries(MappedFile mapped, std::string name);
  std::size_t section_of(std::uint32_t docid) const;
  std::string_view verified(std::size_t section) const;
  const ZSTD_DDict* ready(std::size_t section);

  MappedFile file;
  std::string path;
  std::vector<Entry> entries;
};

CompressedRecordFile::Dictionaries::Dictionaries(MappedFile mapped, std::string name)
    : file(std::move(mapped)), path(std::move(name)) {
  const auto require = [&](bool is_sound) {
    if (!is_sound) throw_corrupt(path, "it is malformed");
  };
  const std::string_view bytes = file.bytes();
  constexpr std::size_t kHead = kMagic.size() + 8;
  require(bytes.size() >= kHead && bytes.starts_with(kMagic) && get_u32(bytes.data() + kMagic.size()) == kVersion);
  const std::size_t count = get_u32(bytes.data() + kMagic.size() + 4);
  require(count <= (bytes.size() - kHead) / 8);
  const std::size_t table_end = kHead + 8 * count;
  require(bytes.size() - table_end >= kChecksumBytes);
  require(get_u32(bytes.data() + table_end) == xxh3_low32(bytes.substr(0, table_end)));
  entries = std::vector<Entry>(count);
  std::uint64_t last = 0;
  std::size_t at = table_end + kChecksumBytes;
  for (std::size_t i = 0; i < count; ++i) {
    const char* const entry = bytes.data() + kHead + 8 * i;
    last += get_u32(entry);
    const std::size_t size = get_u32(entry + 4);
    require(last <= UINT32_MAX && size <= kMaxFoundDictionaryBytes && bytes.size() - at >= size + kChecksumBytes);
    entries[i].last = static_cast<std::uint32_t>(last);
    entries[i].bytes = bytes.substr(at, size);
    at += size + kChecksumBytes;
  }
  require(at == bytes.size());
}

std::size_t CompressedRecordFile::Dictionaries::section_of(std::uint32_t docid) const {
  const auto at =
      std::partition_point(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.last < docid; });
  return static_cast<std::size_t>(at - entries.begin());
}

std::string_view CompressedRecordFile::Dictionaries::verified(std::size_t section) const {
  const std::string_view bytes = entries[section].bytes;
  if (get_u32(bytes.data() + bytes.size()) != xxh3_low32(bytes)) throw_corrupt(path, "a dictionary is damaged");
  return bytes;
}

// Null for a section without a dictionary.
const ZSTD_DDict* CompressedRecordFile::Dictionaries::ready(std::size_t section) {
  Entry& entry = entries[section];
  if (entry.bytes.empty()) return nullptr;
  std::call_once(entry.once, [&] {
    const std::string_view bytes = verified(section);
    entry.ready.reset(required(ZSTD_createDDict(bytes.data(), bytes.size())));
  });
  return entry.ready.get();
}

CompressedRecordFile::CompressedRecordFile(RecordFile records, const std::string& path, const MapFile& map)
    : records_(std::move(records)) {
  if (is_version_1()) return;
  dictionaries_ = std::make_unique<Dictionaries>(map(kSectionsSuffix), path + kSectionsSuffix);
  const auto& entries = dictionaries_->entries;
  if ((entries.empty() ? 0 : entries.back().last) != size())
    throw_corrupt(path + kSectionsSuffix, "its number of records does not match the offsets");
}

CompressedRecordFile::CompressedRecordFile(const std::string& path)
    : CompressedRecordFile(RecordFile(path), path,
                           [&](const std::string& suffix) { return map_regular_file(path + suffix); }) {}

CompressedRecordFile::CompressedRecordFile(const IndexFolder& folder, const std::string& path)
    : CompressedRecordFile(RecordFile(folder, path), folder.absolute(path),
                           [&](const std::string& suffix) { return folder.map_file(path + suffix); }) {}

CompressedRecordFile::~CompressedRecordFile() = default;
CompressedRecordFile::CompressedRecordFile(CompressedRecordFile&&) noexcept = default;
CompressedRecordFile& CompressedRecordFile::operator=(CompressedRecordFile&&) noexcept = default;

std::size_t CompressedRecordFile::sections() const noexcept {
  return dictionaries_ ? dictionaries_->entries.size() : 0;
}

CompressedRecordFile::Section CompressedRecordFile::section(std::size_t index) const {
  const std::uint32_t first = index == 0 ? 1 : dictionaries_->entries[index - 1].last + 1;
  return {first, dictionaries_->entries[index].last, dictionaries_->verified(index)};
}

std::string CompressedRecordFile::record(std::uint32_t docid) const {
  const std::string_view stored = records_.record(docid);
  if (stored.empty() || is_version_1()) return std::string(stored);
  const unsigned long long plain_bytes = ZSTD_getFrameContentSize(stored.data(), stored.size());
  const auto fail = [&] { throw_corrupt(dictionaries_->path, "record " + std::to_string(docid) + " is malformed"); };
  if (plain_bytes > kMaxPlainRecordBytes) fail();  // also if the size is unknown
  const ZSTD_DDict* dictionary = dictionaries_->ready(dictionaries_->section_of(docid));
  std::string plain(static_cast<std::size_t>(plain_bytes), '\0');
  const std::size_t size = ZSTD_decompress_usingDDict(thread_decompressor(), plain.data(), plain.size(), stored.data(),
                                                      stored.size(), dictionary);
  if (ZSTD_isError(size) || size != plain.size()) fail();
  return plain;
}

// --- Writing.

struct CompressedRecordWriter::Impl {
  struct Section {
    std::uint32_t records = 0;
    std::string dictionary;
  };

  explicit Impl(const std::string& name) : path(name), records(name), compressor(required(ZSTD_createCCtx())) {
    checked(ZSTD_CCtx_setParameter(compressor.get(), ZSTD_c_compressionLevel, kLevel));
    checked(ZSTD_CCtx_setParameter(compressor.get(), ZSTD_c_dictIDFlag, 0));
  }

  void open_section(std::string dictionary) {
    prepared.reset();
    is_prepared = false;
    is_open = true;
    sections.push_back({0, std::move(dictionary)});
  }

  void write_compressed(std::string_view record) {
    records.append(record);
    ++sections.back().records;
  }

  void compress(std::string_view record) {
    if (record.empty()) return write_compressed({});
    if (record.size() > kMaxPlainRecordBytes) throw Error(ErrorCode::invalid_argument, "document too large to store");
    prepare();
    frame.resize(ZSTD_compressBound(record.size()));
    const std::size_t size =
        checked(ZSTD_compress2(compressor.get(), frame.data(), frame.size(), record.data(), record.size()));
    write_compressed({frame.data(), size});
  }

  // A dictionary that came with a section is needed only if further records follow.
  void prepare() {
    if (is_prepared) return;
    const std::string& dictionary = sections.back().dictionary;
    if (!dictionary.empty()) prepared.reset(required(ZSTD_createCDict(dictionary.data(), dictionary.size(), kLevel)));
    checked(ZSTD_CCtx_refCDict(compressor.get(), prepared.get()));
    is_prepared = true;
  }

  void write_pending() {
    if (pending.empty()) return;
    open_section(pending.size() < kLeastRecords ? std::string() : make_dictionary(pending));
    for (const std::string& record : pending) compress(record);
    pending.clear();
    pending_bytes = 0;
  }

  void write_sections();

  std::string path;
  RecordFileWriter records;
  Compressor compressor;
  std::vector<Section> sections;
  bool is_open = false;  // whether records are appended to the last section
  bool is_prepared = false;
  CompressionDictionary prepared;
  std::vector<std::string> pending;  // records for the next dictionary
  std::size_t pending_bytes = 0;
  std::string frame;
};

void CompressedRecordWriter::Impl::write_sections() {
  std::string bytes(kMagic);
  put_u32(bytes, kVersion);
  put_u32(bytes, static_cast<std::uint32_t>(sections.size()));
  for (const Section& section : sections) {
    put_u32(bytes, section.records);
    put_u32(bytes, static_cast<std::uint32_t>(section.dictionary.size()));
  }
  put_u32(bytes, xxh3_low32(bytes));
  for (const Section& section : sections) {
    bytes += section.dictionary;
    put_u32(bytes, xxh3_low32(section.dictionary));
  }
  Descriptor file = create_file(path + kSectionsSuffix);
  write_all(file, bytes, path + kSectionsSuffix);
  close_written(std::move(file), path + kSectionsSuffix);
}

CompressedRecordWriter::CompressedRecordWriter(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
CompressedRecordWriter::~CompressedRecordWriter() = default;
CompressedRecordWriter::CompressedRecordWriter(CompressedRecordWriter&&) noexcept = default;

void CompressedRecordWriter::append(std::string_view record) {
  Impl& my = *impl_;
  if (my.is_open) return my.compress(record);
  my.pending.emplace_back(record);
  my.pending_bytes += record.size();
  if (my.pending.size() == kDictionaryRecords || my.pending_bytes >= kMaxPendingBytes) my.write_pending();
}

void CompressedRecordWriter::append_live(const CompressedRecordFile& other,
                                         const std::function<bool(std::uint32_t)>& is_live) {
  Impl& my = *impl_;
  for (std::size_t i = 0; i < other.sections(); ++i) {
    const CompressedRecordFile::Section section = other.section(i);
    std::vector<std::uint32_t> live;
    for (std::uint64_t docid = section.first; docid <= section.last; ++docid)
      if (is_live(static_cast<std::uint32_t>(docid))) live.push_back(static_cast<std::uint32_t>(docid));
    const bool is_copied = !section.dictionary.empty() && live.size() >= kDictionaryRecords;
    if (is_copied) {
      my.write_pending();
      my.open_section(std::string(section.dictionary));
    }
    for (const std::uint32_t docid : live) {
      if (is_copied) my.write_compressed(other.compressed(docid));
      else append(other.record(docid));
    }
  }
}

void CompressedRecordWriter::finish() {
  impl_->write_pending();
  impl_->records.finish();
  impl_->write_sections();
}

}  // namespace il2search
