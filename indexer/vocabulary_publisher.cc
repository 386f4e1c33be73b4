// Compiling into the index folder.
#include "indexer/vocabulary_publisher.h"

#include <optional>
#include <utility>

#include <il2search/error.h>

#include "schema/index_directory_current.h"
#include "vocabulary/vocabulary.h"

namespace il2search {
namespace {

VocabularyPartEntry describe_part(const VocabularyPart& part) {
  VocabularyPartEntry entry;
  entry.name = part.name;
  entry.version = part.version;
  entry.source = part.source;
  entry.concepts = part.concepts.size();
  entry.edges = part.tree_numbers.size();
  entry.mappings = part.mappings.size();
  for (const Concept& data : part.concepts) {
    entry.names += data.names.size() + (data.label.empty() ? 0 : 1);
    entry.edges += data.parents.size() + data.tree_numbers.size() + data.mapped_to.size();
    entry.mappings += data.mappings.size();
  }
  return entry;
}

// The entry of the same content in a generation that is still there.
std::optional<VocabularyEntry> find_compiled(const IndexDirectory& directory, const std::string& hash) {
  for (const std::string& name : names_in(directory.path())) {
    const auto generation = number_behind(name, "MANIFEST-");
    if (!generation) continue;
    try {
      HeldManifest held = hold_generation(directory.path(), *generation);
      if (held.manifest.vocabulary && held.manifest.vocabulary->hash == hash) return held.manifest.vocabulary;
    } catch (const Error&) {
      continue;  // a manifest that nobody can read is nobody's
    }
  }
  return std::nullopt;
}

}  // namespace

VocabularyEntry compile_for(IndexDirectory& directory, std::vector<VocabularyPart> parts,
                            const CompileOptions& options) {
  std::vector<VocabularyPartEntry> entries;
  for (const VocabularyPart& part : parts) entries.push_back(describe_part(part));
  const std::string hash = content_hash(parts);
  std::optional<VocabularyEntry> entry = find_compiled(directory, hash);
  if (!entry) {
    const std::string folder = directory.tmp() + "/vocabulary";
    compile_vocabulary(std::move(parts), folder, options);
    entry = directory.adopt_vocabulary(folder, hash);
  }
  entry->parts = std::move(entries);
  return *std::move(entry);
}

std::optional<VocabularyEntry> present_vocabulary(IndexDirectory& directory, const CompileOptions& options) {
  const std::optional<VocabularyEntry>& entry = directory.manifest().vocabulary;
  if (!entry) return std::nullopt;
  const std::string folder = directory.path() + "/vocabulary/" + entry->hash;
  try {
    const Vocabulary opens(folder);
    return entry;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::index_incompatible) throw;
  }
  return compile_for(directory, read_compiled_parts(folder), options);
}

}  // namespace il2search
