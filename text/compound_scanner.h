// CompoundScanner: a span of ASCII text or folded text (unicode_fold.h) -> tokens. It finds the runs of letters and digits,
// passes them to the word cutter, and adds tokens for what their punctuation means:
//   compound := run { link run }       link := "-" "/" "_" "'" seam, or a sign (below), without blanks
//   sign     := "+" | "(" digits? ("+"|"-") ")" | "-" not followed by a letter or digit | -positive | -negative
//   whole    := compound "*" allele | variant     (name_patterns.h)
//   "'s" at the end of a run is dropped
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"
#include "text/word_cutter.h"

namespace il2search {

// Not safe from two threads at once.
class CompoundScanner {
 public:
  explicit CompoundScanner(WordCutter& cutter) : cutter_(cutter) {}

  // Begins a text and drops the tokens of the previous one.
  void begin_text();

  // Begins a further text: positions start at 0 again, and the tokens so far are kept.
  void continue_with_next_text() { position_ = 0; }

  // Appends the tokens of a span whose first byte has the offset `offset` in the text. `rest` is the text after the span,
  // for looking ahead; it is not cut. Compounds do not cross spans.
  void scan(std::string_view text, std::uint32_t offset, std::string_view rest);

  std::vector<Token>& tokens() noexcept { return tokens_; }
  std::uint64_t dropped() const noexcept { return dropped_; }

 private:
  // A run of a compound.
  struct Member {
    const Run* run;
    std::size_t start;  // in text_
    std::size_t end;
    std::uint32_t position;
    bool follows_sign;
  };
  // Members [first, last), which share a token.
  struct Group {
    std::size_t first;
    std::size_t last;
  };

  std::size_t compound(std::size_t start);
  std::size_t links(std::size_t start, std::size_t end);
  std::size_t link(std::size_t at);
  const Run& read_run(std::size_t start, std::size_t& end);
  void add_member(const Run& run, std::size_t start, std::size_t end);
  void add_parts(const Run& run, std::size_t start);
  std::size_t plus(std::size_t at);
  std::size_t parenthesis(std::size_t at);
  std::size_t hyphen(std::size_t at);
  std::size_t apostrophe(std::size_t at);
  std::size_t allele(std::size_t at);
  std::size_t skip_seams(std::size_t at) const;
  bool run_at(std::size_t at) const;
  void look_for_sign_word(std::size_t at);
  Group sign_group() const;
  bool group_has_digits(Group group) const;
  std::string_view join(Group group, std::string_view suffix);
  void add_sign(char sign, std::size_t end);
  void add_joined(Group group);
  void add_compound_joins();
  void add_extra(std::string_view term, TokenKind kind, std::uint32_t position, std::size_t start, std::size_t end);
  void add_whole(std::size_t start, std::size_t end, std::uint32_t position);
  void merge_extras(std::size_t first_token);

  WordCutter& cutter_;
  std::vector<Token> tokens_;
  std::vector<Token> extras_;      // of the current compound
  std::vector<Member> members_;    // of the current compound
  std::size_t unsigned_from_ = 0;  // the first member after the last sign
  std::string_view text_;
  std::string_view rest_;
  std::uint32_t offset_ = 0;
  std::uint32_t position_ = 0;
  std::uint64_t dropped_ = 0;
  char run_bytes_[WordCutter::kMaxKeptBytes + 8] = {};
  std::string long_run_;
};

}  // namespace il2search
