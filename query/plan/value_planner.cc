// ValuePlanner's names, people, identifiers and filters.
#include "query/plan/value_planner.h"

#include <algorithm>
#include <utility>

#include <il2search/text.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "schema/identifiers.h"
#include "schema/person_name.h"

namespace il2search::plan {
namespace {

// In lower case, without blanks and control characters: how identifiers are compared.
std::string normal_identifier(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && !ascii::is_control(c)) out += ascii::to_lower(c);
  }
  return out;
}

// Each term once; the order is kept.
void remove_duplicates(std::vector<std::string>& terms) {
  std::vector<std::string> once;
  for (std::string& term : terms) {
    if (std::find(once.begin(), once.end(), term) == once.end()) once.push_back(std::move(term));
  }
  terms = std::move(once);
}

}  // namespace

void ValuePlanner::add_name(Terms& terms, std::string_view prefix, const Value& value) {
  add_term(terms, prefix, analyzer_.normalize_name(value.text), value.truncated);
}

Node ValuePlanner::value(const Field& f, const Value& typed) {
  Value value = typed;
  value.text = trim_controls(value.text);
  switch (f.kind) {
    case FieldKind::person: return person(f, value);
    case FieldKind::identifier: return identifier(f, value);
    case FieldKind::entity: return entity(f, value);
    case FieldKind::heading: return heading(f, value);
    case FieldKind::flag: return flag_value(value);
    default: return name(f, value);
  }
}

Node ValuePlanner::name(const Field& f, const Value& value) {
  Terms terms;
  add_name(terms, f.term_prefix, value);
  // ISSNs, NLM's numbers and MeSH ids are single words, and are not normalised as names are.
  const auto separates = [](char c) { return c == ' ' || ascii::is_control(c); };
  const bool one_word = std::none_of(value.text.begin(), value.text.end(), separates);
  if (one_word && (f.id == FieldId::journal || f.id == FieldId::publication_type)) {
    add_term(terms, f.term_prefix, normal_identifier(value.text), value.truncated);
  }
  if (one_word && f.id == FieldId::journal) {
    add_term(terms, field(FieldId::nlm_id).term_prefix, normal_identifier(value.text), value.truncated);
  }
  if (f.id == FieldId::subheading) {
    if (const Subheading* subheading = find_subheading(value.text)) {
      terms.terms = {boolean_term(f.term_prefix, analyzer_.normalize_name(subheading->name)),
                     boolean_term(f.term_prefix, ascii::to_lower(subheading->id))};
    }
  }
  return node_of(std::move(terms), Kind::name, value.span);
}

// `smith` finds every Smith, `smith j` every Smith whose initials begin with J; a quoted name must match as a whole.
// `Smith, John` finds full names with this beginning.
Node ValuePlanner::person(const Field& f, const Value& value) {
  const bool full =
      f.id == FieldId::full_author || (f.id == FieldId::author && value.text.find(',') != std::string::npos);
  const std::string_view prefix = full ? field(FieldId::full_author).term_prefix : f.term_prefix;
  const bool exact = value.quoted && value.text.find(',') == std::string_view::npos;
  Terms terms;
  const auto add = [&](const std::string& name) {
    // The blank may also be inside a last name (van der Berg); the beginning then also covers the initials after it.
    const bool with_initials = !full && name.find(' ') != std::string::npos;
    if (value.truncated || (with_initials && !exact)) {
      terms.beginnings.push_back(boolean_term(prefix, name));
    } else {
      terms.terms.push_back(boolean_term(prefix, name));
      if (!exact) terms.beginnings.push_back(boolean_term(prefix, name + " "));
    }
  };
  if (full) add(analyzer_.normalize_author(value.text));
  else
    for (const std::string& key : author_keys(analyzer_, value.text)) add(key);
  return node_of(std::move(terms), Kind::name, value.span);
}

Node ValuePlanner::identifier_list(FieldId id, const Value& value) {
  Terms terms;
  std::string_view rest = value.text;
  while (!rest.empty()) {
    const auto end = rest.find_first_of(" ,;");
    const std::string one(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view{} : trim_controls(rest.substr(end + 1));
    if (one.empty()) continue;
    std::string curie = normalize_curie(one);
    if (id == FieldId::pmid && ascii::is_number(one)) curie = "PMID:" + one;
    if (id == FieldId::pmcid && ascii::is_number(one)) curie = "PMCID:PMC" + one;
    if (id == FieldId::doi && !curie.starts_with("DOI:")) curie = "DOI:" + ascii::to_lower(one);
    add_term(terms, prefix::identifier, curie, value.truncated);
  }
  return node_of(std::move(terms), Kind::id, value.span);
}

Node ValuePlanner::identifier(const Field& f, const Value& value) {
  const std::string plain = normal_identifier(value.text);
  Terms terms;
  switch (f.id) {
    case FieldId::pmid:
    case FieldId::pmcid:
    case FieldId::doi: return identifier_list(f.id, value);
    case FieldId::id:
      add_term(terms, prefix::id, value.text, value.truncated);
      if (std::string curie = normalize_curie(value.text); curie != value.text)
        add_term(terms, prefix::id, curie, false);
      break;
    case FieldId::any_id:
      add_term(terms, prefix::identifier, normalize_curie(value.text), value.truncated);
      if (ascii::is_number(plain)) add_term(terms, prefix::identifier, "PMID:" + plain, value.truncated);
      for (const char* type : {"DOI:", "pii:", "mid:", "sici:", "isbn:", "nlm:", "bookaccession:"}) {
        add_term(terms, prefix::identifier, type + plain, value.truncated);
      }
      break;
    case FieldId::isbn: {
      std::string digits = plain;
      std::erase(digits, '-');
      add_term(terms, prefix::identifier, "isbn:" + plain, value.truncated);
      if (digits != plain) add_term(terms, prefix::identifier, "isbn:" + digits, value.truncated);
      break;
    }
    case FieldId::orcid: {
      const std::string orcid = ascii::to_lower(clean_orcid(value.text));
      add_term(terms, f.term_prefix, orcid.empty() ? plain.substr(plain.rfind('/') + 1) : orcid, value.truncated);
      break;
    }
    default: add_term(terms, f.term_prefix, plain, value.truncated);
  }
  return node_of(std::move(terms), Kind::id, value.span);
}

Node ValuePlanner::curie(const Value& value) {
  const std::string curie = normalize_curie(value.text);
  if (!is_document_id(curie)) return entity_curie(value);
  Terms terms;
  add_term(terms, prefix::identifier, curie, false);
  return node_of(std::move(terms), Kind::id, value.span);
}

const Flag* ValuePlanner::find_flag(std::string_view word) {
  const auto& flags = flag_table();
  const auto it = std::find_if(flags.begin(), flags.end(),
                               [&](const Flag& f) { return ascii::equals_ignoring_case(word, f.name); });
  return it == flags.end() ? nullptr : &*it;
}

Node ValuePlanner::flag(const Flag& known, Span span) {
  Terms terms;
  terms.terms.push_back(boolean_term(prefix::flag, known.name));
  return node_of(std::move(terms), Kind::plain, span);
}

Node ValuePlanner::flag_value(const Value& value) {
  if (const Flag* known = find_flag(value.text)) return flag(*known, value.span);
  std::string names;
  for (const Flag& known : flag_table()) names += (names.empty() ? "" : ", ") + std::string(known.name);
  diagnostics_.error("unknown-filter", value.span, "There is no filter " + syntax::quoted(value.text) + ".",
                     "The filters are " + names + ".");
  return Node{Nothing{}, Kind::plain, value.span};
}

Node ValuePlanner::extra(std::string_view member, const Value& value) {
  Terms terms;
  add_term(terms, prefix::extra, ascii::to_lower(member) + ":" + analyzer_.normalize_name(value.text), value.truncated);
  return node_of(std::move(terms), Kind::name, value.span);
}

std::string_view trim_controls(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

std::string boolean_term(std::string_view prefix, std::string_view value) {
  std::string out(prefix);
  out += value;
  out.resize(cut_utf8(out, kMaxTermBytes).size());
  return out;
}

void add_term(Terms& terms, std::string_view prefix, std::string_view value, bool truncated) {
  (truncated ? terms.beginnings : terms.terms).push_back(boolean_term(prefix, value));
}

Node node_of(Terms terms, Kind kind, Span span) {
  if (terms.terms.size() > 1 && terms.terms.size() < 20) remove_duplicates(terms.terms);
  return Node{std::move(terms), kind, span};
}

}  // namespace il2search::plan
