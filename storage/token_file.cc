// Numbers words, and writes streams in these numbers.
#include "storage/token_file.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <il2search/error.h>

#include "storage/index_files.h"
#include "storage/token_stream.h"

namespace il2search {
namespace {

constexpr const char* kWordsSuffix = ".words";
// The words of this many documents are numbered by their frequency, which takes nearly as few bytes as numbering all by it.
constexpr std::size_t kRankedDocuments = 1000;
constexpr std::size_t kMaxPendingBytes = std::size_t{2} << 20;  // of full texts, fewer documents
constexpr std::uint32_t kUnknown = UINT32_MAX;                  // a number without a word

[[noreturn]] void throw_malformed(const std::string& path, std::uint32_t docid) {
  throw_corrupt(path + ".data", "the stream of document " + std::to_string(docid) + " is malformed");
}

[[noreturn]] void throw_wrong_numbers(const std::string& path) {
  throw_corrupt(path + kWordsSuffix, "its words have wrong numbers");
}

}  // namespace

TokenFile::TokenFile(const std::string& path) : path_(path), streams_(path), words_(path + kWordsSuffix) {}

TokenFile::TokenFile(const IndexFolder& folder, const std::string& path)
    : path_(folder.absolute(path)), streams_(folder, path), words_(folder, path + kWordsSuffix) {}

void TokenFile::verify() const {
  std::vector<bool> has_word(std::size_t{words_.size()} + 1);
  for (WordList::Cursor at(words_); !at.at_end(); at.next()) {
    const std::uint32_t number = at.number();
    if (number == kNoWord || number > words_.size() || has_word[number]) throw_wrong_numbers(path_);
    has_word[number] = true;
  }
  std::string ignored;
  for (std::uint32_t docid = 1; docid <= size(); ++docid) {
    ignored.clear();
    const auto same = [](std::uint32_t number) { return number; };
    if (!renumber_words(stream(docid), words_.size() + 1, same, ignored)) throw_malformed(path_, docid);
  }
}

struct TokenFileWriter::Impl {
  explicit Impl(const std::string& name) : path(name), streams(name) {}

  // Where streams come from.
  struct Source {
    std::string path;                  // for messages
    std::vector<std::uint32_t> words;  // by their numbers there: where they are in `words` here, or kUnknown
  };

  void append(std::string_view stream, const Source& source, std::uint32_t docid);
  std::uint32_t number_of(std::uint32_t word);
  void rank();

  std::string path;
  RecordFileWriter streams;
  StringTable words;
  std::vector<std::uint32_t> numbers;  // by word; kNoWord until a stream has it
  std::uint32_t last_number = kNoWord;
  // Until the first documents are ranked:
  bool is_ranked = false;
  std::vector<std::string> pending;
  std::size_t pending_bytes = 0;
  std::vector<std::uint32_t> counts;  // of occurrences, by number
  std::string renumbered;
};

std::uint32_t TokenFileWriter::Impl::number_of(std::uint32_t word) {
  if (numbers[word] == kNoWord) {
    if (last_number == kMaxWordNumber) throw Error(ErrorCode::out_of_memory, "out of memory: too many different words");
    numbers[word] = ++last_number;
    if (!is_ranked) counts.resize(std::size_t{last_number} + 1);
  }
  if (!is_ranked) ++counts[numbers[word]];
  return numbers[word];
}

void TokenFileWriter::Impl::append(std::string_view stream, const Source& source, std::uint32_t docid) {
  renumbered.clear();
  numbers.resize(words.size(), kNoWord);
  const auto number = [&](std::uint32_t old) {
    if (source.words[old] == kUnknown) throw_malformed(source.path, docid);
    return number_of(source.words[old]);
  };
  const auto limit = static_cast<std::uint32_t>(source.words.size());
  if (!renumber_words(stream, limit, number, renumbered)) throw_malformed(source.path, docid);
  if (is_ranked) return streams.append(renumbered);
  pending.push_back(renumbered);
  pending_bytes += renumbered.size();
  if (pending.size() == kRankedDocuments || pending_bytes >= kMaxPendingBytes) rank();
}

void TokenFileWriter::Impl::rank() {
  std::vector<std::uint32_t> order(last_number);
  std::iota(order.begin(), order.end(), 1);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return counts[a] > counts[b]; });
  std::vector<std::uint32_t> ranks(std::size_t{last_number} + 1);
  for (std::uint32_t i = 0; i < order.size(); ++i) ranks[order[i]] = i + 1;
  for (std::uint32_t& number : numbers) number = ranks[number];
  for (const std::string& stream : pending) {
    renumbered.clear();
    renumber_words(
        stream, last_number + 1, [&](std::uint32_t number) { return ranks[number]; }, renumbered);
    streams.append(renumbered);
  }
  pending = {};
  counts = {};
  is_ranked = true;
}

TokenFileWriter::TokenFileWriter(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
TokenFileWriter::~TokenFileWriter() = default;
TokenFileWriter::TokenFileWriter(TokenFileWriter&&) noexcept = default;

void TokenFileWriter::append(std::span<const std::string_view> added, const StringTable& words) {
  Impl& my = *impl_;
  Impl::Source source{my.path, {kUnknown}};  // number 0
  for (std::uint32_t i = 0; i < words.size(); ++i) source.words.push_back(my.words.add(words[i]));
  std::uint32_t docid = 0;
  for (const std::string_view stream : added) my.append(stream, source, ++docid);
}

void TokenFileWriter::append_live(const TokenFile& other, const std::function<bool(std::uint32_t)>& is_live) {
  Impl& my = *impl_;
  Impl::Source source{other.path_, std::vector<std::uint32_t>(std::size_t{other.words().size()} + 1, kUnknown)};
  for (WordList::Cursor at(other.words()); !at.at_end(); at.next()) {
    if (at.number() >= source.words.size()) throw_wrong_numbers(other.path_);
    source.words[at.number()] = my.words.add(at.word());
  }
  for (std::uint32_t docid = 1; docid <= other.size(); ++docid)
    if (is_live(docid)) my.append(other.stream(docid), source, docid);
}

void TokenFileWriter::finish() {
  Impl& my = *impl_;
  if (!my.is_ranked) my.rank();
  my.streams.finish();
  my.numbers.resize(my.words.size(), kNoWord);
  WordListWriter file(my.path + kWordsSuffix);
  for (const std::uint32_t word : my.words.sorted())
    if (my.numbers[word] != kNoWord) file.add(my.words[word], my.numbers[word]);
  file.finish();
}

}  // namespace il2search
