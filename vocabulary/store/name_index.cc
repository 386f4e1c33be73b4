// Names -> Xapian database.
#include "vocabulary/store/name_index.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include <xapian.h>
#include <xxhash.h>

#include "base/ascii.h"
#include "base/bytes.h"
#include "storage/index_directory.h"
#include "text/analyzer.h"
#include "vocabulary/store/name_key.h"
#include "vocabulary/store/store_format.h"

namespace il2search {
namespace {

// As for segments: an unfinished folder is discarded, and the terms of a document are never asked for.
constexpr int kNameIndexFlags =
    Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_DANGEROUS | Xapian::DB_NO_SYNC | Xapian::DB_NO_TERMLIST;

// Whether a word is worth suggesting. Numbers and short words are near everything.
bool is_spelling_word(std::string_view word) {
  constexpr std::size_t kShortest = 4;
  constexpr std::size_t kLongest = 32;
  return word.size() >= kShortest && word.size() <= kLongest && std::all_of(word.begin(), word.end(), ascii::is_lower);
}

}  // namespace

std::string key_hash(std::string_view term) {
  std::string bytes;
  put_u32(bytes, static_cast<std::uint32_t>(XXH3_64bits(term.data(), term.size())));
  return bytes;
}

struct NameIndexWriter::Impl {
  explicit Impl(const std::string& path)
      : folder(path),
        database(translating_xapian(path, [&] { return Xapian::WritableDatabase(path, kNameIndexFlags); })) {}

  void note_words(std::string_view key) {
    while (!key.empty()) {
      const std::size_t blank = key.find(' ');
      const std::string_view word = key.substr(0, blank);
      if (is_spelling_word(word)) ++words[std::string(word)];
      key.remove_prefix(blank == std::string_view::npos ? key.size() : blank + 1);
    }
  }

  std::string folder;
  Xapian::WritableDatabase database;
  Analyzer analyzer;
  std::unordered_map<std::string, Xapian::termcount> words;
  std::uint32_t longest = 0;
};

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
  translating_xapian(my.folder, [&] {
    Xapian::Document document;
    for (const auto& [key, scope] : keys)
      document.add_term(bounded_term(kNameTerm, key), static_cast<Xapian::termcount>(scope) + 1);
    for (const BridgeMatch& match : matches)
      if (match.number == 0) document.add_boolean_term(bounded_term(kMappingTerm, match.id));
    my.database.add_document(document);
  });
  return hashes;
}

void NameIndexWriter::finish() {
  Impl& my = *impl_;
  translating_xapian(my.folder, [&] {
    for (const auto& [word, count] : my.words) my.database.add_spelling(word, count);
    my.database.set_metadata(kFormatKey, std::string(kVocabularyFormat));
    my.database.set_metadata(kAnalyzerKey, analyzer_fingerprint());
    my.database.set_metadata(kLongestNameKey, std::to_string(my.longest));
    my.database.commit();
    my.database.close();
  });
}

}  // namespace il2search
