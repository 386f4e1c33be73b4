// Compiles vocabularies into the index folder.
#include "indexer/vocabulary_publisher.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <il2search/error.h>
#include <il2search/text.h>

#include "storage/generation.h"
#include "storage/verify.h"
#include "vocabulary/store/part_codec.h"
#include "vocabulary/store/store_format.h"
#include "vocabulary/store/vocabulary.h"

namespace il2search {
namespace {

VocabularyStatus describe_part(const VocabularyPart& part) {
  VocabularyStatus entry;
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

// The entries with this hash in the kept generations.
std::vector<VocabularyEntry> find_compiled(const IndexDirectory& directory, const std::string& hash) {
  std::vector<VocabularyEntry> found;
  for (const std::string& name : directory.folder().names("")) {
    const auto generation = number_after(name, "MANIFEST-");
    if (!generation) continue;
    try {
      HeldManifest held = hold_generation(directory.folder(), *generation);
      if (held.manifest.vocabulary && held.manifest.vocabulary->hash == hash)
        found.push_back(std::move(*held.manifest.vocabulary));
    } catch (const Error&) {
      continue;  // an unreadable manifest keeps nothing
    }
  }
  return found;
}

bool is_intact_file(const IndexDirectory& directory, const FileEntry& file) {
  return !verify_file(directory.folder(), file);
}

}  // namespace

bool is_intact(const IndexDirectory& directory, const VocabularyEntry& entry) {
  return std::all_of(entry.files.begin(), entry.files.end(),
                     [&](const FileEntry& file) { return is_intact_file(directory, file); });
}

std::vector<VocabularyPart> served_parts(const IndexDirectory& directory,
                                         const std::function<bool(const std::string&)>& wanted) {
  std::vector<VocabularyPart> parts;
  const std::optional<VocabularyEntry>& entry = directory.manifest().vocabulary;
  if (!entry) return parts;
  const std::string prefix = entry->folder() + "/" + std::string(kPartFilePrefix);
  for (const FileEntry& file : entry->files) {
    if (!file.path.starts_with(prefix) || !wanted(file.path.substr(prefix.size()))) continue;
    const std::string path = directory.path() + "/" + file.path;
    if (!is_intact_file(directory, file))
      throw Error(ErrorCode::index_corrupt, "index corrupt: " + terminal_safe(path, false) + ": its checksum is wrong",
                  "load its source file again with `il2index vocabulary`");
    parts.push_back(read_part_file(path));
  }
  return parts;
}

VocabularyEntry compile_for(IndexDirectory& directory, std::vector<VocabularyPart> parts,
                            const CompileOptions& options) {
  std::vector<VocabularyStatus> entries;
  for (const VocabularyPart& part : parts) entries.push_back(describe_part(part));
  const std::string hash = content_hash(parts);
  std::optional<VocabularyEntry> entry;
  std::uint64_t copy = 1;
  for (VocabularyEntry& compiled : find_compiled(directory, hash)) {
    copy = std::max(copy, compiled.copy + 1);
    if (!entry && is_intact(directory, compiled)) entry = std::move(compiled);
  }
  if (!entry) {
    const std::string folder = directory.tmp() + "/vocabulary";
    compile_vocabulary(std::move(parts), folder, options);
    entry = directory.adopt_vocabulary(folder, hash, copy);
  }
  entry->parts = std::move(entries);
  return *std::move(entry);
}

std::optional<VocabularyEntry> usable_vocabulary(IndexDirectory& directory, const CompileOptions& options) {
  const std::optional<VocabularyEntry>& entry = directory.manifest().vocabulary;
  if (!entry) return std::nullopt;
  if (is_intact(directory, *entry)) {
    try {
      const Vocabulary opened(directory.vocabulary_folder());
      return entry;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::index_incompatible) throw;
    }
  }
  return compile_for(directory, served_parts(directory, [](const std::string&) { return true; }), options);
}

}  // namespace il2search
