// Indexing and searching with nothing but Xapian.
#include "bench/plain_xapian.h"

#include <cctype>
#include <fstream>
#include <map>

#include <xapian.h>

#include "bench/plain_table.h"

namespace il2search::bench {
namespace {

// Longer names are cut: Xapian refuses terms over 245 bytes.
constexpr std::size_t kNameBytes = 60;

void add_words(Xapian::TermGenerator& generator, const PlainRecord& record) {
  generator.index_text(record.title, 1, "S");
  generator.increase_termpos();
  generator.index_text(record.title, 2);
  generator.increase_termpos();
  generator.index_text(record.abstract);
}

void add_names(Xapian::Document& document, const PlainRecord& record) {
  for (const std::string& author : record.authors) document.add_boolean_term("A" + author.substr(0, kNameBytes));
  for (const std::string& heading : record.headings) document.add_boolean_term("XM:" + heading);
  document.add_boolean_term("Y" + record.year);
  document.add_boolean_term("XJ" + record.journal.substr(0, 2 * kNameBytes));
}

class PlainWriter {
 public:
  explicit PlainWriter(const std::string& path) : database_(path, Xapian::DB_CREATE_OR_OVERWRITE) {
    generator_.set_stemmer(Xapian::Stem("en"));
  }

  void add(const PlainRecord& record) {
    Xapian::Document document;
    generator_.set_document(document);
    generator_.set_termpos(0);
    add_words(generator_, record);
    add_names(document, record);
    document.add_value(0, record.year);
    document.set_data(record.id + '\n' + record.title + '\n' + record.abstract);
    const std::string unique = "Q" + record.id;
    document.add_boolean_term(unique);
    database_.replace_document(unique, document);
    ++records_;
  }

  std::uint64_t finish() {
    database_.commit();
    return records_;
  }

 private:
  Xapian::WritableDatabase database_;
  Xapian::TermGenerator generator_;
  std::uint64_t records_ = 0;
};

// The words of a text in lower case, split at every ASCII byte that is neither a letter nor a digit.
std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  bool inside = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool part_of_word = byte >= 0x80 || std::isalnum(byte) != 0;
    if (part_of_word && !inside) words.emplace_back();
    if (part_of_word) words.back() += byte >= 0x80 ? c : static_cast<char>(std::tolower(byte));
    inside = part_of_word;
  }
  return words;
}

// As TermGenerator does: words that start with a digit are not stemmed.
std::string term_of(const std::string& word, const Xapian::Stem& stemmer) {
  return std::isdigit(static_cast<unsigned char>(word[0])) != 0 ? word : "Z" + stemmer(word);
}

}  // namespace

PlainRecord plain_record(const std::string& table_line) {
  auto columns = split(table_line, '\t');
  columns.resize(7);
  return {columns[0], columns[1], columns[2], columns[3], split(columns[4], ';'), columns[5], split(columns[6], ';')};
}

std::uint64_t build_plain_database(const std::string& database_path, const std::string& table_path) {
  PlainWriter writer(database_path);
  std::ifstream table(table_path);
  for (std::string line; std::getline(table, line);) writer.add(plain_record(line));
  return writer.finish();
}

std::uint64_t build_plain_database(const std::string& database_path, const std::vector<PlainRecord>& records) {
  PlainWriter writer(database_path);
  for (const PlainRecord& record : records) writer.add(record);
  return writer.finish();
}

void compact_plain_database(const std::string& database_path, const std::string& compacted_path) {
  Xapian::Database(database_path).compact(compacted_path);
}

struct PlainSearcher::Impl {
  explicit Impl(const std::string& path) : database(path) {}
  Xapian::Database database;
  Xapian::Stem stemmer{"en"};
};

PlainSearcher::PlainSearcher(const std::string& database_path) : impl_(std::make_unique<Impl>(database_path)) {}
PlainSearcher::~PlainSearcher() = default;

std::vector<std::string> PlainSearcher::any_words(const std::string& text, unsigned limit) const {
  std::map<std::string, Xapian::termcount> frequencies;
  for (const std::string& word : words_of(text)) ++frequencies[term_of(word, impl_->stemmer)];
  std::vector<Xapian::Query> terms;
  for (const auto& [term, frequency] : frequencies) terms.emplace_back(term, frequency);
  Xapian::Enquire enquire(impl_->database);
  enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
  const Xapian::MSet found = enquire.get_mset(0, limit);
  std::vector<std::string> ids;
  for (auto hit = found.begin(); hit != found.end(); ++hit)
    ids.push_back(split(hit.get_document().get_data(), '\n')[0]);
  return ids;
}

}  // namespace il2search::bench
