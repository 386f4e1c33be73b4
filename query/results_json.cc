// Results and hits as JSON. Written by hand: hits are small, many, and flat.
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

#include <il2search/json.h>
#include <il2search/searcher.h>

#include "base/utf8.h"

namespace il2search {
namespace {

void append_escaped(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x20 && byte != 0x7f) {
    out += c;
    return;
  }
  out += "\\u00";
  out += kDigits[byte >> 4];
  out += kDigits[byte & 15];
}

// JSON text grows member by member; commas are put by what stands before.
class Writer {
 public:
  std::string take() { return std::move(out_); }

  void open(char bracket) {
    comma();
    out_ += bracket;
  }
  void close(char bracket) { out_ += bracket; }
  void name(std::string_view name) {
    comma();
    out_.append("\"").append(name).append("\": ");
  }
  void text(std::string_view text) {
    comma();
    out_ += '"';
    if (is_valid_utf8(text)) escape(text);
    else escape(replace_invalid_utf8(text));
    out_ += '"';
  }
  void number(std::size_t value) {
    comma();
    out_ += std::to_string(value);
  }
  void real(double value) {
    comma();
    char digits[64];
    const double rounded = std::isfinite(value) ? std::round(value * 1e6) / 1e6 : 0.0;
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, rounded);
    out_.append(digits, error == std::errc{} ? end : digits);
  }
  void member(std::string_view key, std::string_view value) {
    name(key);
    text(value);
  }
  void member(std::string_view key, std::size_t value) {
    name(key);
    number(value);
  }

 private:
  void escape(std::string_view text) {
    for (const char c : text) append_escaped(out_, c);
  }
  void comma() {
    if (out_.empty()) return;
    const char before = out_.back();
    if (before != '{' && before != '[' && before != ' ') out_ += ", ";
  }

  std::string out_;
};

void write_texts(Writer& json, std::string_view name, const std::vector<std::string>& texts) {
  json.name(name);
  json.open('[');
  for (const std::string& text : texts) json.text(text);
  json.close(']');
}

void write_snippet(Writer& json, const Snippet& snippet) {
  json.name("snippet");
  json.open('{');
  json.member("text", snippet.text);
  json.name("highlights");
  json.open('[');
  for (const Span& span : snippet.highlights) {
    json.open('[');
    json.number(span.start);
    json.number(span.end);
    json.close(']');
  }
  json.close(']');
  json.close('}');
}

void write_entities(Writer& json, const std::vector<Entity>& entities) {
  json.name("entities");
  json.open('[');
  for (const Entity& entity : entities) {
    json.open('{');
    json.member("id", entity.id);
    json.member("name", entity.name);
    json.member("type", to_string(entity.type));
    json.member("provenance", to_string(entity.provenance));
    json.member("mentions", std::size_t{entity.mentions});
    json.close('}');
  }
  json.close(']');
}

void write_hit(Writer& json, const Hit& hit) {
  json.open('{');
  json.member("rank", hit.rank);
  json.member("id", hit.id);
  json.name("score");
  json.real(hit.score);
  json.member("title", hit.title);
  write_texts(json, "authors", hit.authors);
  json.member("journal", hit.journal);
  json.member("date", to_string(hit.date));
  json.member("url", hit.url);
  write_snippet(json, hit.snippet);
  write_entities(json, hit.entities);
  write_texts(json, "status", hit.status);
  json.close('}');
}

void write_diagnostic(Writer& json, const Diagnostic& diagnostic) {
  json.open('{');
  json.member("code", diagnostic.code);
  json.member("severity", to_string(diagnostic.severity));
  json.member("start", diagnostic.start);
  json.member("end", diagnostic.end);
  json.member("message", diagnostic.message);
  json.member("hint", diagnostic.hint);
  json.close('}');
}

void write_diagnostics(Writer& json, const std::vector<Diagnostic>& diagnostics) {
  json.open('[');
  for (const Diagnostic& diagnostic : diagnostics) write_diagnostic(json, diagnostic);
  json.close(']');
}

void write_explanation(Writer& json, const Explanation& explanation) {
  json.name("explanation");
  json.open('{');
  json.member("tree", explanation.tree);
  json.member("resolved", explanation.resolved);
  json.member("rewritten", explanation.rewritten);
  json.member("compiled", explanation.compiled);
  json.close('}');
}

}  // namespace

std::string to_json(const Hit& hit) {
  Writer json;
  write_hit(json, hit);
  return json.take();
}

std::string to_json(const std::vector<Diagnostic>& diagnostics) {
  Writer json;
  write_diagnostics(json, diagnostics);
  return json.take();
}

std::string to_json(const Results& results) {
  Writer json;
  json.open('{');
  json.member("query", results.query);
  json.member("interpreted", results.interpreted);
  json.member("generation", static_cast<std::size_t>(results.generation));
  json.member("total", results.total);
  json.member("total_relation", results.total_is_exact ? "exact" : "estimate");
  json.name("took_ms");
  json.real(results.took_ms);
  json.name("diagnostics");
  write_diagnostics(json, results.diagnostics);
  json.name("hits");
  json.open('[');
  for (const Hit& hit : results.hits) write_hit(json, hit);
  json.close(']');
  if (!results.next.empty()) json.member("next", results.next);
  if (results.explanation) write_explanation(json, *results.explanation);
  json.close('}');
  return json.take();
}

}  // namespace il2search
