// Tagger: finds concepts of the compiled vocabularies in a document's text.
//
//   names of diseases, chemicals and genes -> TagDictionary (one mapped file) -> Tagger.tag(document)
//
// Longest match over normalised tokens; the rules with their reasons: docs/tagger.md.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <il2search/concept.h>
#include <il2search/document.h>

namespace il2search {

struct BridgeMatch;

// The names that are looked for, as a file that is mapped, not loaded. Safe from many threads; share it.
class TagDictionary {
 public:
  // Error{index_corrupt, index_incompatible, io}. Costs a map; pages are read as they are needed.
  explicit TagDictionary(const std::string& path);
  ~TagDictionary();
  TagDictionary(const TagDictionary&) = delete;
  TagDictionary& operator=(const TagDictionary&) = delete;

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

// Writes the dictionary of these concepts, sorted by id. `matches`: what each means elsewhere, by concept number, as
// collect_matches() has it: a disease of one vocabulary is tagged by its exact match in MeSH where it has one. Part of
// compile_vocabulary(). Error{io, cancelled}.
void write_tag_dictionary(const std::vector<Concept>& concepts, const std::vector<std::vector<BridgeMatch>>& matches,
                          const std::string& path, const std::function<bool()>& cancelled = {});

// The name of that file in the folder of a compiled vocabulary.
inline constexpr const char* kTagDictionaryFile = "names.tags";

// A place in a text where a concept is named.
struct TagMention {
  std::string id;
  EntityType type = EntityType::other;
  std::string label;
  Span span;  // bytes of the text
};

// Not safe from two threads at once; make one a thread.
class Tagger {
 public:
  explicit Tagger(std::shared_ptr<const TagDictionary> dictionary);
  ~Tagger();
  Tagger(Tagger&&) noexcept;
  Tagger& operator=(Tagger&&) noexcept;

  // Takes out every entity with provenance `tagged`, then adds what it finds in title and abstract (summaries and key
  // findings too; never in the full text), with spans and number of mentions. Of a type (disease, chemical, gene) that
  // the document's source gives with ids, nothing is added: a PubMed record with headings gets genes alone. Abbreviations
  // that the document defines stand for their long forms. At least 20 MB of text a second.
  void tag(Document& document);

  // The mentions in one text, in order. They do not overlap, but a name that is a gene and a chemical (insulin) gives both
  // at one place.
  std::vector<TagMention> mentions(std::string_view text);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Takes out what a tagger added.
void remove_tags(Document& document);

}  // namespace il2search
