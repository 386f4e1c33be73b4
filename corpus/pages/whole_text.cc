// WholeTextReader: one file, one document.
#include "corpus/pages/whole_text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "base/text_encoding.h"

namespace il2search {
namespace {

bool holds_text(const Document& document) {
  return !document.title.empty() || !document.abstract.empty() || !document.body.empty() || !document.tldr.empty();
}

// The longest text of a page, for the cap on single texts.
std::size_t longest_text(const Document& document) {
  std::size_t longest = std::max({document.title.size(), document.tldr.size(), document.contribution.size()});
  for (const Section& section : document.abstract) longest = std::max(longest, section.text.size());
  for (const BodySection& section : document.body) longest = std::max(longest, section.text.size());
  return longest;
}

std::string control_character_message(std::string_view text, std::size_t at) {
  std::array<char, 96> message{};
  std::snprintf(message.data(), message.size(), "control character 0x%02X at byte %zu: this is not plain text",
                static_cast<unsigned>(static_cast<unsigned char>(text[at])), at);
  return message.data();
}

class WholeTextReader final : public Reader {
 public:
  WholeTextReader(std::unique_ptr<ByteSource> source, ReaderOptions options, ParsePage parse)
      : source_(std::move(source)), options_(std::move(options)), parse_(parse) {}

  std::optional<Record> next() override {
    if (done_) return std::nullopt;
    done_ = true;
    std::string bytes = read_all();
    if (bytes_read_ == 0)
      throw Error(ErrorCode::broken_file, "the file is empty: " + terminal_safe(options_.file, false));
    if (over_cap_)
      return refuse("the file is over the cap of " + std::to_string(options_.caps.record_bytes) + " bytes");
    DecodedText decoded = decode_text(std::move(bytes));
    const std::size_t control = find_control_character(decoded.text);
    if (control != std::string::npos) return refuse(control_character_message(decoded.text, control));
    return parsed(decoded);
  }

  std::uint64_t bytes_read() const override { return bytes_read_; }

 private:
  // Reads to the end even over the cap, so that a file with a broken end is always an error.
  std::string read_all() {
    std::string bytes;
    std::array<char, 64 * 1024> buffer{};
    while (const std::size_t n = source_->read(buffer.data(), buffer.size())) {
      bytes_read_ += n;
      over_cap_ = bytes_read_ > options_.caps.record_bytes;
      if (over_cap_) bytes.clear();
      else bytes.append(buffer.data(), n);
    }
    return bytes;
  }

  std::optional<Record> parsed(const DecodedText& decoded) {
    Document document = parse_(decoded.text);
    if (!holds_text(document)) return refuse("the file has no text");
    if (longest_text(document) > options_.caps.text_bytes) {
      return refuse("a text is over the cap of " + std::to_string(options_.caps.text_bytes) + " bytes");
    }
    document.id = id_for(document, options_, 1);
    if (decoded.foreign_bytes > 0) {
      report(document.id, std::to_string(decoded.foreign_bytes) + " bytes are not UTF-8 and were read as Windows-1252",
             false);
    }
    return document;
  }

  std::optional<Record> refuse(const std::string& message) {
    report({}, message, true);
    return std::nullopt;
  }

  void report(const std::string& id, const std::string& message, bool skipped) const {
    options_.report({1, 0}, id, message, skipped);
  }

  std::unique_ptr<ByteSource> source_;
  ReaderOptions options_;
  ParsePage parse_;
  std::uint64_t bytes_read_ = 0;
  bool over_cap_ = false;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<Reader> make_whole_text_reader(std::unique_ptr<ByteSource> source, ReaderOptions options,
                                               ParsePage parse) {
  return std::make_unique<WholeTextReader>(std::move(source), std::move(options), parse);
}

}  // namespace il2search
