// Folds one cluster (a character and the marks that combine with it) after another: by the tables below, or else by ICU's
// compatibility form, case folding and decomposition.
#include "text/unicode_fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/udata.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/uversion.h>

#include <new>
#include <stdexcept>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/analyzer.h"
#include "text/lexicon.h"

namespace il2search {
namespace {

// Digits written as superscript, subscript or one character (½). A change from one kind to another separates numbers: CO₃²⁻,
// 10⁶.
enum class DigitKind { none, plain, super, sub, other };

// getNFKCInstance() and its like would remember that there was no memory and fail for ever; with the name of the package,
// the data are loaded again.
const icu::Normalizer2& normalizer(UNormalization2Mode mode) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* instance = icu::Normalizer2::getInstance(U_ICUDATA_ALIAS, "nfkc", mode, status);
  if (status == U_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc();
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no normalisation data");
  return *instance;
}

const icu::Normalizer2& nfkc() {
  static const auto& instance = normalizer(UNORM2_COMPOSE);
  return instance;
}

const icu::Normalizer2& nfkd() {
  static const auto& instance = normalizer(UNORM2_DECOMPOSE);
  return instance;
}

// A blank if ICU refuses. A string of ICU is bogus if there was no memory for it.
icu::UnicodeString normalized(const icu::Normalizer2& by, const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString result = text.isBogus() ? text : by.normalize(text, status);
  if (result.isBogus() || status == U_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc();
  return U_SUCCESS(status) ? result : icu::UnicodeString(u' ');
}

bool is_dash(UChar32 c) { return u_hasBinaryProperty(c, UCHAR_DASH) || c == 0x2043; }

bool is_apostrophe(UChar32 c) {
  return c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0x02BC || c == 0x02B9 || c == 0x2032 || c == 0xFF07;
}

bool is_ignorable(UChar32 c) { return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || c == 0xFEFF; }

bool is_mark(UChar32 c) { return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0; }

bool is_greek(UChar32 c) {
  const auto block = ublock_getCode(c);
  return (block == UBLOCK_GREEK || block == UBLOCK_GREEK_EXTENDED) && u_isalpha(c);
}

// Marks that only decorate a letter: diacritics, vowel points, tone marks. Vowel signs of Indic scripts (class 0), nukta,
// kana voicing and virama (7 to 9) make a different letter. So does the breve of Cyrillic short i: see is_short_i().
// u_getCombiningClass() would answer 0 if there was no memory for its table.
bool is_diacritic(UChar32 c) { return nfkd().getCombiningClass(c) >= 10; }

// Characters of scripts that do not separate words by blanks.
bool is_word_by_itself(UChar32 c) {
  if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC)) return true;
  const auto breaks = u_getIntPropertyValue(c, UCHAR_LINE_BREAK);
  if (breaks == U_LB_COMPLEX_CONTEXT) return true;
  const auto script = u_getIntPropertyValue(c, UCHAR_SCRIPT);
  return script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
}

// Latin letters that Unicode does not decompose.
std::string_view latin_letter(UChar32 c) {
  switch (c) {
    case 0x00DF: return "ss";
    case 0x00E6: return "ae";
    case 0x00F0:
    case 0x0111: return "d";
    case 0x00F8: return "o";
    case 0x00FE: return "th";
    case 0x0127: return "h";
    case 0x0131: return "i";
    case 0x0142: return "l";
    case 0x014B: return "n";
    case 0x0153: return "oe";
    case 0x0167: return "t";
    default: return {};
  }
}

DigitKind digit_kind(UChar32 c) {
  if (c < 0x80) return ascii::is_digit(static_cast<char>(c)) ? DigitKind::plain : DigitKind::none;
  if (c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x2070 && c <= 0x2079)) return DigitKind::super;
  if (c >= 0x2080 && c <= 0x2089) return DigitKind::sub;
  if (u_charType(c) == U_OTHER_NUMBER) return DigitKind::other;
  return u_charType(c) == U_DECIMAL_DIGIT_NUMBER ? DigitKind::plain : DigitKind::none;
}

class Folder {
 public:
  Folder(std::string_view text, std::uint32_t offset, Folded& folded)
      : text_(text), size_(text.size()), offset_(offset), out_(folded) {
    out_.bytes.clear();
    out_.start.clear();
    out_.end.clear();
  }

  void run() {
    while (at_ < size_) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte < 0x80 && !combines_at(at_ + 1)) {
        ascii(static_cast<char>(byte));
      } else {
        cluster();
      }
    }
  }

 private:
  // The code point at `next`, which is moved past it; negative if the bytes are not UTF-8.
  UChar32 decode(std::size_t& next) const {
    const auto character = decode_utf8(text_, next);
    next += character.bytes;
    return character.valid ? static_cast<UChar32>(character.code_point) : -1;
  }

  bool combines_at(std::size_t at) const {
    if (at >= size_ || static_cast<unsigned char>(text_[at]) < 0x80) return false;
    const auto c = decode(at);
    return c >= 0 && !is_ignorable(c) && (is_mark(c) || !nfkc().hasBoundaryBefore(c));
  }

  void put(char byte) {
    out_.bytes.push_back(byte);
    out_.start.push_back(offset_ + static_cast<std::uint32_t>(from_));
    out_.end.push_back(offset_ + static_cast<std::uint32_t>(at_));
  }

  void put(std::string_view bytes) {
    for (char byte : bytes) put(byte);
  }

  void put_seam() {
    if (!out_.bytes.empty()) put(kSeam);
  }

  void ascii(char byte) {
    from_ = at_++;
    const bool digit = ascii::is_digit(byte);
    if (digit && digits_ != DigitKind::none && digits_ != DigitKind::plain) put_seam();
    digits_ = digit ? DigitKind::plain : DigitKind::none;
    // Two control characters have a meaning in folded text; in a document they are only separators.
    put(byte == kSeam || byte == kMinusSign ? ' ' : byte);
  }

  void cluster() {
    from_ = at_;
    const auto first = decode(at_);
    if (first < 0) {
      digits_ = DigitKind::none;
      return put(' ');
    }
    if (special(first)) return;
    while (combines_at(at_)) (void)decode(at_);
    const auto kind = digit_kind(first);
    if (kind != DigitKind::none && digits_ != DigitKind::none && kind != digits_) put_seam();
    digits_ = kind;
    letters(first);
  }

  // Handles a character with a meaning of its own; false for letters, digits and others, which are left to ICU.
  bool special(UChar32 c) {
    if (is_ignorable(c)) return true;
    if (c == 0x207A || c == 0x208A) return sign('+');
    if (c == 0x207B || c == 0x208B) return sign(superscript_follows() ? '-' : kMinusSign);
    if (is_dash(c)) return sign('-');
    if (is_apostrophe(c)) return sign('\'');
    if (c == 0x2044 || c == 0x2215) return sign('/');
    return false;
  }

  bool sign(char byte) {
    digits_ = DigitKind::none;
    put(byte);
    return true;
  }

  bool superscript_follows() const {
    auto next = at_;
    if (next >= size_) return false;
    const auto c = decode(next);
    return c >= 0 && digit_kind(c) != DigitKind::none;
  }

  void letters(UChar32 first) {
    if (first == 0xDF && !letter_before()) return greek(0x3B2);
    const auto source =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text_.data() + from_, static_cast<std::int32_t>(at_ - from_)));
    auto folded = normalized(nfkc(), source);
    folded.foldCase();
    const auto parts = normalized(nfkd(), folded);
    icu::UnicodeString kept;
    for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) character(parts.char32At(i), kept);
    flush(kept);
  }

  bool letter_before() const {
    if (out_.bytes.empty()) return false;
    const char before = out_.bytes.back();
    return ascii::is_letter(before) || !ascii::is_ascii(before);
  }

  // One character of a decomposed cluster. Characters that stay outside ASCII are collected in `kept` and composed again.
  void character(UChar32 c, icu::UnicodeString& kept) {
    if (is_diacritic(c) && !is_short_i(c, kept)) return;
    const auto letter = static_cast<char32_t>(c);
    const bool symbol = !greek_name(letter).empty() && !in_greek_word();
    if (!symbol && c >= 0x80 && latin_letter(c).empty() && u_charDigitValue(c) < 0 && (u_isalnum(c) || is_mark(c))) {
      kept.append(c);
      return;
    }
    flush(kept);
    put_simple(c, symbol);
  }

  static bool is_short_i(UChar32 mark, const icu::UnicodeString& before) {
    return mark == 0x306 && before.length() == 1 && before.char32At(0) == 0x438;
  }

  void put_simple(UChar32 c, bool greek_symbol) {
    if (c < 0x80) return put(static_cast<char>(c));
    if (auto latin = latin_letter(c); !latin.empty()) return put(latin);
    if (greek_symbol) return greek(static_cast<char32_t>(c));
    if (auto digit = u_charDigitValue(c); digit >= 0) return put(static_cast<char>('0' + digit));
    put(c == 0x2044 ? '/' : ' ');
  }

  // A single Greek letter is a symbol (TNF-α). More than three in a row, or two with an accent among them, are a Greek word.
  bool in_greek_word() {
    if (from_ < greek_end_) return greek_word_;
    int letters = 0;
    bool accent = false;
    auto next = from_;
    while (next < size_) {
      const auto here = next;
      const auto c = decode(next);
      const bool letter = c >= 0 && is_greek(c);
      if (!letter && !(c >= 0 && is_mark(c) && letters > 0)) {
        next = here;
        break;
      }
      letters += letter ? 1 : 0;
      accent = accent || !letter || !nfkd().isInert(c);
    }
    greek_end_ = next;
    greek_word_ = letters > 3 || (letters > 1 && accent);
    return greek_word_;
  }

  void greek(char32_t letter) {
    put_seam();
    put(greek_name(letter));
    put(kSeam);
  }

  void flush(icu::UnicodeString& kept) {
    if (kept.isEmpty() && !kept.isBogus()) return;
    std::string utf8;
    normalized(nfkc(), kept).toUTF8String(utf8);
    const bool separate = is_word_by_itself(kept.char32At(0));
    if (separate) put(' ');
    put(utf8);
    if (separate) put(' ');
    kept.remove();
  }

  std::string_view text_;
  std::size_t size_;
  std::uint32_t offset_;
  Folded& out_;
  std::size_t from_ = 0;  // start of the current cluster
  std::size_t at_ = 0;    // its end
  DigitKind digits_ = DigitKind::none;
  std::size_t greek_end_ = 0;  // of the last run of Greek letters
  bool greek_word_ = false;
};

}  // namespace

void fold_unicode(std::string_view text, std::uint32_t offset, Folded& folded) { Folder(text, offset, folded).run(); }

std::string fold_unicode(std::string_view text) {
  Folded folded;
  fold_unicode(text, 0, folded);
  return folded.bytes;
}

std::string icu_version() {
  UVersionInfo version;
  char text[U_MAX_VERSION_STRING_LENGTH];
  u_getVersion(version);
  u_versionToString(version, text);
  return text;
}

}  // namespace il2search
