// Two bytes per document, in pages that are verified when they are first used.
#include "storage/document_lengths.h"

#include <algorithm>
#include <utility>

#include <il2search/error.h>

#include "base/bytes.h"
#include "base/checksum.h"
#include "storage/index_files.h"
#include "storage/output_file.h"

namespace il2search {
namespace {

constexpr std::string_view kMagic = "IL2L";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeadBytes = 36;
constexpr std::size_t kLongerBytes = 8;

std::size_t pages_of(std::uint32_t documents) {
  return documents / DocumentLengths::kPageDocuments + (documents % DocumentLengths::kPageDocuments != 0 ? 1 : 0);
}

}  // namespace

void LengthTotals::add(std::uint32_t length) {
  ++documents;
  words += length;
  longest = std::max(longest, length);
  if (length > 0 && (shortest == 0 || length < shortest)) shortest = length;
}

// --- Reading.

DocumentLengths::DocumentLengths(const std::string& path) : DocumentLengths(path, map_regular_file(path)) {}

DocumentLengths::DocumentLengths(const IndexFolder& folder, const std::string& path)
    : DocumentLengths(folder.absolute(path), folder.map_file(path)) {}

DocumentLengths::DocumentLengths(std::string path, MappedFile file) : path_(std::move(path)), file_(std::move(file)) {
  const std::string_view bytes = file_.bytes();
  if (bytes.size() < kHeadBytes || !bytes.starts_with(kMagic)) fail();
  const char* const head = bytes.data();
  if (get_u32(head + 4) != kVersion || get_u32(head + 32) != xxh3_low32(bytes.substr(0, 32))) fail();
  totals_.documents = get_u32(head + 8);
  totals_.words = get_u32(head + 16) | std::uint64_t{get_u32(head + 20)} << 32;
  totals_.shortest = get_u32(head + 24);
  totals_.longest = get_u32(head + 28);
  const std::size_t pages = pages_of(totals_.documents);
  const std::size_t page_bytes = std::size_t{2} * totals_.documents + pages * kChecksumBytes;
  const std::size_t longer_bytes = get_u32(head + 12) * kLongerBytes;
  if (bytes.size() != kHeadBytes + page_bytes + longer_bytes + kChecksumBytes) fail();
  pages_ = bytes.substr(kHeadBytes, page_bytes);
  longer_ = bytes.substr(kHeadBytes + page_bytes, longer_bytes);
  if (get_u32(longer_.data() + longer_bytes) != xxh3_low32(longer_)) fail();
  verified_ = std::make_unique<std::atomic<bool>[]>(pages);
}

void DocumentLengths::fail() const { throw_corrupt(path_, "it is damaged"); }

void DocumentLengths::verify_page(std::size_t page) const {
  const std::size_t begin = page * (std::size_t{2} * kPageDocuments + kChecksumBytes);
  const std::size_t documents = std::min<std::size_t>(kPageDocuments, totals_.documents - page * kPageDocuments);
  const std::string_view lengths = pages_.substr(begin, 2 * documents);
  if (get_u32(lengths.data() + lengths.size()) != xxh3_low32(lengths)) fail();
  verified_[page].store(true, std::memory_order_relaxed);
}

std::uint32_t DocumentLengths::longer(std::uint32_t docid) const {
  std::size_t low = 0;
  for (std::size_t high = longer_.size() / kLongerBytes; low < high;) {
    const std::size_t middle = low + (high - low) / 2;
    const char* const at = longer_.data() + middle * kLongerBytes;
    const std::uint32_t found = get_u32(at);
    if (found == docid) return get_u32(at + 4);
    if (found < docid) low = middle + 1;
    else high = middle;
  }
  fail();
}

void DocumentLengths::verify() const {
  LengthTotals found;
  std::size_t longer_documents = 0;
  for (std::uint32_t docid = 1; docid <= totals_.documents; ++docid) {
    const std::uint32_t length = of(docid);
    found.add(length);
    if (length >= kLonger) ++longer_documents;
  }
  if (!(found == totals_) || longer_documents != longer_.size() / kLongerBytes) fail();
}

// --- Writing.

void DocumentLengthsWriter::add(std::uint32_t length) {
  if (totals_.documents == kMostDocuments)
    throw Error(ErrorCode::invalid_argument, "a segment is too large: it has too many documents");
  totals_.add(length);
  lengths_.push_back(static_cast<std::uint16_t>(std::min(length, DocumentLengths::kLonger)));
  if (length >= DocumentLengths::kLonger) longer_.push_back({totals_.documents, length});
}

void DocumentLengthsWriter::write(const std::string& path) const {
  OutputFile file(path);
  std::string out(kMagic);
  put_u32(out, kVersion);
  put_u32(out, totals_.documents);
  put_u32(out, static_cast<std::uint32_t>(longer_.size()));
  put_u32(out, static_cast<std::uint32_t>(totals_.words));
  put_u32(out, static_cast<std::uint32_t>(totals_.words >> 32));
  put_u32(out, totals_.shortest);
  put_u32(out, totals_.longest);
  put_u32(out, xxh3_low32(out));
  file.write(out);
  for (std::size_t begin = 0; begin < lengths_.size(); begin += DocumentLengths::kPageDocuments) {
    const std::size_t end = std::min<std::size_t>(begin + DocumentLengths::kPageDocuments, lengths_.size());
    out.clear();
    for (std::size_t i = begin; i < end; ++i) {
      out.push_back(static_cast<char>(lengths_[i] & 0xFF));
      out.push_back(static_cast<char>(lengths_[i] >> 8));
    }
    put_u32(out, xxh3_low32(out));
    file.write(out);
  }
  out.clear();
  for (const Longer& one : longer_) {
    put_u32(out, one.docid);
    put_u32(out, one.length);
  }
  put_u32(out, xxh3_low32(out));
  file.write(out);
  file.close();
}

}  // namespace il2search
