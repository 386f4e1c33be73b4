// Conversion of offsets, the choice of the unit, and the search near wrong offsets.
#include "corpus/annotated/annotation_spans.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "base/blanks.h"
#include "base/utf8.h"

namespace il2search {
namespace {

constexpr std::size_t kCheckpointCharacters = 64;
constexpr std::size_t kNearBytes = 500;
constexpr std::size_t kMaxSearchedBytes = 1000;  // of a mention; bounds the cost of the search

bool is_inside_character(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

std::size_t utf16_units(const DecodedCharacter& character) { return character.code_point > 0xFFFF ? 2 : 1; }

bool is_part_of_word(char c) { return !ascii::is_ascii(c) || ascii::is_letter_or_digit(c); }

// Whether [start, start + size) neither begins nor ends inside a word.
bool is_whole(std::string_view text, std::size_t start, std::size_t size) {
  const std::size_t end = start + size;
  const bool cut_before = start > 0 && is_part_of_word(text[start - 1]) && is_part_of_word(text[start]);
  const bool cut_after = end < text.size() && is_part_of_word(text[end - 1]) && is_part_of_word(text[end]);
  return !cut_before && !cut_after;
}

bool equal_but_for_blanks_and_case(std::string_view there, std::string_view mention) {
  if (there.size() > 4 * mention.size() + 64) return false;
  return ascii::to_lower(squeeze_blanks(there)) == ascii::to_lower(squeeze_blanks(mention));
}

PieceSpan without_blanks_around(PieceSpan span, std::string_view text) {
  const std::string_view inner = trim_whitespace(text);
  span.start += static_cast<std::size_t>(inner.data() - text.data());
  span.end = span.start + inner.size();
  return span;
}

}  // namespace

std::optional<std::uint64_t> source_number(std::string_view text) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (result.ec != std::errc() || result.ptr != end || value > UINT32_MAX) return {};
  return value;
}

OffsetMap::OffsetMap(std::string_view text) : text_(text) {
  if (find_non_ascii(text) == text.size()) return;
  std::size_t characters = 0;
  Checkpoint here;
  while (here.byte < text.size()) {
    if (characters++ % kCheckpointCharacters == 0) checkpoints_.push_back(here);
    const DecodedCharacter character = decode_utf8(text, here.byte);
    here.utf16 += utf16_units(character);
    here.byte += character.bytes;
  }
}

std::optional<std::size_t> OffsetMap::byte_at(std::uint64_t offset, OffsetUnit unit) const {
  if (offset > text_.size()) return {};
  const auto wanted = static_cast<std::size_t>(offset);
  if (checkpoints_.empty()) return wanted;
  if (unit == OffsetUnit::bytes) {
    if (is_inside_character(text_, wanted)) return {};
    return wanted;
  }
  std::size_t number = std::min(wanted / kCheckpointCharacters, checkpoints_.size() - 1);
  if (unit == OffsetUnit::utf16) {
    const auto after =
        std::upper_bound(checkpoints_.begin(), checkpoints_.end(), wanted,
                         [](std::size_t value, const Checkpoint& checkpoint) { return value < checkpoint.utf16; });
    number = static_cast<std::size_t>(after - checkpoints_.begin()) - 1;
  }
  std::size_t byte = checkpoints_[number].byte;
  std::size_t count = unit == OffsetUnit::utf16 ? checkpoints_[number].utf16 : number * kCheckpointCharacters;
  while (count < wanted && byte < text_.size()) {
    const DecodedCharacter character = decode_utf8(text_, byte);
    count += unit == OffsetUnit::utf16 ? utf16_units(character) : 1;
    byte += character.bytes;
  }
  if (count != wanted) return {};
  return byte;
}

MentionFinder::MentionFinder(const std::vector<TextPiece>& pieces, const std::vector<SourceMention>& mentions)
    : pieces_(pieces) {
  maps_.reserve(pieces.size());
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    maps_.emplace_back(pieces[i].text);
    order_.emplace_back(pieces[i].offset, i);
  }
  std::sort(order_.begin(), order_.end());
  if (std::all_of(maps_.begin(), maps_.end(), [](const OffsetMap& map) { return map.is_ascii(); })) return;
  std::size_t most = count_right(mentions, unit_);
  for (const OffsetUnit unit : {OffsetUnit::utf16, OffsetUnit::bytes}) {
    const std::size_t right = count_right(mentions, unit);
    if (right > most) unit_ = unit;
    most = std::max(most, right);
  }
}

std::size_t MentionFinder::count_right(const std::vector<SourceMention>& mentions, OffsetUnit unit) const {
  return static_cast<std::size_t>(std::count_if(mentions.begin(), mentions.end(), [&](const SourceMention& mention) {
    if (mention.ranges.size() != 1) return false;
    const std::vector<std::size_t> candidates = pieces_for(mention, mention.ranges.front().offset);
    return std::any_of(candidates.begin(), candidates.end(), [&](std::size_t piece) {
      const auto span = at(piece, mention.ranges.front(), unit);
      return span && text_of(*span) == mention.text;
    });
  }));
}

// The piece that lists the mention, and the last one that begins at or before the offset.
std::vector<std::size_t> MentionFinder::pieces_for(const SourceMention& mention, std::uint64_t offset) const {
  std::vector<std::size_t> candidates;
  if (mention.piece < pieces_.size()) candidates.push_back(mention.piece);
  const auto after = std::upper_bound(order_.begin(), order_.end(), std::pair(offset, pieces_.size()));
  if (after == order_.begin()) return candidates;
  const std::size_t found = std::prev(after)->second;
  if (candidates.empty() || candidates.front() != found) candidates.push_back(found);
  return candidates;
}

std::string_view MentionFinder::text_of(const PieceSpan& span) const {
  return std::string_view(pieces_[span.piece].text).substr(span.start, span.end - span.start);
}

std::optional<PieceSpan> MentionFinder::at(std::size_t piece, const SourceRange& range, OffsetUnit unit) const {
  const std::uint64_t first = pieces_[piece].offset;
  if (range.length == 0 || range.offset < first || range.length > pieces_[piece].text.size()) return {};
  const auto start = maps_[piece].byte_at(range.offset - first, unit);
  const auto end = maps_[piece].byte_at(range.offset - first + range.length, unit);
  if (!start || !end) return {};
  return PieceSpan{piece, *start, *end};
}

// The occurrence of the text as a whole word that is nearest to the offset.
std::optional<PieceSpan> MentionFinder::near(std::size_t piece, std::uint64_t offset, std::string_view text) const {
  const std::string_view whole = pieces_[piece].text;
  const std::uint64_t first = pieces_[piece].offset;
  const std::uint64_t local = offset > first ? offset - first : 0;
  const std::size_t expected = maps_[piece].byte_at(local, unit_).value_or(whole.size());
  const std::size_t from = expected > kNearBytes ? expected - kNearBytes : 0;
  const std::string_view window = whole.substr(from, expected - from + kNearBytes + text.size());
  std::optional<PieceSpan> best;
  std::size_t least = 0;
  for (std::size_t hit = window.find(text); hit != std::string_view::npos; hit = window.find(text, hit + 1)) {
    const std::size_t start = from + hit;
    const std::size_t distance = start > expected ? start - expected : expected - start;
    if ((best && distance >= least) || !is_whole(whole, start, text.size())) continue;
    best = PieceSpan{piece, start, start + text.size()};
    least = distance;
  }
  return best;
}

FoundMention MentionFinder::find_parts(const SourceMention& mention) const {
  FoundMention found;
  std::size_t bytes = 0;
  for (const SourceRange& range : mention.ranges) {
    std::optional<PieceSpan> part;
    for (const std::size_t piece : pieces_for(mention, range.offset)) {
      if (!part) part = at(piece, range, unit_);
    }
    if (!part) return {};
    bytes += part->end - part->start;
    if (mention.text.empty() && bytes > kMaxSearchedBytes) return {};  // they would become its text
    found.spans.push_back(*part);
  }
  return found;
}

FoundMention MentionFinder::find(const SourceMention& mention) const {
  if (mention.ranges.size() != 1) return find_parts(mention);
  const SourceRange& range = mention.ranges.front();
  const std::vector<std::size_t> candidates = pieces_for(mention, range.offset);
  const std::string_view text = trim_whitespace(mention.text);
  for (const bool exactly : {true, false}) {
    for (const std::size_t piece : candidates) {
      const auto span = at(piece, range, unit_);
      if (!span) continue;
      const std::string_view there = text_of(*span);
      if (there == text || (text.empty() && there.size() <= kMaxSearchedBytes)) return {{*span}, false};
      if (!exactly && equal_but_for_blanks_and_case(there, text)) return {{without_blanks_around(*span, there)}, false};
    }
  }
  for (const std::size_t piece : candidates) {
    if (text.empty() || text.size() > kMaxSearchedBytes) break;
    if (const auto span = near(piece, range.offset, text)) return {{*span}, true};
  }
  return {};
}

}  // namespace il2search
