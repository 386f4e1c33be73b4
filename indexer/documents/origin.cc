// Numbers of NLM's files, and the order of sources.
#include "indexer/documents/origin.h"

#include <charconv>

#include "base/ascii.h"

namespace il2search {
namespace {

std::uint32_t to_number(std::string_view digits) {
  std::uint32_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool strip_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool strip_suffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  return true;
}

}  // namespace

std::uint32_t nlm_file_number(std::string_view name) {
  name.remove_prefix(name.rfind('/') + 1);
  if (!strip_prefix(name, "pubmed") && !strip_prefix(name, "medline")) return 0;
  strip_suffix(name, ".gz");
  if (!strip_suffix(name, ".xml") || name.size() < 7 || name.size() > 8 || name[2] != 'n') return 0;
  const std::string_view year = name.substr(0, 2);
  const std::string_view number = name.substr(3);
  if (!ascii::is_number(year) || !ascii::is_number(number)) return 0;
  return (2000 + to_number(year)) * 100'000 + to_number(number);
}

bool is_later(const Origin& a, const Origin& b) {
  if (a.nlm_file != 0 && b.nlm_file != 0) return a.nlm_file > b.nlm_file;
  return a.source == 0 || (b.source != 0 && a.source > b.source);
}

}  // namespace il2search
