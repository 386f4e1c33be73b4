// The walk over the syntax tree: which field a leaf is in, and who plans it.
#include "query/plan/resolve.h"

#include <algorithm>
#include <utility>

#include "query/plan/dates.h"
#include "query/plan/mapped_run.h"
#include "query/plan/values.h"
#include "query/plan/words.h"

namespace il2search::plan {
namespace {

constexpr std::string_view kExtraPrefix = "x.";

bool is_extra(std::string_view name) { return name.size() > kExtraPrefix.size() && name.starts_with(kExtraPrefix); }

Node nothing(syntax::Span span) {
  Node node{Nothing{}};
  node.span = span;
  return node;
}

// `explode=2`: so many levels of narrower concepts.
std::optional<std::uint32_t> explosion_of(std::string_view modifier) {
  constexpr std::string_view kName = "explode=";
  constexpr std::size_t kMaxDigits = 6;
  if (!modifier.starts_with(kName)) return {};
  const std::string_view digits = modifier.substr(kName.size());
  if (!is_digits(digits) || digits.size() > kMaxDigits) return {};
  std::uint32_t levels = 0;
  for (const char c : digits) levels = levels * 10 + static_cast<std::uint32_t>(c - '0');
  return levels;
}

// Words like `hasabstract` are written for nothing else and are filters wherever they stand; `retracted` or `preprint`
// only when they stand alone.
bool is_filter_anywhere(const Flag& flag) {
  return flag.name.starts_with("has") || flag.name.starts_with("pubstatus") || flag.name.starts_with("indexingmethod");
}

class Resolver {
 public:
  Resolver(const ResolveOptions& options, ConceptFinder& finder, Analyzer& analyzer, syntax::DiagnosticSink& problems)
      : options_(options),
        problems_(problems),
        words_(analyzer, problems),
        subjects_(options.subjects, finder, analyzer, problems),
        values_(subjects_, analyzer, problems),
        mapped_(options.subjects, words_, finder, analyzer) {}

  Node node(const syntax::Node& typed, const syntax::FieldRef* inherited) {
    const syntax::FieldRef* ref = typed.field ? &*typed.field : inherited;
    if (typed.field) check_field(*typed.field);
    if (const auto* boolean = std::get_if<syntax::Boolean>(&typed.value)) return group(*boolean, ref, typed.span);
    return leaf(typed, ref);
  }

 private:
  Node group(const syntax::Boolean& boolean, const syntax::FieldRef* ref, syntax::Span span) {
    Group group;
    group.op = boolean.op == syntax::Operator::and_  ? Op::all
               : boolean.op == syntax::Operator::or_ ? Op::any
                                                     : Op::without;
    group.children.reserve(boolean.children.size());
    for (const syntax::Node& child : boolean.children) group.children.push_back(node(child, ref));
    Node out{std::move(group)};
    out.span = span;
    return out;
  }

  Node leaf(const syntax::Node& typed, const syntax::FieldRef* ref) {
    if (ref != nullptr && is_extra(ref->name)) {
      return values_.extra(std::string_view(ref->name).substr(kExtraPrefix.size()), value_of(typed, ref));
    }
    const Field* f = ref == nullptr ? &field(FieldId::text) : find_field(ref->name);
    // check_field() has said so; settings were taken out of the tree, and what is left of them is misplaced.
    if (f == nullptr || f->kind == FieldKind::setting) return nothing(typed.span);
    if (const auto* range = std::get_if<syntax::Range>(&typed.value)) return date_range(*range, *f, typed.span);
    if (f->kind == FieldKind::date) return date(typed, *f);
    if (f->kind != FieldKind::text) return value(typed, *f, ref);
    if (const auto* phrase = std::get_if<syntax::Phrase>(&typed.value)) {
      return words_.phrase(*phrase, f->id, typed.span);
    }
    if (const auto* curie = std::get_if<syntax::Curie>(&typed.value)) return this->curie(*curie, typed, ref, *f);
    return run(std::get<syntax::WordRun>(typed.value), f->id, ref == nullptr);
  }

  // An identifier stands for itself; behind a field of text it is words.
  Node curie(const syntax::Curie& curie, const syntax::Node& typed, const syntax::FieldRef* ref, const Field& f) {
    if (ref == nullptr) return values_.curie(value_of(typed, ref));
    return words_.phrase({{{curie.text, false, false, typed.span}}, {}}, f.id, typed.span);
  }

  Node run(const syntax::WordRun& run, FieldId id, bool untagged) {
    const auto is_filter = [&](const syntax::Word& word) { return filter_in(word, run.words.size()) != nullptr; };
    if (!untagged) return words_.run(run.words, id, options_.match);
    if (options_.plain || std::none_of(run.words.begin(), run.words.end(), is_filter)) return untagged_run(run.words);
    std::vector<syntax::Word> words;
    std::vector<Node> both;
    both.emplace_back(Everything{});
    for (const syntax::Word& word : run.words) {
      const Flag* flag = filter_in(word, run.words.size());
      if (flag == nullptr) {
        words.push_back(word);
        continue;
      }
      both.push_back(ValuePlanner::flag(*flag, word.span));
      say_filter(*flag, word);
    }
    if (words.empty()) both.erase(both.begin());
    else both.front() = untagged_run(words);
    return all_of(std::move(both));
  }

  // Plain words without a field: what they are looked for as is decided here and nowhere else.
  Node untagged_run(const std::vector<syntax::Word>& words) {
    return options_.map ? mapped_.run(words, options_.match) : words_.run(words, FieldId::text, options_.match);
  }

  // The filter that an untagged word of a run of `count` words is, or nullptr.
  static const Flag* filter_in(const syntax::Word& word, std::size_t count) {
    if (word.truncated || word.wildcard) return nullptr;
    const Flag* flag = ValuePlanner::find_flag(word.text);
    return flag != nullptr && (count == 1 || is_filter_anywhere(*flag)) ? flag : nullptr;
  }

  void say_filter(const Flag& flag, const syntax::Word& word) {
    if (is_filter_anywhere(flag)) return;
    problems_.notice("word-is-filter", word.span,
                     syntax::quoted(word.text) + " alone filters documents: " + std::string(flag.description) + ".",
                     "write " + std::string(flag.name) + "[tw] to search for the word");
  }

  static Value value_of(const syntax::Node& typed, const syntax::FieldRef* ref) {
    Value value{typed.raw, false, false, typed.span, levels_of(ref)};
    if (const auto* phrase = std::get_if<syntax::Phrase>(&typed.value)) {
      value.quoted = true;
      value.truncated = phrase->words.back().truncated;
    } else if (const auto* run = std::get_if<syntax::WordRun>(&typed.value)) {
      value.truncated = run->words.back().truncated;
    } else if (const auto* curie = std::get_if<syntax::Curie>(&typed.value)) {
      value.text = curie->text;
    }
    if (value.truncated && value.text.ends_with('*')) value.text.remove_suffix(1);
    return value;
  }

  // What the field's modifiers say of narrower concepts: `noexp`, `explode=2`.
  static std::optional<std::uint32_t> levels_of(const syntax::FieldRef* ref) {
    if (ref == nullptr) return {};
    for (const std::string& modifier : ref->modifiers) {
      if (modifier == "noexp") return 0;
      if (const auto levels = explosion_of(modifier)) return levels;
    }
    return {};
  }

  Node value(const syntax::Node& typed, const Field& f, const syntax::FieldRef* ref) {
    if (const auto* run = std::get_if<syntax::WordRun>(&typed.value)) refuse_wildcards(run->words, f);
    if (const auto* phrase = std::get_if<syntax::Phrase>(&typed.value)) refuse_wildcards(phrase->words, f);
    return values_.value(f, value_of(typed, ref));
  }

  void refuse_wildcards(const std::vector<syntax::Word>& words, const Field& f) {
    for (const syntax::Word& word : words) {
      if (!word.wildcard) continue;
      problems_.error("wildcard-in-field", word.span,
                      "A ? stands for a letter in fields of text, not in " + std::string(f.name) + ".",
                      "write the beginning of the name and a *");
    }
  }

  Node date(const syntax::Node& typed, const Field& f) {
    const Value value = value_of(typed, nullptr);
    DateRange range{f.slot, {}, {}, !f.term_prefix.empty()};
    if (const auto day = parse_date(value.text)) {
      range.from = range.to = *day;
    } else if (const auto since = parse_period(value.text)) {
      range.from = *since;
    } else {
      return bad_date(value.text, typed.span);
    }
    Node node{range};
    node.span = typed.span;
    return node;
  }

  Node date_range(const syntax::Range& typed, const Field& f, syntax::Span span) {
    if (f.kind != FieldKind::date) {
      problems_.error("range-needs-date", span, "A range needs a field of dates, not " + std::string(f.name) + ".",
                      "for example 2019:2023[dp]");
      return nothing(span);
    }
    DateRange range{f.slot, {}, {}, !f.term_prefix.empty()};
    if (!read_side(typed.from, range.from, span) || !read_side(typed.to, range.to, span)) return nothing(span);
    if (is_behind(range)) {
      problems_.error("range-reversed", span, "The range ends before it begins.",
                      "write " + typed.to + ":" + typed.from);
      return nothing(span);
    }
    Node node{range};
    node.span = span;
    return node;
  }

  static bool is_behind(const DateRange& range) {
    if (!range.from.known() || !range.to.known()) return false;
    const auto first = [](const Date& d) { return (d.year * 13 + d.month) * 32 + d.day; };
    const auto last = [](const Date& d) {
      return (d.year * 13 + (d.month == 0 ? 12 : d.month)) * 32 + (d.day == 0 ? 31 : d.day);
    };
    return last(range.to) < first(range.from);
  }

  bool read_side(const std::string& text, Date& side, syntax::Span span) {
    if (text.empty()) return true;
    const auto date = parse_date(text);
    if (date) side = *date;
    else bad_date(text, span);
    return date.has_value();
  }

  Node bad_date(std::string_view text, syntax::Span span) {
    problems_.error("invalid-date", span, syntax::quoted(text) + " is no date.",
                    "write 2023, 2023/05, 2023/05/31, 2019:2023 or \"last 90 days\"");
    return nothing(span);
  }

  void check_field(const syntax::FieldRef& ref) {
    if (is_extra(ref.name)) return;
    const Field* f = find_field(ref.name);
    if (f == nullptr) {
      const std::string_view near = nearest_field_name(ref.name);
      problems_.error("unknown-field", ref.span, "There is no field " + syntax::quoted(ref.name) + ".",
                      near.empty() ? "il2search --fields lists them" : "did you mean " + std::string(near) + "?");
      return;
    }
    for (const std::string& modifier : ref.modifiers) {
      if (!fits(modifier, *f)) {
        problems_.error("unknown-modifier", ref.span,
                        syntax::quoted(modifier) + " is nothing that " + std::string(f->name) + " knows.",
                        "noexp and explode=N go with headings and entities, ~N with phrases of text fields");
      }
    }
  }

  // Publication types and subheadings never include narrower ones: noexp asks for what happens anyway.
  static bool fits(std::string_view modifier, const Field& f) {
    if (modifier.starts_with('~')) return f.kind == FieldKind::text;
    const bool explodes = f.kind == FieldKind::heading || f.kind == FieldKind::entity;
    if (modifier == "noexp") return explodes || f.id == FieldId::publication_type || f.id == FieldId::subheading;
    return explodes && explosion_of(modifier).has_value();
  }

  const ResolveOptions& options_;
  syntax::DiagnosticSink& problems_;
  WordPlanner words_;
  SubjectPlanner subjects_;
  ValuePlanner values_;
  MappedRunPlanner mapped_;
};

}  // namespace

Node resolve(const syntax::Node& root, const ResolveOptions& options, ConceptFinder& finder, Analyzer& analyzer,
             syntax::DiagnosticSink& problems) {
  return Resolver(options, finder, analyzer, problems).node(root, nullptr);
}

Node resolve_filter(FieldId id, std::string_view value, const SubjectOptions& options, ConceptFinder& finder,
                    Analyzer& analyzer, syntax::DiagnosticSink& problems) {
  SubjectPlanner subjects(options, finder, analyzer, problems);
  return ValuePlanner(subjects, analyzer, problems).value(field(id), {value, true, false, {}, {}});
}

}  // namespace il2search::plan
