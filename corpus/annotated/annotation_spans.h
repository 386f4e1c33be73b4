// Offsets of annotations in their source -> bytes of a text. Used by annotations.h.
//
// Most sources count characters, some count bytes or UTF-16 units, and none says which. The unit that finds the text of
// most mentions at their offsets is taken as the document's unit. A mention that is not at its offset is searched for
// nearby.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace il2search {

// A text of the source with consecutive offsets: a passage, a sentence, or PubTator's title and abstract.
struct TextPiece {
  std::string text;                 // valid UTF-8
  std::uint64_t offset = 0;         // of its first character, as the source counts
  std::optional<std::size_t> base;  // of its first byte in "title, newline, abstract"; none for other texts
};

struct SourceRange {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

// An offset or a length: digits of a number below 2^32, and nothing else.
std::optional<std::uint64_t> source_number(std::string_view text);

// A mention and its ranges in the source. Without a range, its position is unknown.
struct SourceMention {
  std::string text;  // may be empty if there are ranges
  std::vector<SourceRange> ranges;
  std::size_t piece = 0;  // that lists it; searched first
};

// Bytes [start, end) of a piece's text.
struct PieceSpan {
  std::size_t piece = 0;
  std::size_t start = 0;
  std::size_t end = 0;
};

struct FoundMention {
  std::vector<PieceSpan> spans;  // empty if it was not found
  bool moved = false;            // found near its offset, not at it
};

enum class OffsetUnit : std::uint8_t { characters, utf16, bytes };

// Converts offsets in any unit to byte positions. Cost: one pass at construction; a lookup walks at most 64 characters, and
// none in ASCII. The text must outlive the object.
class OffsetMap {
 public:
  explicit OffsetMap(std::string_view text);
  // Nothing if the offset is after the text's end or inside a character.
  std::optional<std::size_t> byte_at(std::uint64_t offset, OffsetUnit unit) const;
  bool is_ascii() const { return checkpoints_.empty(); }

 private:
  struct Checkpoint {  // at every 64th character
    std::size_t byte = 0;
    std::size_t utf16 = 0;
  };
  std::string_view text_;
  std::vector<Checkpoint> checkpoints_;
};

// Finds the mentions of a document in its pieces, which must outlive the object unchanged.
class MentionFinder {
 public:
  // Chooses the unit by the mentions.
  MentionFinder(const std::vector<TextPiece>& pieces, const std::vector<SourceMention>& mentions);

  // Several ranges are parts of one mention: either each gives a span, or nothing is found. A mention without text is found
  // only if its ranges have at most a kilobyte. Cost: one lookup per range if the offsets are right, else a search of about
  // a kilobyte.
  FoundMention find(const SourceMention& mention) const;

 private:
  std::vector<std::size_t> pieces_for(const SourceMention& mention, std::uint64_t offset) const;
  std::optional<PieceSpan> at(std::size_t piece, const SourceRange& range, OffsetUnit unit) const;
  std::optional<PieceSpan> near(std::size_t piece, std::uint64_t offset, std::string_view text) const;
  std::size_t count_right(const std::vector<SourceMention>& mentions, OffsetUnit unit) const;
  FoundMention find_parts(const SourceMention& mention) const;
  std::string_view text_of(const PieceSpan& span) const;

  const std::vector<TextPiece>& pieces_;
  std::vector<OffsetMap> maps_;
  std::vector<std::pair<std::uint64_t, std::size_t>> order_;  // offset and number of each piece, sorted
  OffsetUnit unit_ = OffsetUnit::characters;
};

}  // namespace il2search
