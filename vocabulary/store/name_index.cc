// Names -> posting tables and a list of words.
#include "vocabulary/store/name_index.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/ascii.h"
#include "base/bytes.h"
#include "base/checksum.h"
#include "base/sort_unique.h"
#include "base/string_table.h"
#include "postings/merge_postings.h"
#include "postings/run_builder.h"
#include "storage/record_file.h"
#include "storage/word_list.h"
#include "text/analyzer.h"
#include "vocabulary/store/name_key.h"
#include "vocabulary/store/store_format.h"

namespace il2search {
namespace {

// Whether a word is worth suggesting. Numbers and short words are near everything.
bool is_spelling_word(std::string_view word) {
  constexpr std::size_t kShortest = 4;
  constexpr std::size_t kLongest = 32;
  return word.size() >= kShortest && word.size() <= kLongest && std::all_of(word.begin(), word.end(), ascii::is_lower);
}

}  // namespace

std::string key_hash(std::string_view term) {
  std::string bytes;
  put_u32(bytes, xxh3_low32(term));
  return bytes;
}

struct NameIndexWriter::Impl {
  explicit Impl(std::string path) : folder(std::move(path)) {}

  void note_words(std::string_view key) {
    while (!key.empty()) {
      const std::size_t blank = key.find(' ');
      const std::string_view word = key.substr(0, blank);
      if (is_spelling_word(word)) note_word(word);
      key.remove_prefix(blank == std::string_view::npos ? key.size() : blank + 1);
    }
  }

  void note_word(std::string_view word) {
    const std::uint32_t number = words.add(word);
    if (number == counts.size()) counts.push_back(0);
    ++counts[number];
  }

  void write_words() const;
  void write_info() const;

  std::string folder;
  RunBuilder postings;
  Analyzer analyzer;
  StringTable words;
  std::vector<std::uint32_t> counts;  // of names, by word
  std::uint32_t longest = 0;
};

void NameIndexWriter::Impl::write_words() const {
  WordListWriter writer(folder + "/" + kNameWords);
  for (const std::uint32_t word : words.sorted()) writer.add(words[word], counts[word]);
  writer.finish();
}

void NameIndexWriter::Impl::write_info() const {
  RecordFileWriter writer(folder + "/" + kVocabularyInfo);
  for (const std::string& record : {std::string(kVocabularyFormat), analyzer_fingerprint(), std::to_string(longest)})
    writer.append(record);
  writer.finish();
}

NameIndexWriter::NameIndexWriter(const std::string& folder) : impl_(std::make_unique<Impl>(folder)) {}
NameIndexWriter::~NameIndexWriter() = default;

std::string NameIndexWriter::add(const Concept& data, const std::vector<BridgeMatch>& matches) {
  Impl& my = *impl_;
  std::map<std::string, NameScope> keys;
  std::string hashes;
  const auto add_name = [&](const std::string& text, NameScope scope) {
    const std::string key = name_key(text, my.analyzer);
    hashes += key_hash(bounded_term(kNameTerm, key));
    if (key.empty()) return;
    const auto [at, is_new] = keys.emplace(key, scope);
    if (!is_new) {
      at->second = std::min(at->second, scope);
      return;
    }
    my.longest = std::max(my.longest, words_of_key(key));
    // MeSH's hundreds of thousands of supplementary concepts have chemical names and codes, which would be noise as
    // suggestions and take most of the time of compiling.
    if (data.mapped_to.empty()) my.note_words(key);
  };
  add_name(data.label, NameScope::label);
  for (const ConceptName& name : data.names) add_name(name.text, name.scope);
  std::vector<std::pair<std::string, std::uint32_t>> terms;
  for (const auto& [key, scope] : keys)
    terms.emplace_back(bounded_term(kNameTerm, key), static_cast<std::uint32_t>(scope) + 1);
  for (const BridgeMatch& match : matches)
    if (match.number == 0) terms.emplace_back(bounded_term(kMappingTerm, match.id), 0);
  sort_unique(terms);
  std::vector<TermFrequency> posted;
  posted.reserve(terms.size());
  for (const auto& [term, wdf] : terms) posted.push_back({term, wdf});
  my.postings.add(posted, {});
  return hashes;
}

void NameIndexWriter::finish() {
  Impl& my = *impl_;
  const PostingRun run = my.postings.finish();
  std::vector<std::unique_ptr<PostingInput>> inputs;
  inputs.push_back(std::make_unique<RunInput>(run));
  merge_postings(inputs, my.folder);
  my.write_words();
  my.write_info();
}

}  // namespace il2search
