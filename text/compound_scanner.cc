// Most words are one part followed by a blank: compound() has a fast path for these. The others go through links(), where
// each punctuation mark has a function that returns the offset to continue at, or kEnd.
#include "text/compound_scanner.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/ascii.h"
#include "text/name_patterns.h"
#include "text/unicode_fold.h"

namespace il2search {
namespace {

constexpr std::size_t kEnd = static_cast<std::size_t>(-1);

// The lower-case form of each word byte; 0 for other bytes. A table, since the scanner asks for every byte of a text.
constexpr std::array<char, 256> make_lower() {
  std::array<char, 256> lower{};
  for (std::size_t byte = 0; byte < lower.size(); ++byte) {
    const char c = static_cast<char>(byte);
    if (ascii::is_word_byte(c)) lower[byte] = ascii::to_lower(c);
  }
  return lower;
}
constexpr auto kLower = make_lower();

// Punctuation that may continue a compound.
constexpr std::array<bool, 256> make_linking() {
  std::array<bool, 256> linking{};
  for (char c : std::string_view("-/_'+(*\x01\x02")) linking[static_cast<unsigned char>(c)] = true;
  return linking;
}
constexpr auto kLinking = make_linking();

char lower_of(char c) { return kLower[static_cast<unsigned char>(c)]; }

}  // namespace

void CompoundScanner::begin_text() {
  tokens_.clear();
  position_ = 0;
}

void CompoundScanner::scan(std::string_view text, std::uint32_t offset, std::string_view rest) {
  text_ = text;
  offset_ = offset;
  rest_ = rest;
  for (std::size_t at = 0;;) {
    while (at < text.size() && lower_of(text[at]) == 0) ++at;
    if (at >= text.size()) return;
    at = compound(at);
  }
}

const Run& CompoundScanner::read_run(std::size_t start, std::size_t& end) {
  const auto limit = std::min(text_.size(), start + WordCutter::kMaxKeptBytes);
  std::size_t at = start;
  char* out = run_bytes_;
  for (; at < limit; ++at) {
    const char c = lower_of(text_[at]);
    if (c == 0) break;
    *out++ = c;
  }
  if (at == limit && run_at(at)) {
    long_run_.clear();
    for (at = start; run_at(at); ++at) long_run_ += lower_of(text_[at]);
    end = at;
    return cutter_.cut(long_run_);
  }
  std::memset(out, 0, 8);
  end = at;
  return cutter_.cut({run_bytes_, at - start});
}

bool CompoundScanner::run_at(std::size_t at) const { return at < text_.size() && lower_of(text_[at]) != 0; }

std::size_t CompoundScanner::compound(std::size_t start) {
  std::size_t end = 0;
  const auto& run = read_run(start, end);
  const char next = end < text_.size() ? text_[end] : ' ';
  const bool plain = run.part_count == 1 && !kLinking[static_cast<unsigned char>(next)];
  if (plain && !(end - start == 1 && next == '.')) {
    add_parts(run, start);
    return end;
  }
  const auto first_token = tokens_.size();
  members_.clear();
  extras_.clear();
  unsigned_from_ = 0;
  add_member(run, start, end);
  end = links(start, end);
  add_compound_joins();
  merge_extras(first_token);
  return end;
}

// Adds members as long as links lead to more; returns the end of the compound.
std::size_t CompoundScanner::links(std::size_t start, std::size_t end) {
  if (end - start == 1 && end < text_.size() && text_[end] == '.') {
    const auto length = match_variant(text_.substr(start));
    if (length > 0) add_whole(start, start + length, members_[0].position);
    return end;
  }
  for (;;) {
    const auto next = link(end);
    if (next == kEnd) return std::max(end, members_.back().end);
    end = next;
    if (!run_at(end)) continue;
    const auto begin = end;
    const auto& run = read_run(begin, end);
    add_member(run, begin, end);
  }
}

// The offset after the punctuation at `at`: of a run, or of more punctuation.
std::size_t CompoundScanner::link(std::size_t at) {
  at = skip_seams(at);
  if (run_at(at)) return at;
  if (at >= text_.size() || static_cast<unsigned char>(text_[at]) <= ' ') {
    if (at >= text_.size() || text_[at] == ' ') look_for_sign_word(at);
    if (at >= text_.size() || text_[at] != kMinusSign) return kEnd;
  }
  switch (text_[at]) {
    case '+': return plus(at);
    case '(': return parenthesis(at);
    case '-': return hyphen(at);
    case kMinusSign: add_sign('-', at + 1); return at + 1;
    case '\'': return apostrophe(at);
    case '*': return allele(at);
    case '/':
    case '_': at = skip_seams(at + 1); return run_at(at) ? at : kEnd;
    default: return kEnd;
  }
}

std::size_t CompoundScanner::skip_seams(std::size_t at) const {
  while (at < text_.size() && text_[at] == kSeam) ++at;
  return at;
}

std::size_t CompoundScanner::plus(std::size_t at) {
  while (at < text_.size() && text_[at] == '+') ++at;
  add_sign('+', at);
  return at;
}

std::size_t CompoundScanner::parenthesis(std::size_t at) {
  const auto charge = match_charge(text_.substr(at));
  if (charge.sign == 0) return kEnd;
  auto end = at + 1;
  if (charge.digits > 0) {
    const auto& run = read_run(at + 1, end);
    add_member(run, at + 1, end);
  }
  end += 2;
  add_sign(charge.sign, end);
  return end;
}

// A hyphen links runs. If no run follows, it is a minus, unless another dash or the head of an arrow follows.
std::size_t CompoundScanner::hyphen(std::size_t at) {
  const auto next = skip_seams(at + 1);
  if (run_at(next)) {
    if (const char sign = sign_word(text_.substr(next)); sign != 0) {
      const auto group = sign_group();
      const auto base = join(group, {});
      if (group_has_digits(group) || (base.size() <= 4 && base != "true")) add_sign(sign, next + 8);
    }
    return next;
  }
  const char after = next < text_.size() ? text_[next] : ' ';
  if (after == '-' || after == '>') return kEnd;
  const auto group = sign_group();
  if (!group_has_digits(group) && !takes_minus(join(group, {}))) return kEnd;
  add_sign('-', at + 1);
  return at + 1;
}

// Drops a possessive; 5'-UTR and O'Brien are compounds.
std::size_t CompoundScanner::apostrophe(std::size_t at) {
  const auto next = at + 1;
  if (next < text_.size() && lower_of(text_[next]) == 's' && !run_at(next + 1)) return next + 1;
  if (run_at(next)) return next;
  const bool hyphenated = next < text_.size() && text_[next] == '-' && run_at(next + 1);
  return hyphenated ? next + 1 : kEnd;
}

// The number of the allele then starts a compound of its own.
std::size_t CompoundScanner::allele(std::size_t at) {
  const bool gene = std::any_of(members_.begin(), members_.end(), [](const Member& m) { return m.run->letters; });
  const auto length = gene ? match_allele(text_.substr(at + 1)) : 0;
  if (length > 0) add_whole(members_[0].start, at + 1 + length, members_[0].position);
  return kEnd;
}

// "CD4 positive": a blank may replace the hyphen, but only after a name with a number, unlike "tested positive".
void CompoundScanner::look_for_sign_word(std::size_t at) {
  const auto& last = *members_.back().run;
  if (!last.letters || !last.digits || unsigned_from_ == members_.size()) return;
  const auto ahead = at < text_.size() ? text_.substr(at) : rest_;
  if (ahead.empty() || ahead[0] != ' ') return;
  const char sign = sign_word(ahead.substr(1));
  if (sign == 0) return;
  // The word may be in the next span; the sign token ends with the name.
  add_sign(sign, members_.back().end);
}

void CompoundScanner::add_parts(const Run& run, std::size_t start) {
  const auto base = offset_ + static_cast<std::uint32_t>(start);
  for (std::uint32_t i = 0; i < run.part_count; ++i) {
    const auto& part = run.parts[i];
    const auto position = position_++;
    if (part.term.empty()) {
      ++dropped_;
      continue;
    }
    tokens_.push_back({part.term, part.stem, position, base + part.start, base + part.end, TokenKind::part});
  }
}

void CompoundScanner::add_member(const Run& run, std::size_t start, std::size_t end) {
  members_.push_back({&run, start, end, position_, !members_.empty() && unsigned_from_ == members_.size()});
  add_parts(run, start);
  if (run.joined.empty()) return;
  const auto& key = run.key;
  const bool snp = key.size() > 2 && key.starts_with("rs") && ascii::is_number(key.substr(2));
  add_extra(run.joined, snp ? TokenKind::whole : TokenKind::joined, members_.back().position, start, end);
}

// What a sign belongs to: the last run if it has letters and digits (CD56 of CD3-CD56+), a number with the name before it
// (IL-17+, Ca(2+)), otherwise all runs since the last sign (HLA-DR+, IFN-gamma+).
CompoundScanner::Group CompoundScanner::sign_group() const {
  const auto last = members_.size() - 1;
  const auto& run = *members_[last].run;
  if (run.letters && run.digits) return {last, last + 1};
  const auto least = std::min(unsigned_from_, last);
  if (run.letters) return {least, last + 1};
  auto first = last;
  while (first > least && !members_[first].run->letters) --first;
  return {first, last + 1};
}

// A group of more runs than a term can have gives no token, so there is no need to look through it.
bool CompoundScanner::group_has_digits(Group group) const {
  if (group.last - group.first > kMaxJoinedParts) return false;
  for (auto i = group.first; i < group.last; ++i) {
    if (members_[i].run->digits) return true;
  }
  return false;
}

// The parts joined, with the suffix; empty if there are too many or too long parts, or none has a letter.
std::string_view CompoundScanner::join(Group group, std::string_view suffix) {
  std::size_t count = 0;
  std::size_t bytes = suffix.size();
  bool letters = false;
  for (auto i = group.first; i < group.last; ++i) {
    const auto& run = *members_[i].run;
    count += run.part_count;
    if (count > kMaxJoinedParts) return {};
    letters = letters || run.letters;
    for (std::uint32_t p = 0; p < run.part_count; ++p) {
      if (run.parts[p].term.empty()) return {};
      bytes += run.parts[p].term.size();
    }
  }
  if (!letters || bytes > kMaxJoinedBytes) return {};
  char* const term = cutter_.allocate(bytes);
  char* out = term;
  for (auto i = group.first; i < group.last; ++i) {
    const auto& run = *members_[i].run;
    for (std::uint32_t p = 0; p < run.part_count; ++p) {
      out = std::copy(run.parts[p].term.begin(), run.parts[p].term.end(), out);
    }
  }
  std::copy(suffix.begin(), suffix.end(), out);
  return {term, bytes};
}

void CompoundScanner::add_sign(char sign, std::size_t end) {
  if (unsigned_from_ == members_.size()) return;
  const auto group = sign_group();
  const auto term = join(group, {&sign, 1});
  unsigned_from_ = members_.size();
  const auto& first = members_[group.first];
  if (!term.empty()) add_extra(term, TokenKind::sign, first.position, first.start, end);
}

void CompoundScanner::add_joined(Group group) {
  const auto term = join(group, {});
  const auto& first = members_[group.first];
  if (!term.empty()) add_extra(term, TokenKind::joined, first.position, first.start, members_[group.last - 1].end);
}

// The whole compound, and within longer ones each name with its number (anti-IL-2, COVID-19-related, 5-HT-induced).
void CompoundScanner::add_compound_joins() {
  if (members_.size() < 2) return;
  add_joined({0, members_.size()});
  if (members_.size() == 2) return;
  for (std::size_t i = 0; i + 1 < members_.size(); ++i) {
    const auto& left = *members_[i].run;
    const auto& right = *members_[i + 1].run;
    const bool number_after = !left.digits && !right.key.empty() && ascii::is_digit(right.key[0]);
    const bool number_before = !left.letters && !right.digits && right.key.size() <= 3;
    if ((number_after || number_before) && !members_[i + 1].follows_sign) add_joined({i, i + 2});
  }
}

void CompoundScanner::add_extra(std::string_view term, TokenKind kind, std::uint32_t position, std::size_t start,
                                std::size_t end) {
  const auto from = offset_ + static_cast<std::uint32_t>(start);
  extras_.push_back({term, term, position, from, offset_ + static_cast<std::uint32_t>(end), kind});
}

void CompoundScanner::add_whole(std::size_t start, std::size_t end, std::uint32_t position) {
  const auto written = text_.substr(start, end - start);
  if (written.size() > Analyzer::kMaxTermBytes) return;
  char* const term = cutter_.allocate(written.size());
  char* out = term;
  for (char c : written) {
    if (c == '(' || c == ')' || c == kSeam) continue;
    *out++ = lower_of(c) != 0 ? lower_of(c) : c;
  }
  add_extra({term, static_cast<std::size_t>(out - term)}, TokenKind::whole, position, start, end);
}

// Inserts the extra tokens after the parts at their positions, in a stable order.
void CompoundScanner::merge_extras(std::size_t first_token) {
  if (extras_.empty()) return;
  const auto by_position = [](const Token& a, const Token& b) { return a.position < b.position; };
  std::stable_sort(extras_.begin(), extras_.end(), by_position);
  auto part = tokens_.size();
  tokens_.resize(part + extras_.size());
  auto extra = extras_.size();
  for (auto out = tokens_.size(); extra > 0;) {
    const bool part_last = part > first_token && tokens_[part - 1].position > extras_[extra - 1].position;
    tokens_[--out] = part_last ? tokens_[--part] : extras_[--extra];
  }
}

}  // namespace il2search
