// Mass damage: files of an index with several generations, a vocabulary and deletions are changed at random places. `check`
// finds every change, no writer gives it a fresh checksum, and `repair` serves whatever a complete generation allows.
//
// By default a sample of the possible changes is tested; IL2SEARCH_FAULTS=full tests thousands. The seed is fixed.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <il2search/index_writer.h>
#include <il2search/json.h>
#include <il2search/maintenance.h>
#include <il2search/searcher.h>
#include <il2search/vocabulary.h>

#include "schema/document_codec.h"
#include "storage/index_directory.h"
#include "tests/faults/file_damage.h"
#include "tests/paths.h"
#include "tests/query/sample_documents.h"
#include "tests/query/sample_vocabulary.h"
#include "tests/storage/test_index.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::Changes;
using test::Damager;
using test::described;
using test::Files;
using test::read_files;
using test::write_changes;

bool is_full_run() {
  const char* value = std::getenv("IL2SEARCH_FAULTS");
  return value != nullptr && std::string(value) == "full";
}
std::size_t points(std::size_t sample, std::size_t full) { return is_full_run() ? full : sample; }

// --- What an index contains.

using Lines = std::vector<std::string>;

// Every live document of a generation.
Lines documents_of(const std::string& path, std::uint64_t generation) {
  Lines lines;
  const auto snapshot = Snapshot::open(path, {.any_fingerprint = false, .generation = generation});
  for (const Segment& segment : snapshot->segments()) {
    for (std::uint32_t docid = 1; docid <= segment.entry.documents; ++docid) {
      if (segment.is_deleted(docid)) continue;
      lines.push_back(to_json(decode_document(segment.heads.record(docid), segment.texts.record(docid))));
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

// The documents that are served, and the answers to some queries.
Lines answers(const std::string& path) {
  Lines lines = documents_of(path, 0);
  const Searcher searcher(path);
  for (const char* query : {"lupus", "\"lupus nephritis\"", "il-2[ti]", "mesh:D009393", "mondo:\"lupus nephritis\"",
                            "date:2019..2022", "smith[au]", "prot*", "author:Smith NOT lupus"}) {
    lines.push_back(query);
    searcher.for_each_match(query, {}, [&](std::string_view id) {
      lines.emplace_back(id);
      return true;
    });
  }
  for (const Completion& one : searcher.complete("lup")) lines.push_back(one.name);
  return lines;
}

// --- The sound index.

struct Generation {
  std::uint64_t number = 0;
  std::set<std::string> files;  // the manifest included
  Lines documents;

  bool is_complete_after(const Changes& changes) const {
    return std::none_of(changes.begin(), changes.end(),
                        [&](const auto& change) { return files.count(change.first) > 0; });
  }
};

class SoundIndex {
 public:
  SoundIndex() {
    WriterOptions options;
    options.jobs = 1;
    options.keep = 4;
    add(sample_documents(), options);
    publish_vocabulary(path(), sample_vocabulary());
    std::vector<Document> more = sample_concept_documents();
    more.push_back(sample_documents().front());
    more.back().title += ", revised";
    add(std::move(more), options);
    delete_documents(path(), {"PMID:7", "PMID:1002"}, options);
    files_ = read_files(path());
    for (std::uint64_t number = current_generation(path()); number > 0; --number) read_generation(number);
  }

  std::string path() const { return folder_ / "index"; }
  const Files& files() const { return files_; }
  const std::vector<Generation>& generations() const { return generations_; }  // newest first
  const Generation& served() const { return generations_.front(); }

  // A copy with these changes.
  std::string copy(const std::string& to, const Changes& changes) const {
    fs::remove_all(to);
    fs::copy(path(), to, fs::copy_options::recursive);
    write_changes(to, changes);
    return to;
  }

 private:
  void add(std::vector<Document> documents, const WriterOptions& options) const {
    IndexWriter writer(path(), options);
    for (Document& document : documents) writer.add(std::move(document));
    writer.publish();
  }
  void read_generation(std::uint64_t number) {
    Generation one{number, {manifest_name(number)}, documents_of(path(), number)};
    const HeldManifest held = hold_generation(IndexFolder::open(path()), number);
    for_each_file(held.manifest, [&](const FileEntry& file) { one.files.insert(file.path); });
    generations_.push_back(std::move(one));
  }

  test::TestFolder folder_;
  Files files_;
  std::vector<Generation> generations_;
};

// Of a record file either the data or the offsets are named. Damage to CURRENT shows as another manifest than the one
// that it names.
bool names_one_of(const std::string& message, const Changes& changes) {
  return std::any_of(changes.begin(), changes.end(), [&](const auto& change) {
    fs::path path = change.first;
    return path == "CURRENT" || message.find(path.replace_extension().string()) != std::string::npos;
  });
}

constexpr std::uint64_t kGenerations = 4;

class MassDamage : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { sound_ = new SoundIndex; }
  static void TearDownTestSuite() {
    delete sound_;
    sound_ = nullptr;
  }

  // Whether the generation that is served needs what was changed.
  static bool is_needed(const Changes& changes) {
    return changes.count("CURRENT") > 0 || !sound_->served().is_complete_after(changes);
  }
  static SoundIndex* sound_;
  test::TestFolder folder_;
};
SoundIndex* MassDamage::sound_ = nullptr;

TEST_F(MassDamage, TheIndexIsWorthDamaging) {
  EXPECT_EQ(sound_->generations().size(), kGenerations);
  EXPECT_GT(sound_->files().size(), 40u);
  EXPECT_TRUE(check_index(sound_->path()).findings.empty());
  EXPECT_NE(answers(sound_->path()).size(), sound_->served().documents.size());
}

// An older generation without a manifest is one that is not kept.
bool makes_a_generation_unkept(const Changes& changes) {
  const auto& [path, bytes] = *changes.begin();
  return !bytes && path.starts_with("MANIFEST-") && path != manifest_name(kGenerations);
}

// Checking changes nothing, so that only the damaged files are restored afterwards.
TEST_F(MassDamage, CheckFindsEveryChange) {
  const std::string index = sound_->copy(folder_ / "index", {});
  Damager damager(sound_->files(), 1);
  for (std::size_t left = points(130, 20'000); left > 0; --left) {
    const Changes changes = damager.next();
    if (makes_a_generation_unkept(changes)) continue;
    write_changes(index, changes);
    const Lines findings = check_index(index).findings;
    EXPECT_TRUE(std::any_of(findings.begin(), findings.end(), [&](const std::string& f) {
      return names_one_of(f, changes);
    })) << described(changes, sound_->files());
    for (const auto& change : changes) test::write_file(index + "/" + change.first, sound_->files().at(change.first));
  }
  EXPECT_EQ(read_files(index), sound_->files());
}

// --- Writers.

struct WriterRow {
  const char* name;
  std::function<void(const std::string& index)> write;
};

WriterOptions one_job() {
  WriterOptions options;
  options.jobs = 1;
  return options;
}

void add_one(const std::string& index) {
  IndexWriter writer(index, one_job());
  Document document;
  document.id = "PMID:99";
  document.title = "Another paper about lupus nephritis";
  writer.add(document);
  writer.publish();
}

const std::vector<WriterRow>& writers() {
  static const std::vector<WriterRow> rows = {
      {"add", add_one},
      {"update",
       [](const std::string& index) {
         UpdateOptions options;
         options.writer = one_job();
         update_index(index, {test::source_path("corpus/samples/records.jsonl")}, options);
       }},
      {"delete",
       [](const std::string& index) {
         delete_documents(index, {"PMID:1001", "PMID:3"}, one_job());
       }},
      {"merge", [](const std::string& index) { merge_index(index, false, one_job()); }},
      {"full merge", [](const std::string& index) { merge_index(index, true, one_job()); }},
      {"rebuild", [](const std::string& index) { rebuild_index(index, one_job()); }},
      {"retag", [](const std::string& index) { retag_index(index, one_job()); }},
      {"vocabulary",
       [](const std::string& index) {
         VocabularyOptions options;
         options.writer = one_job();
         load_vocabularies(index, {{"obo", test::source_path("tests/vocabulary/samples/ontology/hp.obo")}}, options);
       }},
      {"rollback", [](const std::string& index) { revert(index, one_job()); }},
      {"gc", [](const std::string& index) { collect_garbage(index, one_job()); }},
  };
  return rows;
}

// Whether the writer finished. If it refuses, then because of damage, and it names the file. A rollback may also find no
// manifest of the previous generation.
bool finishes(const WriterRow& writer, const std::string& index, const Changes& changes) {
  try {
    writer.write(index);
    return true;
  } catch (const Error& error) {
    const bool is_gone = error.code() == ErrorCode::not_found && writer.name == std::string("rollback");
    EXPECT_TRUE(error.code() == ErrorCode::index_corrupt || is_gone) << error.what();
    EXPECT_NE(std::string(error.what()).find(index), std::string::npos) << error.what();
    EXPECT_NE(error.hint(), "") << error.what();
    EXPECT_TRUE(names_one_of(error.what(), changes)) << error.what();
    return false;
  }
}

// What every writer leaves of a sound index.
std::map<std::string, Lines> expected_answers(const SoundIndex& sound, const std::string& scratch) {
  std::map<std::string, Lines> expected;
  for (const WriterRow& writer : writers()) {
    const std::string index = sound.copy(scratch, {});
    writer.write(index);
    expected[writer.name] = answers(index);
  }
  return expected;
}

// A writer either refuses, or does not read what is damaged: then the damage is still found, or is in nothing that is
// served, and the index answers as if there had been none.
TEST_F(MassDamage, NoWriterPublishesDamageWithAFreshChecksum) {
  const std::map<std::string, Lines> expected = expected_answers(*sound_, folder_ / "sound");
  Damager damager(sound_->files(), 2);
  std::map<std::string, std::size_t> refusals;
  for (std::size_t point = 0; point < points(60, 2'000); ++point) {
    const Changes changes = damager.next();
    for (std::size_t i = 0; i < writers().size(); ++i) {
      const WriterRow& writer = writers()[i];
      if (!is_full_run() && point % writers().size() != i) continue;
      SCOPED_TRACE(std::string(writer.name) + ": " + described(changes, sound_->files()));
      const std::string index = sound_->copy(folder_ / "index", changes);
      const bool finished = finishes(writer, index, changes);
      refusals[writer.name] += !finished;
      const bool is_sound = check_index(index).findings.empty();
      // A rollback finds no generation whose manifest is gone, which is not kept then.
      EXPECT_FALSE(is_sound && !finished && !makes_a_generation_unkept(changes)) << "nothing is found any more";
      if (finished && (is_sound || !is_needed(changes))) {
        EXPECT_EQ(answers(index), expected.at(writer.name));
      }
    }
  }
  for (const auto& [name, count] : refusals) std::cout << name << ": " << count << " refused\n";
}

// --- Repair.

// The files that were there are still there, with the same bytes, except manifests of generations that are incomplete.
void expect_nothing_removed(const Files& before, const Files& after, const std::set<std::string>& incomplete) {
  for (const auto& [path, bytes] : before) {
    if (path == "CURRENT" || path == "LOCK") continue;
    const auto found = after.find(path);
    if (found == after.end() && incomplete.contains(path)) continue;
    EXPECT_TRUE(found != after.end() && found->second == bytes) << path;
  }
}

std::set<std::string> incomplete_manifests(const std::vector<Generation>& generations, const Changes& changes) {
  std::set<std::string> names;
  for (const Generation& one : generations)
    if (!one.is_complete_after(changes)) names.insert(manifest_name(one.number));
  return names;
}

TEST_F(MassDamage, RepairServesTheNewestCompleteGeneration) {
  Damager damager(sound_->files(), 3);
  for (std::size_t left = points(40, 2'000); left > 0; --left) {
    const Changes changes = damager.next();
    SCOPED_TRACE(described(changes, sound_->files()));
    const std::string index = sound_->copy(folder_ / "index", changes);
    const Files before = read_files(index);
    const auto best = std::find_if(sound_->generations().begin(), sound_->generations().end(),
                                   [&](const Generation& one) { return one.is_complete_after(changes); });
    const auto code = test::error_of([&] { repair_index(index, false, one_job()); });
    expect_nothing_removed(before, read_files(index), incomplete_manifests(sound_->generations(), changes));
    if (best == sound_->generations().end() && code) {
      EXPECT_EQ(code, ErrorCode::index_corrupt);
      continue;
    }
    ASSERT_FALSE(code);
    const CheckReport after = check_index(index);
    EXPECT_TRUE(after.is_sound()) << ::testing::PrintToString(after.findings)
                                  << ::testing::PrintToString(after.unchecked);
    const Lines served = documents_of(index, 0);
    const auto found = std::find_if(sound_->generations().begin(), best,
                                    [&](const Generation& one) { return one.documents == served; });
    EXPECT_TRUE(found != best || served == best->documents) << "neither the newest complete generation nor a newer one";
  }
}

}  // namespace
}  // namespace il2search
