// A state machine over bytes: between objects (take_outer) or inside one (take_inner).
#include "corpus/annotated/bioc_json_cutter.h"

#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

namespace il2search {
namespace {

constexpr std::size_t kCutterChunkBytes = 64 * 1024;
constexpr std::size_t kMaxFrames = 16;
constexpr std::size_t kMaxOpenBrackets = 100'000;
constexpr std::size_t kMaxKeptString = 100;
constexpr std::uint64_t kMaxJsonValues = 4'000'000;  // they bound the memory of a document's tree
constexpr std::string_view kOrderMark = "\xEF\xBB\xBF";

bool is_json_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

BiocJsonCutter::BiocJsonCutter(ByteSource& source, const ReaderCaps& caps, std::string file)
    : source_(source), caps_(caps), file_(std::move(file)) {}

int BiocJsonCutter::get() {
  if (position_ == buffer_.size()) {
    const bool first = bytes_read_ == 0;
    buffer_.resize(kCutterChunkBytes);
    buffer_.resize(source_.read(buffer_.data(), kCutterChunkBytes));
    bytes_read_ += buffer_.size();
    position_ = first && std::string_view(buffer_).starts_with(kOrderMark) ? kOrderMark.size() : 0;
    if (position_ == buffer_.size()) return -1;
  }
  return static_cast<unsigned char>(buffer_[position_++]);
}

std::optional<JsonCut> BiocJsonCutter::next() {
  for (int c = get(); c >= 0; c = get()) {
    if (open_.empty()) take_outer(static_cast<char>(c));
    else take_inner(static_cast<char>(c));
    if (std::exchange(ready_, false)) return std::exchange(cut_, {});
  }
  if (!frames_.empty() || !open_.empty()) broken("the JSON ends early");
  if (!any_) broken("the file holds no document of BioC");
  return std::nullopt;
}

void BiocJsonCutter::take_outer(char c) {
  if (is_json_blank(c) || c == ',') return;
  if (c == '{') return begin_object();
  if (c == '[') {
    if (frames_.size() >= kMaxFrames) broken("lists nest deeper than " + std::to_string(kMaxFrames));
    any_ = true;
    frames_.push_back(Frame::list);
  } else if (c == ']' && !frames_.empty()) {
    frames_.pop_back();
    resume_collection();
  } else {
    broken("an object was expected");
  }
}

// Behind the list of documents the members of its collection go on.
void BiocJsonCutter::resume_collection() {
  if (frames_.empty() || frames_.back() != Frame::collection) return;
  frames_.pop_back();
  in_collection_ = true;
  open_ = "{";
  key_next_ = false;
}

void BiocJsonCutter::begin_object() {
  cut_ = {"{", place() - 1, "", ""};
  if (frames_.empty()) collection_source_.clear();
  open_ = "{";
  in_collection_ = false;
  key_next_ = true;
  values_ = 0;
  any_ = true;
}

void BiocJsonCutter::keep(char c) {
  if (in_collection_ || !cut_.fault.empty()) return;
  if (cut_.text.size() >= caps_.record_bytes) {
    return over("the record is over " + std::to_string(caps_.record_bytes) + " bytes");
  }
  cut_.text += c;
}

void BiocJsonCutter::over(std::string fault) {
  if (in_collection_ || !cut_.fault.empty()) return;
  cut_.fault = std::move(fault);
  std::string().swap(cut_.text);
}

void BiocJsonCutter::take_inner(char c) {
  keep(c);
  if (in_string_) return take_string(c);
  switch (c) {
    case '"':
      in_string_ = true;
      string_.clear();
      break;
    case '{':
    case '[': open_bracket(c); break;
    case '}':
    case ']': close_bracket(c); break;
    case ',':
      if (open_.size() == 1) key_next_ = true;
      if (++values_ > kMaxJsonValues) over("more than " + std::to_string(kMaxJsonValues) + " values");
      break;
    default: break;
  }
}

void BiocJsonCutter::take_string(char c) {
  if (std::exchange(escaped_, false)) return;
  if (c == '\\') escaped_ = true;
  else if (c == '"') end_string();
  else if (open_.size() == 1 && string_.size() < kMaxKeptString) string_ += c;
}

void BiocJsonCutter::end_string() {
  in_string_ = false;
  if (open_.size() != 1) return;
  if (std::exchange(key_next_, false)) key_ = string_;
  else if (key_ == "source") collection_source_ = string_;
}

void BiocJsonCutter::open_bracket(char c) {
  if (c == '[' && open_.size() == 1 && (key_ == "documents" || key_ == "PubTator3")) return enter_documents();
  open_ += c;
  if (++values_ > kMaxJsonValues) over("more than " + std::to_string(kMaxJsonValues) + " values");
  if (open_.size() > caps_.depth) over("nested deeper than " + std::to_string(caps_.depth) + " levels");
  if (open_.size() > kMaxOpenBrackets) broken("brackets nest too deep");
}

// What looked like a document is the collection around it.
void BiocJsonCutter::enter_documents() {
  if (frames_.size() + 2 > kMaxFrames) broken("collections nest deeper than " + std::to_string(kMaxFrames));
  frames_.push_back(Frame::collection);
  frames_.push_back(Frame::list);
  open_.clear();
  cut_.text.clear();
  cut_.fault.clear();
}

void BiocJsonCutter::close_bracket(char c) {
  if (open_.back() != (c == '}' ? '{' : '[')) broken("brackets do not match");
  open_.pop_back();
  if (!open_.empty()) return;
  ready_ = !std::exchange(in_collection_, false);
  cut_.source = collection_source_;
}

void BiocJsonCutter::broken(const std::string& what) const {
  throw Error(ErrorCode::broken_file,
              what + " at byte " + std::to_string(place()) + ": " + terminal_safe(file_, false));
}

}  // namespace il2search
