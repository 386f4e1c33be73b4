// Terms of names, people, identifiers and entities, as the indexer lays them down.
#include "query/plan/values.h"

#include <algorithm>
#include <utility>

#include <il2search/text.h>

#include "query/plan/subheadings.h"

namespace il2search::plan {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return lower(c); });
  return out;
}

// Lower case and no blanks: how identifiers are compared.
std::string squeezed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) > ' ' && c != 0x7f) out += lower(c);
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

// The indexer cuts long terms; so must we, at the same place.
std::string term(std::string_view prefix, std::string_view value) {
  std::string out(prefix);
  out += value;
  if (out.size() <= kMaxTermBytes) return out;
  std::size_t end = kMaxTermBytes;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
  out.resize(end);
  return out;
}

// Each term once; the order is kept.
void make_unique(std::vector<std::string>& terms) {
  std::vector<std::string> once;
  for (std::string& term : terms) {
    if (std::find(once.begin(), once.end(), term) == once.end()) once.push_back(std::move(term));
  }
  terms = std::move(once);
}

Node node_of(Terms terms, Kind kind, syntax::Span span) {
  if (terms.terms.size() > 1 && terms.terms.size() < 20) make_unique(terms.terms);
  Node node{std::move(terms)};
  node.kind = kind;
  node.span = span;
  return node;
}

void add(Terms& terms, std::string_view prefix, std::string_view value, bool truncated) {
  (truncated ? terms.beginnings : terms.terms).push_back(term(prefix, value));
}

bool is_mesh_number(std::string_view text) {
  return text.size() >= 5 && (lower(text[0]) == 'd' || lower(text[0]) == 'c') && is_digits(text.substr(1));
}

// The CURIE that a value of an entity field stands for, or "" when it is a name.
std::string curie_of(FieldId field, std::string_view value) {
  if ((field == FieldId::mesh || field == FieldId::major) && is_mesh_number(value)) {
    return normalize_curie("MESH:" + std::string(value));
  }
  if (field == FieldId::gene && is_digits(value)) return normalize_curie("NCBIGene:" + std::string(value));
  if (field == FieldId::mondo && is_digits(value) && value.size() <= 7) {
    return "MONDO:" + std::string(7 - value.size(), '0') + std::string(value);
  }
  if (value.find(' ') != std::string_view::npos && !value.starts_with("NCBI")) return {};
  std::string curie = normalize_curie(value);
  const auto colon = curie.find(':');
  // normalize_curie() gives back what it does not know; a name may well hold a colon, a vocabulary has capitals.
  const bool known = curie != value || (colon != std::string::npos && colon > 0 && curie[0] >= 'A' && curie[0] <= 'Z');
  return known && colon != std::string::npos ? curie : std::string{};
}

// `smith j y` -> `smith jy`: initials are one word in the index.
std::string join_initials(const std::string& name) {
  std::string out;
  bool after_initial = false;
  std::size_t at = 0;
  while (at < name.size()) {
    const std::size_t end = std::min(name.find(' ', at), name.size());
    const bool initial = end - at == 1;
    if (at > 0 && !(initial && after_initial)) out += ' ';
    out.append(name, at, end - at);
    after_initial = initial && at > 0;
    at = end + 1;
  }
  return out;
}

}  // namespace

std::string ValuePlanner::normal_name(std::string_view text) { return analyzer_.normalize_name(text); }

void ValuePlanner::add_name(Terms& terms, std::string_view prefix, const Value& value) {
  add(terms, prefix, normal_name(value.text), value.truncated);
}

Node ValuePlanner::value(const Field& f, const Value& typed) {
  Value value = typed;
  value.text = trimmed(value.text);
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
  // ISSN, NLM's number and MeSH ids are single words, which names are cut differently from.
  const bool one_word = value.text.find(' ') == std::string_view::npos;
  if (one_word && (f.id == FieldId::journal || f.id == FieldId::publication_type)) {
    add(terms, f.term_prefix, squeezed(value.text), value.truncated);
  }
  if (one_word && f.id == FieldId::journal) {
    add(terms, field(FieldId::nlm_id).term_prefix, squeezed(value.text), value.truncated);
  }
  if (f.id == FieldId::subheading) {
    if (const Subheading* subheading = find_subheading(value.text)) {
      terms.terms = {term(f.term_prefix, normal_name(subheading->name)), term(f.term_prefix, lower(subheading->id))};
    }
  }
  return node_of(std::move(terms), Kind::name, value.span);
}

// `smith` finds every Smith, `smith j` every Smith whose initials begin with J; in quotes the name is whole.
// `Smith, John` is looked for among full names, which may go on.
Node ValuePlanner::person(const Field& f, const Value& value) {
  const bool full =
      f.id == FieldId::full_author || (f.id == FieldId::author && value.text.find(',') != std::string::npos);
  const std::string_view prefix = full ? field(FieldId::full_author).term_prefix : f.term_prefix;
  std::string name = analyzer_.normalize_author(value.text);
  if (!full) name = join_initials(name);
  Terms terms;
  const bool exact = value.quoted && value.text.find(',') == std::string_view::npos;
  const bool with_initials = !full && name.find(' ') != std::string::npos;
  if (value.truncated || (with_initials && !exact)) {
    // The blank may also stand inside a last name (van der Berg): then other initials follow after another one, which
    // the same beginning covers.
    terms.beginnings.push_back(term(prefix, name));
  } else if (exact) {
    terms.terms.push_back(term(prefix, name));
  } else {
    terms.terms.push_back(term(prefix, name));
    terms.beginnings.push_back(term(prefix, name + " "));
  }
  return node_of(std::move(terms), Kind::name, value.span);
}

Node ValuePlanner::identifier_list(FieldId id, const Value& value) {
  Terms terms;
  std::string_view rest = value.text;
  while (!rest.empty()) {
    const auto end = rest.find_first_of(" ,;");
    const std::string one(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view{} : trimmed(rest.substr(end + 1));
    if (one.empty()) continue;
    std::string curie = normalize_curie(one);
    if (id == FieldId::pmid && is_digits(one)) curie = "PMID:" + one;
    if (id == FieldId::pmcid && is_digits(one)) curie = "PMCID:PMC" + one;
    if (id == FieldId::doi && !curie.starts_with("DOI:")) curie = "DOI:" + lower(one);
    add(terms, prefix::identifier, curie, value.truncated);
  }
  return node_of(std::move(terms), Kind::id, value.span);
}

Node ValuePlanner::identifier(const Field& f, const Value& value) {
  const std::string plain = squeezed(value.text);
  Terms terms;
  switch (f.id) {
    case FieldId::pmid:
    case FieldId::pmcid:
    case FieldId::doi: return identifier_list(f.id, value);
    case FieldId::id:
      add(terms, prefix::id, value.text, value.truncated);
      if (std::string curie = normalize_curie(value.text); curie != value.text) add(terms, prefix::id, curie, false);
      break;
    case FieldId::any_id:
      add(terms, prefix::identifier, normalize_curie(value.text), value.truncated);
      if (is_digits(plain)) add(terms, prefix::identifier, "PMID:" + plain, value.truncated);
      for (const char* type : {"DOI:", "pii:", "mid:", "sici:", "isbn:", "nlm:", "bookaccession:"}) {
        add(terms, prefix::identifier, type + plain, value.truncated);
      }
      break;
    case FieldId::isbn: {
      std::string digits = plain;
      std::erase(digits, '-');
      add(terms, prefix::identifier, "isbn:" + plain, value.truncated);
      if (digits != plain) add(terms, prefix::identifier, "isbn:" + digits, value.truncated);
      break;
    }
    case FieldId::orcid:
      add(terms, f.term_prefix, plain.substr(plain.rfind('/') == std::string::npos ? 0 : plain.rfind('/') + 1),
          value.truncated);
      break;
    default: add(terms, f.term_prefix, plain, value.truncated);
  }
  return node_of(std::move(terms), Kind::id, value.span);
}

Node ValuePlanner::entity(const Field& f, const Value& value) {
  Terms terms;
  if (const std::string curie = curie_of(f.id, value.text); !curie.empty()) {
    add(terms, prefix::entity, curie, value.truncated);
    return node_of(std::move(terms), Kind::id, value.span);
  }
  switch (f.id) {
    case FieldId::gene: add_name(terms, prefix::gene_name, value); break;
    case FieldId::chemical: add_name(terms, prefix::chemical_name, value); break;
    case FieldId::mondo: add_name(terms, prefix::disease_name, value); break;
    case FieldId::disease:
      add_name(terms, prefix::disease_name, value);
      add_name(terms, prefix::heading, value);  // PubMed's headings have no type
      break;
    default: add_name(terms, prefix::entity_name, value); add_name(terms, prefix::heading, value);
  }
  return node_of(std::move(terms), Kind::name, value.span);
}

Node ValuePlanner::heading(const Field& f, const Value& value) {
  // A CURIE may be an address with slashes of its own.
  std::string curie = curie_of(f.id, value.text);
  const auto slash = curie.empty() || !curie.starts_with("MESH:") || curie.find('/') != std::string::npos
                         ? value.text.rfind('/')
                         : std::string_view::npos;
  if (slash != std::string_view::npos && slash > 0 && slash + 1 < value.text.size()) {
    return qualified_heading(f, trimmed(value.text.substr(0, slash)), trimmed(value.text.substr(slash + 1)), value);
  }
  const bool major = f.id == FieldId::major;
  Terms terms;
  if (!curie.empty()) {
    add(terms, major ? prefix::entity_major : prefix::entity, curie, value.truncated);
  } else {
    add_name(terms, major ? prefix::heading_major : prefix::heading, value);
  }
  return node_of(std::move(terms), Kind::heading, value.span);
}

// `Lupus Nephritis/drug therapy`, `D008181/dt`.
Node ValuePlanner::qualified_heading(const Field& f, std::string_view heading_text, std::string_view subheading_text,
                                     const Value& value) {
  const Subheading* known = find_subheading(subheading_text);
  if (known == nullptr) {
    problems_.warning("unknown-subheading", value.span,
                      "There is no subheading " + syntax::quoted(subheading_text) + ".",
                      "two-letter codes, names and Q numbers of MeSH's subheadings are known");
  }
  const bool major = f.id == FieldId::major;
  const std::string curie = curie_of(f.id, heading_text);
  Terms terms;
  Terms main_point;
  if (!curie.empty()) {
    const std::string_view id = known != nullptr ? known->id : subheading_text;
    add(terms, prefix::entity_qualified, curie + "/" + std::string(id), value.truncated);
    add(main_point, prefix::entity_major, curie, false);
  } else {
    const std::string heading = normal_name(heading_text);
    const std::string subheading = normal_name(known != nullptr ? known->name : subheading_text);
    add(terms, prefix::heading_qualified, heading + "/" + subheading, value.truncated);
    add(main_point, prefix::heading_major, heading, false);
  }
  std::vector<Node> both;
  both.push_back(node_of(std::move(terms), Kind::heading, value.span));
  if (major) both.push_back(node_of(std::move(main_point), Kind::plain, value.span));
  return all_of(std::move(both));
}

Node ValuePlanner::curie(std::string_view text, syntax::Span span) {
  const std::string curie = normalize_curie(text);
  const bool document = curie.starts_with("PMID:") || curie.starts_with("PMCID:") || curie.starts_with("DOI:");
  Terms terms;
  add(terms, document ? prefix::identifier : prefix::entity, curie, false);
  return node_of(std::move(terms), curie.starts_with("MESH:") ? Kind::heading : Kind::id, span);
}

const Flag* ValuePlanner::find_flag(std::string_view word) {
  const auto& flags = flag_table();
  const auto it = std::find_if(flags.begin(), flags.end(), [&](const Flag& f) {
    return std::equal(word.begin(), word.end(), f.name.begin(), f.name.end(),
                      [](char a, char b) { return lower(a) == b; });
  });
  return it == flags.end() ? nullptr : &*it;
}

Node ValuePlanner::flag(const Flag& known, syntax::Span span) {
  Terms terms;
  terms.terms.push_back(term(prefix::flag, known.name));
  return node_of(std::move(terms), Kind::plain, span);
}

Node ValuePlanner::flag_value(const Value& value) {
  if (const Flag* known = find_flag(value.text)) return flag(*known, value.span);
  std::string names;
  for (const Flag& known : flag_table()) names += (names.empty() ? "" : ", ") + std::string(known.name);
  problems_.error("unknown-filter", value.span, "There is no filter " + syntax::quoted(value.text) + ".",
                  "known filters: " + names);
  Node node{Nothing{}};
  node.span = value.span;
  return node;
}

Node ValuePlanner::extra(std::string_view member, const Value& value) {
  Terms terms;
  add(terms, prefix::extra, lower(member) + ":" + normal_name(value.text), value.truncated);
  return node_of(std::move(terms), Kind::name, value.span);
}

}  // namespace il2search::plan
