// Documents as lines of a table.
#include "bench/plain_table.h"

#include <fstream>
#include <string_view>
#include <variant>

#include <il2search/error.h>

#include "corpus/reader.h"

namespace il2search::bench {
namespace {

void append_item(std::string& list, const std::string& item) {
  if (item.empty()) return;
  if (!list.empty()) list += ';';
  list += item;
}

std::string abstract_of(const Document& document) {
  std::string text;
  for (const Section& section : document.abstract) text.append(text.empty() ? "" : " ").append(section.text);
  return text;
}

std::string authors_of(const Document& document) {
  std::string list;
  for (const Author& author : document.authors) append_item(list, short_name(author));
  return list;
}

// The subject headings, without chemicals, which PubMed lists separately.
std::string headings_of(const Document& document) {
  std::string list;
  for (const Entity& entity : document.entities) {
    if (entity.provenance != Provenance::indexed || entity.type == EntityType::chemical) continue;
    append_item(list, entity.id.substr(entity.id.find(':') + 1));
  }
  return list;
}

void append_column(std::string& line, std::string_view text) {
  if (!line.empty()) line += '\t';
  bool blank = true;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!is_blank) line += c;
    else if (!blank) line += ' ';
    blank = is_blank;
  }
  if (line.ends_with(' ')) line.pop_back();
}

}  // namespace

std::string table_line(const Document& document) {
  std::string line;
  append_column(line, document.pmid.empty() ? document.id : document.pmid);
  append_column(line, document.dates.published.known() ? std::to_string(document.dates.published.year) : "");
  append_column(line, document.title);
  append_column(line, abstract_of(document));
  append_column(line, authors_of(document));
  append_column(line, document.journal.abbreviation);
  append_column(line, headings_of(document));
  return line;
}

TableSize write_table(const std::vector<std::string>& files, const std::string& table_path) {
  TableSize size;
  std::ofstream table(table_path, std::ios::binary);
  for (const std::string& file : files) {
    ReaderOptions options;
    options.file = file;
    options.file_id = file;
    const auto reader = open_reader(file, "auto", options);
    while (const auto record = reader->next()) {
      const auto* document = std::get_if<Document>(&*record);
      if (document == nullptr) continue;
      table << table_line(*document) << '\n';
      ++size.records;
    }
    size.input_bytes += reader->bytes_read();
  }
  table.close();
  if (!table) throw Error(ErrorCode::io, "cannot write: " + table_path);
  return size;
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  for (std::size_t end; (end = text.find(separator, at)) != std::string::npos; at = end + 1)
    parts.push_back(text.substr(at, end - at));
  parts.push_back(text.substr(at));
  return parts;
}

}  // namespace il2search::bench
