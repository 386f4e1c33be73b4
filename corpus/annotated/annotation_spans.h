// Where an annotation stands: offsets of the source -> bytes of a text. Part of annotations.h.
//
// Sources count characters, some bytes or UTF-16 units, and do not say so: the unit that puts most mentions where their
// text is, is the document's unit. A mention that is not there is looked for nearby.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace il2search {

// A run of the source's text with consecutive offsets: a passage, a sentence, title and abstract of PubTator.
struct TextPiece {
  std::string text;                 // valid UTF-8
  std::uint64_t offset = 0;         // of its first character, as the source counts
  std::optional<std::size_t> base;  // of its first byte in title, newline, abstract; none for other texts
};

struct SourceRange {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

// An offset or a length: a number below 2^32 and nothing else.
std::optional<std::uint64_t> source_number(std::string_view text);

// A mention and where its source puts it. No range: the place is unknown.
struct SourceMention {
  std::string text;  // empty where the source gives the place alone
  std::vector<SourceRange> ranges;
  std::size_t piece = 0;  // where it was written down; its text is looked for there first
};

// Bytes [start, end) of the text of a piece.
struct PieceSpan {
  std::size_t piece = 0;
  std::size_t start = 0;
  std::size_t end = 0;
};

struct FoundMention {
  std::vector<PieceSpan> spans;  // empty: nowhere
  bool moved = false;            // not where the source says
};

enum class OffsetUnit : std::uint8_t { characters, utf16, bytes };

// Byte positions by offset in any unit. Cost: one pass at construction unless the text is ASCII; a lookup walks at most
// 64 characters. The text must outlive the object.
class OffsetMap {
 public:
  explicit OffsetMap(std::string_view text);
  // Nothing behind the text's end or inside a character.
  std::optional<std::size_t> byte_at(std::uint64_t offset, OffsetUnit unit) const;
  bool ascii() const { return marks_.empty(); }

 private:
  struct Mark {  // of every 64th character
    std::size_t byte = 0;
    std::size_t utf16 = 0;
  };
  std::string_view text_;
  std::vector<Mark> marks_;
};

// The pieces of one document. They must outlive the object and stay as they are.
class MentionFinder {
 public:
  // Decides on the unit by the mentions.
  MentionFinder(const std::vector<TextPiece>& pieces, const std::vector<SourceMention>& mentions);

  // Several ranges are parts of one mention: each is a span, or nothing is found. A mention without text is found where
  // its ranges come to a kilobyte at most. Cost: a lookup a range where the offsets are right, else a search of about a
  // kilobyte.
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
