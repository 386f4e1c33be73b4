// Tagger: finds concepts of the compiled vocabularies in a document's text.
//
//   names of diseases, chemicals and genes -> TagDictionary (one mapped file) -> Tagger.tag(document)
//
// The longest match over normalised tokens; docs/tagger.md has the rules and their reasons.
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

struct AnalyzedDocument;
struct BridgeMatch;

// The names that are looked for, in a file that is mapped, not loaded. Safe from many threads: share it.
class TagDictionary {
 public:
  // Maps the file; pages are read on demand. Error{index_corrupt, index_incompatible, io}.
  explicit TagDictionary(const std::string& path);
  ~TagDictionary();
  TagDictionary(const TagDictionary&) = delete;
  TagDictionary& operator=(const TagDictionary&) = delete;

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

// Writes the dictionary of these concepts, which are sorted by id. `matches`: the result of collect_matches(), because a
// disease of another vocabulary is tagged as its exact match in MeSH if it has one. Part of compile_vocabulary().
// Error{io, cancelled}.
void write_tag_dictionary(const std::vector<Concept>& concepts, const std::vector<std::vector<BridgeMatch>>& matches,
                          const std::string& path, const std::function<bool()>& cancelled = {});

// The name of that file in the folder of a compiled vocabulary.
inline constexpr const char* kTagDictionaryFile = "names.tags";

// A mention of a concept in a text.
struct TagMention {
  std::string id;
  EntityType type = EntityType::other;
  std::string label;
  Span span;  // bytes of the text
};

// Not safe from two threads at once: create one per thread.
class Tagger {
 public:
  explicit Tagger(std::shared_ptr<const TagDictionary> dictionary);
  ~Tagger();
  Tagger(Tagger&&) noexcept;
  Tagger& operator=(Tagger&&) noexcept;

  // Removes every entity with provenance `tagged`, then adds what it finds in title, abstract, summaries and key findings
  // (never in the full text), with spans and the number of mentions. Nothing is added of a type (disease, chemical, gene)
  // that the document's source gives with ids: a PubMed record with headings gets only genes. Abbreviations that the
  // document defines mean their long forms. At least 20 MB of text per second.
  void tag(Document& document);
  // The same for a document that is analyzed already.
  void tag(Document& document, const AnalyzedDocument& analyzed);

  // The mentions in one text, in order. They do not overlap, except that a name of a gene and a chemical (insulin) gives
  // both with the same span.
  std::vector<TagMention> mentions(std::string_view text);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Removes the entities that a tagger added.
void remove_tags(Document& document);

}  // namespace il2search
