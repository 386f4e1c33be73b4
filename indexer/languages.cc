// The languages that PubMed records use, by their bibliographic codes.
#include "indexer/languages.h"

#include <algorithm>
#include <iterator>

namespace il2search {
namespace {

constexpr Language kLanguages[] = {
    {"afr", "af", "afrikaans"},  {"alb", "sq", "albanian"},    {"ara", "ar", "arabic"},
    {"arm", "hy", "armenian"},   {"aze", "az", "azerbaijani"}, {"bos", "bs", "bosnian"},
    {"bul", "bg", "bulgarian"},  {"cat", "ca", "catalan"},     {"chi", "zh", "chinese"},
    {"cze", "cs", "czech"},      {"dan", "da", "danish"},      {"dut", "nl", "dutch"},
    {"eng", "en", "english"},    {"epo", "eo", "esperanto"},   {"est", "et", "estonian"},
    {"fin", "fi", "finnish"},    {"fre", "fr", "french"},      {"geo", "ka", "georgian"},
    {"ger", "de", "german"},     {"gla", "gd", "gaelic"},      {"gre", "el", "greek"},
    {"heb", "he", "hebrew"},     {"hin", "hi", "hindi"},       {"hrv", "hr", "croatian"},
    {"hun", "hu", "hungarian"},  {"ice", "is", "icelandic"},   {"ind", "id", "indonesian"},
    {"ita", "it", "italian"},    {"jpn", "ja", "japanese"},    {"kin", "rw", "kinyarwanda"},
    {"kor", "ko", "korean"},     {"lat", "la", "latin"},       {"lav", "lv", "latvian"},
    {"lit", "lt", "lithuanian"}, {"mac", "mk", "macedonian"},  {"mal", "ml", "malayalam"},
    {"mao", "mi", "maori"},      {"may", "ms", "malay"},       {"mul", "", "multiple languages"},
    {"nor", "no", "norwegian"},  {"per", "fa", "persian"},     {"pol", "pl", "polish"},
    {"por", "pt", "portuguese"}, {"pus", "ps", "pushto"},      {"rum", "ro", "romanian"},
    {"rus", "ru", "russian"},    {"san", "sa", "sanskrit"},    {"slo", "sk", "slovak"},
    {"slv", "sl", "slovenian"},  {"spa", "es", "spanish"},     {"srp", "sr", "serbian"},
    {"swe", "sv", "swedish"},    {"tha", "th", "thai"},        {"tur", "tr", "turkish"},
    {"ukr", "uk", "ukrainian"},  {"und", "", "undetermined"},  {"urd", "ur", "urdu"},
    {"vie", "vi", "vietnamese"}, {"wel", "cy", "welsh"},
};

}  // namespace

const Language* find_language(std::string_view text) {
  const auto matches = [&](const Language& l) {
    return text == l.code || text == l.name || (!l.other.empty() && text == l.other);
  };
  const auto* found = std::find_if(std::begin(kLanguages), std::end(kLanguages), matches);
  return found == std::end(kLanguages) ? nullptr : found;
}

}  // namespace il2search
