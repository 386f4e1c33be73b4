// Contributors. An affiliation is referred to (xref), inside the contributor, or next to it in its group. If the article
// has only one, it is also that of authors without any.
#include "corpus/jats/jats_article.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/blanks.h"
#include "corpus/document_values.h"
#include "corpus/jats/jats_inline.h"
#include "corpus/jats/jats_types.h"
#include "schema/identifiers.h"
#include "schema/person_name.h"

namespace il2search {
namespace {

using E = JatsElement;

// Without its label, which is only a superscript in old articles.
std::string affiliation_text(const JatsTape& tape, std::size_t aff) {
  std::size_t first = aff;
  const bool blank = tape.text_after(aff).find_first_not_of(" \t\r\n") == std::string_view::npos;
  if (blank && tape[aff + 1].start && tape[aff + 1].element == E::sup) first = tape.end_of(aff + 1);
  return jats_text_between(tape, first, tape.end_of(aff), {E::label, E::aff});
}

class JatsPeople {
 public:
  JatsPeople(const JatsTape& tape, std::size_t meta, Document& document)
      : tape_(tape), meta_(meta), document_(document) {}

  bool add() {
    find_affiliations();
    for (std::size_t at = meta_; at < tape_.end_of(meta_) && within_cap_; ++at) {
      if (!tape_[at].start) continue;
      if (tape_[at].element == E::contrib && !add_contributor(at)) at = tape_.end_of(at);
      if (tape_[at].element == E::on_behalf_of) {
        add_group(at, document_.authors);
        at = tape_.end_of(at);
      }
    }
    return within_cap_;
  }

 private:
  void find_affiliations() {
    for (std::size_t at = meta_; at < tape_.end_of(meta_); ++at) {
      if (!tape_[at].start || tape_[at].element != E::aff) continue;
      const std::size_t number = affiliations_.size();
      affiliations_.push_back(affiliation_text(tape_, at));
      by_id_.emplace(tape_.attribute(at, JatsAttribute::link), number);
      // An affiliation in several languages may have its id at the element around them.
      const std::size_t around = tape_[at].parent;
      if (tape_[around].element == E::alternatives)
        by_id_.emplace(tape_.attribute(around, JatsAttribute::link), number);
      by_element_.emplace(at, number);
    }
  }

  // Whether the contributor is a group, which may have members inside.
  bool add_contributor(std::size_t contrib) {
    std::vector<Author>& people = list_of(contrib);
    Author person;
    std::size_t group = 0;
    for (const std::size_t child : tape_.children(contrib)) read_child(child, person, group);
    if (person.last.empty() && person.fore.empty() && person.collective.empty() && group == 0) return false;
    if (person.affiliation.empty()) add_affiliations(tape_.attribute(contrib, JatsAttribute::link), person);
    if (person.affiliation.empty()) add_group_affiliations(contrib, person);
    if (group != 0) {
      Author collective;
      collective.collective = jats_text(tape_, group, {E::contrib_group, E::contrib, E::aff, E::xref, E::fn});
      collective.affiliation = person.last.empty() ? person.affiliation : std::string();
      if (!collective.collective.empty()) people.push_back(std::move(collective));
    }
    if (!person.last.empty() || !person.fore.empty() || !person.collective.empty()) people.push_back(std::move(person));
    return group != 0;
  }

  void read_child(std::size_t at, Author& person, std::size_t& group) {
    if (tape_[at].element == E::alternatives) at = chosen_alternative(tape_, at);
    if (at == 0) return;
    switch (tape_[at].element) {
      case E::name: read_name(at, person); break;
      case E::string_name: read_string_name(at, person); break;
      case E::collab: group = at; break;
      case E::anonymous: person.collective = "Anonymous"; break;
      case E::xref: read_reference(at, person); break;
      case E::aff: add_affiliation_number(by_element_.at(at), person); break;
      case E::contrib_id:
      case E::uri: read_orcid(at, person); break;
      default: break;
    }
  }

  void read_name(std::size_t name, Author& person) {
    std::string initials;
    for (const std::size_t child : tape_.children(name)) {
      const E element = tape_[child].element;
      if (element == E::surname) person.last = jats_text(tape_, child, {E::xref});
      if (element == E::suffix) person.suffix = jats_text(tape_, child);
      if (element != E::given_names) continue;
      person.fore = jats_text(tape_, child, {E::xref});
      initials = squeeze_blanks(tape_.attribute(child, JatsAttribute::kind));
    }
    person.initials = initials.empty() ? initials_of(person.fore) : initials;
  }

  void read_string_name(std::size_t name, Author& person) {
    if (tape_.child(name, E::surname) != 0) return read_name(name, person);
    Author read = author_from_name(jats_text(tape_, name));
    read.affiliation = std::move(person.affiliation);
    read.orcid = std::move(person.orcid);
    person = std::move(read);
  }

  void read_orcid(std::size_t at, Author& person) {
    if (tape_.attribute(at, JatsAttribute::kind) == "orcid" && person.orcid.empty()) {
      person.orcid = clean_orcid(squeeze_blanks(tape_.raw_text(at)));
    }
  }

  void read_reference(std::size_t xref, Author& person) {
    if (tape_.attribute(xref, JatsAttribute::kind) != "aff") return;
    add_affiliations(tape_.attribute(xref, JatsAttribute::link), person);
  }

  // "aff1 aff2"
  void add_affiliations(std::string_view ids, Author& person) {
    while (!ids.empty()) {
      const std::size_t end = std::min(ids.find(' '), ids.size());
      const auto found = by_id_.find(ids.substr(0, end));
      if (found != by_id_.end() && end > 0) add_affiliation_number(found->second, person);
      ids.remove_prefix(std::min(end + 1, ids.size()));
    }
  }

  void add_group_affiliations(std::size_t contrib, Author& person) {
    const std::size_t group = tape_[contrib].parent;
    for (const std::size_t number : numbers_of(group)) add_affiliation_number(number, person);
    const bool only_one = affiliations_.size() == 1 && &list_of(contrib) == &document_.authors;
    if (person.affiliation.empty() && only_one) add_affiliation_number(0, person);
  }

  // The affiliations that are children of a group, looked up once per group.
  const std::vector<std::size_t>& numbers_of(std::size_t group) {
    const auto [at, is_new] = by_group_.try_emplace(group);
    if (!is_new) return at->second;
    for (const std::size_t child : tape_.children(group)) {
      if (tape_[child].element == E::aff) at->second.push_back(by_element_.at(child));
    }
    return at->second;
  }

  void add_affiliation_number(std::size_t number, Author& person) {
    bytes_ += affiliations_[number].size() + 2;
    within_cap_ = bytes_ <= kMaxAffiliationBytes;
    if (within_cap_) add_affiliation(person, affiliations_[number]);
  }

  void add_group(std::size_t at, std::vector<Author>& people) {
    Author group;
    group.collective = jats_text(tape_, at);
    if (!group.collective.empty()) people.push_back(std::move(group));
  }

  // Members of a group that is an author are not authors themselves, nor are translators and reviewers.
  std::vector<Author>& list_of(std::size_t contrib) {
    std::string_view kind = tape_.attribute(contrib, JatsAttribute::kind);
    if (kind.empty()) kind = tape_.attribute(tape_[contrib].parent, JatsAttribute::kind);
    const std::string type = ascii::to_lower(kind.substr(0, kMaxJatsTypeBytes));
    const auto says = [&](std::string_view word) { return type.find(word) != std::string::npos; };
    if (tape_.is_inside(contrib, E::collab)) return document_.investigators;
    if (says("author")) return document_.authors;
    if (says("editor")) return document_.editors;
    const bool other = says("reviewer") || says("translat") || says("illustrat") || says("collaborator") ||
                       says("contributor") || says("assistant");
    return other ? document_.investigators : document_.authors;
  }

  const JatsTape& tape_;
  std::size_t meta_;
  Document& document_;
  std::vector<std::string> affiliations_;
  std::unordered_map<std::string_view, std::size_t> by_id_;
  std::unordered_map<std::size_t, std::size_t> by_element_;
  std::unordered_map<std::size_t, std::vector<std::size_t>> by_group_;
  std::size_t bytes_ = 0;
  bool within_cap_ = true;
};

}  // namespace

bool add_jats_people(const JatsTape& tape, std::size_t article_meta, Document& document) {
  return JatsPeople(tape, article_meta, document).add();
}

}  // namespace il2search
