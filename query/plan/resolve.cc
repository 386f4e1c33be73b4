// Stage 1, resolve(): a walk over the syntax tree that finds each leaf's field and hands the leaf to its planner.
#include "query/plan/resolve.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "query/plan/dates.h"
#include "query/plan/term_mapping.h"
#include "query/plan/word_planner.h"

namespace il2search::plan {
namespace {

constexpr std::string_view kExtraPrefix = "x.";

bool is_extra(std::string_view name) { return name.size() > kExtraPrefix.size() && name.starts_with(kExtraPrefix); }

Node nothing(Span span) { return Node{Nothing{}, Kind::plain, span}; }

// The levels of narrower concepts in `explode=2`.
std::optional<std::uint32_t> explosion_of(std::string_view modifier) {
  constexpr std::string_view kName = "explode=";
  constexpr std::size_t kMaxDigits = 6;
  if (!modifier.starts_with(kName)) return {};
  const std::string_view digits = modifier.substr(kName.size());
  if (!ascii::is_number(digits) || digits.size() > kMaxDigits) return {};
  std::uint32_t levels = 0;
  for (const char c : digits) levels = levels * 10 + static_cast<std::uint32_t>(c - '0');
  return levels;
}

// Words like `hasabstract` have no other meaning and are filters among other words too; `retracted` and `preprint` are
// filters only by themselves.
bool is_filter_anywhere(const Flag& flag) {
  return flag.name.starts_with("has") || flag.name.starts_with("pubstatus") || flag.name.starts_with("indexingmethod");
}

class Resolver {
 public:
  Resolver(const ResolveOptions& options, ConceptFinder& finder, Analyzer& analyzer,
           syntax::DiagnosticSink& diagnostics)
      : options_(options),
        diagnostics_(diagnostics),
        words_(analyzer, diagnostics),
        values_(options.entities, finder, analyzer, diagnostics),
        mapping_(options.entities, words_, finder, analyzer) {}

  Node node(const syntax::Node& typed, const syntax::FieldRef* inherited) {
    const syntax::FieldRef* ref = typed.field ? &*typed.field : inherited;
    if (typed.field) check_field(*typed.field);
    if (const auto* boolean = std::get_if<syntax::Boolean>(&typed.value)) return group(*boolean, ref, typed.span);
    return leaf(typed, ref);
  }

 private:
  Node group(const syntax::Boolean& boolean, const syntax::FieldRef* ref, Span span) {
    Group group;
    group.op = boolean.op == syntax::Operator::and_  ? Op::all
               : boolean.op == syntax::Operator::or_ ? Op::any
                                                     : Op::without;
    group.children.reserve(boolean.children.size());
    for (const syntax::Node& child : boolean.children) group.children.push_back(node(child, ref));
    return Node{std::move(group), Kind::plain, span};
  }

  Node leaf(const syntax::Node& typed, const syntax::FieldRef* ref) {
    if (ref != nullptr && is_extra(ref->name)) {
      return values_.extra(std::string_view(ref->name).substr(kExtraPrefix.size()), value_of(typed, ref));
    }
    const Field* f = ref == nullptr ? &field(FieldId::text) : find_field(ref->name);
    // check_field() has reported an unknown field. A setting that is still in the tree is misplaced, and reported too.
    if (f == nullptr || f->kind == FieldKind::setting) return nothing(typed.span);
    if (const auto* range = std::get_if<syntax::Range>(&typed.value)) return date_range(*range, *f, typed.span);
    if (f->kind == FieldKind::date) return date(typed, *f);
    if (f->kind != FieldKind::text) return value(typed, *f, ref);
    if (const auto* phrase = std::get_if<syntax::Phrase>(&typed.value)) {
      return words_.phrase(*phrase, f->id, typed.span);
    }
    if (const auto* curie = std::get_if<syntax::Curie>(&typed.value)) return this->curie(*curie, typed, ref, *f);
    const std::vector<syntax::Word>& words = std::get<syntax::WordRun>(typed.value).words;
    return ref == nullptr ? untagged(words) : words_.words(words, f->id, options_.match);
  }

  // An identifier, or a phrase if it has a field of text.
  Node curie(const syntax::Curie& curie, const syntax::Node& typed, const syntax::FieldRef* ref, const Field& f) {
    if (ref == nullptr) return values_.curie(value_of(typed, ref));
    return words_.phrase({{{curie.text, false, false, typed.span}}, {}}, f.id, typed.span);
  }

  // Words without a field: status filters among them, and text.
  Node untagged(const std::vector<syntax::Word>& run) {
    std::vector<syntax::Word> words;
    std::vector<Node> filters;
    for (const syntax::Word& word : run) {
      const Flag* flag = options_.plain ? nullptr : filter_in(word, run.size());
      if (flag == nullptr) {
        words.push_back(word);
        continue;
      }
      filters.push_back(ValuePlanner::flag(*flag, word.span));
      note_filter(*flag, word);
    }
    if (!words.empty()) filters.insert(filters.begin(), untagged_text(words));
    return all_of(std::move(filters));
  }

  Node untagged_text(const std::vector<syntax::Word>& words) {
    return options_.map ? mapping_.words(words, options_.match) : words_.words(words, FieldId::text, options_.match);
  }

  // The filter that an untagged word of a run of `count` words is, or nullptr.
  static const Flag* filter_in(const syntax::Word& word, std::size_t count) {
    if (word.truncated || word.wildcard) return nullptr;
    const Flag* flag = ValuePlanner::find_flag(word.text);
    return flag != nullptr && (count == 1 || is_filter_anywhere(*flag)) ? flag : nullptr;
  }

  void note_filter(const Flag& flag, const syntax::Word& word) {
    if (is_filter_anywhere(flag)) return;
    diagnostics_.notice("word-is-filter", word.span,
                        syntax::quoted(word.text) + " by itself is a filter: " + std::string(flag.description) + ".",
                        "Write " + std::string(flag.name) + "[tw] to search for the word.");
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

  // The levels of narrower concepts that the field's modifiers ask for: `noexp`, `explode=2`.
  static std::optional<std::uint32_t> levels_of(const syntax::FieldRef* ref) {
    if (ref == nullptr) return {};
    for (const std::string& modifier : ref->modifiers) {
      if (modifier == "noexp") return 0;
      if (const auto levels = explosion_of(modifier)) return levels;
    }
    return {};
  }

  Node value(const syntax::Node& typed, const Field& f, const syntax::FieldRef* ref) {
    if (const auto* run = std::get_if<syntax::WordRun>(&typed.value)) reject_wildcards(run->words, f);
    if (const auto* phrase = std::get_if<syntax::Phrase>(&typed.value)) reject_wildcards(phrase->words, f);
    return values_.value(f, value_of(typed, ref));
  }

  void reject_wildcards(const std::vector<syntax::Word>& words, const Field& f) {
    for (const syntax::Word& word : words) {
      if (!word.wildcard) continue;
      diagnostics_.error("wildcard-in-field", word.span,
                         "The wildcard ? works only in text fields, not in " + std::string(f.name) + ".",
                         "Write the beginning of the name and a *.");
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
      return invalid_date(value.text, typed.span);
    }
    return Node{range, Kind::plain, typed.span};
  }

  Node date_range(const syntax::Range& typed, const Field& f, Span span) {
    if (f.kind != FieldKind::date) {
      diagnostics_.error("range-needs-date", span,
                         "A range needs a date field; " + std::string(f.name) + " is not one.",
                         "Write a range of dates, as in 2019:2023[dp].");
      return nothing(span);
    }
    DateRange range{f.slot, {}, {}, !f.term_prefix.empty()};
    if (!read_side(typed.from, range.from, span) || !read_side(typed.to, range.to, span)) return nothing(span);
    if (is_reversed(range)) {
      diagnostics_.error("range-reversed", span, "The range ends before it begins.",
                         "Write " + typed.to + ":" + typed.from + ".");
      return nothing(span);
    }
    return Node{range, Kind::plain, span};
  }

  static bool is_reversed(const DateRange& range) {
    if (!range.from.known() || !range.to.known()) return false;
    const auto first = [](const Date& d) { return (d.year * 13 + d.month) * 32 + d.day; };
    const auto last = [](const Date& d) {
      return (d.year * 13 + (d.month == 0 ? 12 : d.month)) * 32 + (d.day == 0 ? 31 : d.day);
    };
    return last(range.to) < first(range.from);
  }

  // False, with the error, for text that is not a date. An empty side stays open.
  bool read_side(const std::string& text, Date& side, Span span) {
    if (text.empty()) return true;
    const auto date = parse_date(text);
    if (date) side = *date;
    else invalid_date(text, span);
    return date.has_value();
  }

  Node invalid_date(std::string_view text, Span span) {
    diagnostics_.error("invalid-date", span, syntax::quoted(text) + " is not a date.",
                       "Write 2023, 2023/05, 2023/05/31, 2019:2023 or \"last 90 days\".");
    return nothing(span);
  }

  void check_field(const syntax::FieldRef& ref) {
    if (is_extra(ref.name)) return;
    const Field* f = find_field(ref.name);
    if (f == nullptr) {
      const std::string_view near = nearest_field_name(ref.name);
      diagnostics_.error(
          "unknown-field", ref.span, "There is no field " + syntax::quoted(ref.name) + ".",
          near.empty() ? "il2search --fields lists all fields." : "Did you mean " + std::string(near) + "?");
      return;
    }
    for (const std::string& modifier : ref.modifiers) {
      if (!fits(modifier, *f)) {
        diagnostics_.error("unknown-modifier", ref.span,
                           "The field " + std::string(f->name) + " has no modifier " + syntax::quoted(modifier) + ".",
                           "noexp and explode=N are for headings and entities, ~N is for phrases in text fields.");
      }
    }
  }

  // Publication types and subheadings never include narrower ones, so noexp changes nothing there.
  static bool fits(std::string_view modifier, const Field& f) {
    if (modifier.starts_with('~')) return f.kind == FieldKind::text;
    const bool explodes = f.kind == FieldKind::heading || f.kind == FieldKind::entity;
    if (modifier == "noexp") return explodes || f.id == FieldId::publication_type || f.id == FieldId::subheading;
    return explodes && explosion_of(modifier).has_value();
  }

  const ResolveOptions& options_;
  syntax::DiagnosticSink& diagnostics_;
  WordPlanner words_;
  ValuePlanner values_;
  TermMappingPlanner mapping_;
};

}  // namespace

Node resolve(const syntax::Node& root, const ResolveOptions& options, ConceptFinder& finder, Analyzer& analyzer,
             syntax::DiagnosticSink& diagnostics) {
  return Resolver(options, finder, analyzer, diagnostics).node(root, nullptr);
}

}  // namespace il2search::plan
