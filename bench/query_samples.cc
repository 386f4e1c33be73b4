// Draws queries from records.
#include "bench/query_samples.h"

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "bench/plain_table.h"

namespace il2search::bench {
namespace {

constexpr unsigned kSeed = 20261121;
constexpr int kTries = 100'000;

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_word(std::string_view text) { return text.size() > 1 && std::all_of(text.begin(), text.end(), is_letter); }

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// Runs of at least four letters, each once.
std::set<std::string> long_words(const std::string& text) {
  std::set<std::string> words;
  std::string word;
  for (const char c : text + ' ') {
    if (is_letter(c)) {
      word += c;
      continue;
    }
    if (word.size() >= 4) words.insert(word);
    word.clear();
  }
  return words;
}

using Counts = std::map<std::string, std::size_t>;

class Sampler {
 public:
  explicit Sampler(const std::vector<PlainRecord>& records) : records_(records) {
    Counts words;
    Counts headings;
    for (const PlainRecord& record : records) {
      for (const std::string& word : long_words(lower(record.title + ' ' + record.abstract))) ++words[word];
      for (const std::string& heading : record.headings) ++headings[heading];
    }
    rare_ = between(words, 2e-4, 2e-3);
    middle_ = between(words, 5e-3, 3e-2);
    common_ = between(words, 5e-2, 0.6);
    headings_ = between(headings, 5e-3, 2);
  }

  std::string rare() { return one_of(rare_); }
  std::string middle() { return one_of(middle_); }
  std::string common() { return one_of(common_); }
  std::string heading() { return one_of(headings_); }

  std::string phrase(std::size_t words) {
    for (int attempt = 0; attempt < kTries; ++attempt) {
      const auto text = split(lower(records_[below(records_.size())].abstract), ' ');
      if (text.size() <= words) continue;
      const auto first = text.begin() + static_cast<std::ptrdiff_t>(below(text.size() - words));
      const auto last = first + static_cast<std::ptrdiff_t>(words);
      if (!std::all_of(first, last, is_word)) continue;
      std::string phrase = "\"" + *first;
      for (auto word = first + 1; word != last; ++word) phrase += ' ' + *word;
      return phrase + '"';
    }
    throw std::runtime_error("no phrases in these records");
  }

 private:
  // Shares of the records, in the order of the class names.
  std::vector<std::string> between(const Counts& counts, double low, double high) const {
    const auto all = static_cast<double>(records_.size());
    std::vector<std::string> names;
    for (const auto& [name, count] : counts) {
      const auto share = static_cast<double>(count) / all;
      if (share >= low && share < high && !name.empty()) names.push_back(name);
    }
    return names;
  }

  const std::string& one_of(const std::vector<std::string>& names) {
    if (names.empty()) throw std::runtime_error("too few records to draw queries from");
    return names[below(names.size())];
  }

  // Not std::uniform_int_distribution: its numbers differ between standard libraries.
  std::size_t below(std::size_t end) { return random_() % end; }

  const std::vector<PlainRecord>& records_;
  std::mt19937 random_{kSeed};
  std::vector<std::string> rare_;
  std::vector<std::string> middle_;
  std::vector<std::string> common_;
  std::vector<std::string> headings_;
};

std::string joined(const char* op, const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : op).append(word);
  return text;
}

}  // namespace

std::vector<SampleQuery> sample_queries(const std::vector<PlainRecord>& records, unsigned per_class) {
  Sampler s(records);
  const std::pair<const char*, std::function<std::string()>> classes[] = {
      {"term-rare", [&] { return s.rare(); }},
      {"term-common", [&] { return s.common(); }},
      {"and-2",
       [&] {
         return joined(" AND ", {s.middle(), s.common()});
       }},
      {"and-3",
       [&] {
         return joined(" AND ", {s.common(), s.common(), s.middle()});
       }},
      {"or-2",
       [&] {
         return joined(" OR ", {s.middle(), s.common()});
       }},
      {"or-5",
       [&] {
         return joined(" OR ", {s.rare(), s.middle(), s.middle(), s.common(), s.common()});
       }},
      {"phrase-2", [&] { return s.phrase(2); }},
      {"phrase-3", [&] { return s.phrase(3); }},
      {"mesh-filter",
       [&] {
         return joined(" AND mesh:", {s.common(), s.heading()});
       }},
  };
  std::vector<SampleQuery> queries;
  for (const auto& [name, draw] : classes) {
    for (unsigned i = 0; i < per_class; ++i) queries.push_back({name, draw()});
  }
  return queries;
}

}  // namespace il2search::bench
