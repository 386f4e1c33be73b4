// A damaged index: every command refuses it or does its work, every hint leads to a sound index.
#include <functional>

#include "storage/generation.h"
#include "tests/cli/il2index_runs.h"
#include "tests/cli/index_damage.h"

namespace il2search {
namespace {

namespace fs = std::filesystem;
using test::DamageRow;
using test::damages;
using test::flip_bit;
using test::flipped;
using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;

class Recovery : public Il2Index {
 protected:
  // Generation 1 has records 1 to 12; generation 2 replaces record 1 and adds 13.
  void SetUp() override {
    const test::ProgramEnd first = update({write("1.xml", test::article_set(test::articles(1, 12, "old")))});
    ASSERT_EQ(first.code, 0) << first.err;
    const test::ProgramEnd second =
        update({write("2.xml", test::article_set(test::article(1, "new", 2) + test::article(13, "new")))});
    ASSERT_EQ(second.code, 0) << second.err;
    write("3.xml", test::article_set(test::article(14, "newest")));
    fs::copy(index(), folder_ / "sound", fs::copy_options::recursive);
  }

  void restore(const DamageRow& row) const {
    fs::remove_all(folder_ / "backup");
    fs::remove_all(index());
    fs::copy(folder_ / "sound", index(), fs::copy_options::recursive);
    row.damage(index());
  }

  test::ProgramEnd command(const std::vector<std::string>& words) const {
    std::vector<std::string> all = {words.front(), "--index", index()};
    all.insert(all.end(), words.begin() + 1, words.end());
    return run(std::move(all));
  }

  std::vector<std::vector<std::string>> commands() const {
    return {{"status"},
            {"check"},
            {"update", folder_ / "3.xml"},
            {"delete", "PMID:2"},
            {"merge", "--full"},
            {"rebuild"},
            {"retag"},
            {"gc"},
            {"generations"},
            {"rollback"},
            {"rollback", "--to", "1"},
            {"backup", folder_ / "backup"}};
  }

  void expect_sound() const {
    const test::ProgramEnd check = command({"check"});
    EXPECT_EQ(check.code, 0) << check.err;
  }
};

TEST_F(Recovery, EveryHintLeadsToASoundIndex) {
  for (const DamageRow& row : damages()) {
    for (const std::vector<std::string>& words : commands()) {
      SCOPED_TRACE(std::string(row.name) + ", " + words.front());
      restore(row);
      const test::ProgramEnd end = command(words);
      expect_clean_messages(end.err);
      EXPECT_THAT(end.code, AnyOf(0, 4)) << end.err;
      if (end.code == 0) continue;
      EXPECT_THAT(end.err, HasSubstr("`il2index repair`"));
      const test::ProgramEnd repaired = command({"repair"});
      EXPECT_EQ(repaired.code, 0) << repaired.err;
      expect_sound();
    }
  }
}

TEST_F(Recovery, NothingDamagedIsRestored) {
  const std::string to = folder_ / "restored";
  const auto restore_to = [&] { return run({"restore", "--index", to, index()}); };
  for (const DamageRow& row : damages()) {
    SCOPED_TRACE(row.name);
    restore(row);
    fs::remove_all(to);
    const test::ProgramEnd refused = restore_to();
    EXPECT_EQ(refused.code, 4) << refused.err;
    EXPECT_THAT(refused.err, HasSubstr("`il2index repair`"));
    EXPECT_EQ(command({"repair"}).code, 0);
    const test::ProgramEnd restored = restore_to();
    EXPECT_EQ(restored.code, 0) << restored.err;
    EXPECT_EQ(test::documents_of(to), test::documents_of(index()));
    EXPECT_EQ(run({"check", "--index", to}).code, 0);
  }
}

TEST_F(Recovery, RepairServesTheNewestCompleteGeneration) {
  for (const DamageRow& row : damages()) {
    SCOPED_TRACE(row.name);
    restore(row);
    // Postings, values and token streams are built again from the stored documents.
    const std::string name = row.name;
    const bool loses_nothing = name.ends_with("CURRENT") || name == "bit in postings" || name == "bit in values" ||
                               name.starts_with("bit in tok");
    const test::ProgramEnd end = command({"repair"});
    EXPECT_EQ(end.code, 0) << end.err;
    EXPECT_GT(current_generation(index()), 2u);
    EXPECT_EQ(titles().size(), loses_nothing ? 13u : 12u);
    EXPECT_THAT(end.err, HasSubstr(loses_nothing ? "serving generation 2 of" : "serving generation 1 of"));
    expect_sound();
    // The next night brings everything back.
    const test::ProgramEnd next = command({"update", folder_ / "1.xml", folder_ / "2.xml", folder_ / "3.xml"});
    EXPECT_EQ(next.code, 0) << next.err;
    EXPECT_EQ(titles().size(), 14u);
    EXPECT_EQ(titles().at("PMID:1"), "new");
    expect_sound();
  }
}

TEST_F(Recovery, ListsWhatIsKept) {
  ASSERT_EQ(command({"delete", "PMID:2", "--keep", "3"}).code, 0);
  const test::ProgramEnd end = command({"generations"});
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_THAT(end.out, testing::MatchesRegex("generation 3 of 20[^ ]*Z: 12 documents, made by delete, served\n"
                                             "generation 2 of 20[^ ]*Z: 13 documents, made by update\n"
                                             "generation 1 of 20[^ ]*Z: 12 documents, made by update\n"));
  const test::ProgramEnd json = command({"generations", "--json"});
  EXPECT_THAT(json.out, testing::StartsWith("{\"generations\":[{\"generation\":3,"));
  EXPECT_THAT(json.out, HasSubstr("\"created_by\":\"delete\",\"documents\":12,"));
  EXPECT_THAT(json.out, HasSubstr("\"served\":true,\"damage\":\"\"},{\"generation\":2,"));
}

TEST_F(Recovery, ListsDamagedManifests) {
  flip_bit(index() + "/MANIFEST-000001");
  const test::ProgramEnd end = command({"generations"});
  EXPECT_EQ(end.code, 4);
  EXPECT_THAT(end.out, AllOf(HasSubstr("13 documents, made by update, served\n"),
                             HasSubstr("generation 1: damaged: its checksum is wrong\n")));
}

TEST_F(Recovery, RollsBackToAnyKeptGeneration) {
  ASSERT_EQ(command({"delete", "PMID:2", "--keep", "3"}).code, 0);
  const test::ProgramEnd unknown = command({"rollback", "--to", "7"});
  EXPECT_EQ(unknown.code, 1);
  EXPECT_THAT(unknown.err, AllOf(HasSubstr("7 is not kept"), HasSubstr("hint: kept generations: 1, 2, 3\n")));
  const test::ProgramEnd same = command({"rollback", "--to", "3"});
  EXPECT_THAT(same.err, HasSubstr("generation 3 as before"));
  const test::ProgramEnd first = command({"rollback", "--to", "1"});
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_EQ(current_generation(index()), 4u);
  EXPECT_EQ(titles().size(), 12u);
  EXPECT_EQ(titles().at("PMID:1"), "old 1");
  EXPECT_THAT(command({"generations"}).out, HasSubstr("12 documents, made by rollback, served\n"));
  expect_sound();
}

TEST_F(Recovery, DoesNotRollBackToADamagedGeneration) {
  for (const char* name : {"MANIFEST-000001", "LEDGER-000001"}) {
    SCOPED_TRACE(name);
    restore({name, flipped(name)});
    const test::ProgramEnd end = command({"rollback", "--to", "1"});
    EXPECT_EQ(end.code, 4);
    EXPECT_THAT(end.err, HasSubstr(std::string(name) + ": its checksum is wrong"));
    EXPECT_EQ(current_generation(index()), 2u);
  }
}

TEST_F(Recovery, TheAgeFailsClosed) {
  struct Row {
    std::string created;
    int code;
    const char* says;
  };
  for (const Row& row : {Row{timestamp_now(), 0, ""}, Row{"2020-01-01T00:00:00Z", 9, "s old, more than 3600 s"},
                         Row{"2120-01-01T00:00:00Z", 9, "s in the future: 2120-01-01T00:00:00Z"},
                         Row{"last night", 9, "cannot be read: last night"}}) {
    SCOPED_TRACE(row.created);
    test::set_created(index(), row.created);
    const test::ProgramEnd end = command({"status", "--max-age", "1h"});
    EXPECT_EQ(end.code, row.code) << end.err;
    EXPECT_THAT(end.err, HasSubstr(row.says));
  }
}

TEST_F(Recovery, ChecksQuicklyAndShowsProgress) {
  const test::ProgramEnd quick = command({"check", "--quick"});
  EXPECT_EQ(quick.code, 0) << quick.err;
  EXPECT_THAT(quick.out, testing::MatchesRegex("no errors found: [0-9]+ files of 2 generations, sizes only\n"));
  EXPECT_THAT(command({"check", "--progress", "always"}).err, HasSubstr("verifying, "));
  flip_bit(index() + "/segments/000001/texts.data");
  EXPECT_EQ(command({"check", "--quick"}).code, 0);
  EXPECT_EQ(command({"check"}).code, 4);
}

TEST_F(Recovery, ASoundIndexIsLeftAlone) {
  const test::ProgramEnd end = command({"repair"});
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_THAT(end.err, HasSubstr("nothing to repair: generation 2 of "));
  EXPECT_EQ(current_generation(index()), 2u);
}

// Also where every generation has the segment.
TEST_F(Recovery, PostingsAreBuiltAgain) {
  for (const bool has_current : {true, false}) {
    for (const char* segment : {"000001", "000002"}) {
      SCOPED_TRACE(segment);
      restore({segment, flipped(std::string("segments/") + segment + "/postings.data")});
      if (!has_current) fs::remove(index() + "/CURRENT");
      const test::DocumentsById before = test::documents_of(folder_ / "sound");
      const test::ProgramEnd dry = command({"repair", "--dry-run"});
      EXPECT_THAT(dry.err, HasSubstr(std::string("segment ") + segment + " can be built again"));
      const test::ProgramEnd end = command({"repair"});
      EXPECT_EQ(end.code, 0) << end.err;
      EXPECT_THAT(end.err, AllOf(HasSubstr(std::string("segment ") + segment + " is built again"),
                                 HasSubstr("hint: apply the files again with `il2index update --reapply`")));
      EXPECT_EQ(test::documents_of(index()), before);
      expect_sound();
      // Documents are found by id in the new postings, and get their origins back.
      const test::ProgramEnd next = command({"update", "--reapply", folder_ / "1.xml", folder_ / "2.xml"});
      EXPECT_THAT(next.err, HasSubstr(" 0 deleted"));
      EXPECT_EQ(test::documents_of(index()), before);
      EXPECT_EQ(command({"delete", "PMID:13", "PMID:2"}).code, 0);
      EXPECT_EQ(titles().size(), 11u);
      expect_sound();
    }
  }
}

TEST_F(Recovery, ListsWhatIsLost) {
  flip_bit(index() + "/segments/000002/texts.data");
  const std::string list = folder_ / "lost";
  const test::ProgramEnd dry = command({"repair", "--dry-run", "--json"});
  EXPECT_THAT(dry.out, HasSubstr("\"lost\":[{\"id\":\"PMID:1\",\"has_older_version\":true},"
                                 "{\"id\":\"PMID:13\",\"has_older_version\":false}],\"lost_unreadable\":0,"));
  const test::ProgramEnd end = command({"repair", "--lost", list});
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_THAT(end.err, AllOf(HasSubstr("served in an older version: PMID:1\n"), HasSubstr("lost: PMID:13\n"),
                             HasSubstr("generation 2 is incomplete and no longer kept")));
  EXPECT_EQ(test::read_file(list), "PMID:1\tolder version served\nPMID:13\n");
}

TEST_F(Recovery, ListsWhatIsLostBesideRebuiltPostings) {
  flip_bit(index() + "/segments/000001/postings.terms");
  flip_bit(index() + "/segments/000002/texts.data");
  const test::ProgramEnd end = command({"repair"});
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_THAT(end.err, AllOf(HasSubstr("segment 000001 is built again"), HasSubstr("lost: PMID:13\n")));
  EXPECT_EQ(titles().size(), 12u);
  expect_sound();
}

TEST_F(Recovery, CountsWhatCannotBeRead) {
  flip_bit(index() + "/segments/000002/heads.data");
  EXPECT_THAT(command({"repair"}).err, HasSubstr("lost: 2 documents whose ids cannot be read"));
}

TEST_F(Recovery, ADryRunOnlyReports) {
  fs::remove(index() + "/CURRENT");
  const test::ProgramEnd end = command({"repair", "--dry-run"});
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_THAT(end.err, HasSubstr("damaged: CURRENT: it is missing"));
  EXPECT_FALSE(fs::exists(index() + "/CURRENT"));
}

TEST_F(Recovery, WithoutACompleteGenerationNothingChanges) {
  flip_bit(index() + "/segments/000001/texts.data");
  const test::ProgramEnd end = command({"repair"});
  EXPECT_EQ(end.code, 4) << end.err;
  EXPECT_THAT(end.err, HasSubstr("no generation of the index is complete"));
  EXPECT_THAT(end.err, HasSubstr("segments/000001/texts.data: its checksum is wrong"));
  EXPECT_EQ(current_generation(index()), 2u);
}

TEST_F(Recovery, AnUnpublishedGenerationIsNotServed) {
  fs::copy(index() + "/MANIFEST-000002", index() + "/MANIFEST-000003");
  flip_bit(index() + "/LEDGER-000002");
  EXPECT_EQ(command({"repair"}).code, 0);
  // Its number is free, as for every writer.
  EXPECT_EQ(current_generation(index()), 3u);
  EXPECT_EQ(titles().size(), 12u);
}

TEST_F(Recovery, AFolderThatIsNotAnIndexIsLeftAlone) {
  fs::create_directory(folder_ / "home");
  test::write_file(folder_ / "home/thesis", "precious");
  const test::ProgramEnd end = run({"repair", "--index", folder_ / "home"});
  EXPECT_EQ(end.code, 4) << end.err;
  EXPECT_EQ(test::read_file(folder_ / "home/thesis"), "precious");
  EXPECT_FALSE(fs::exists(folder_ / "home/LOCK"));
}

TEST_F(Recovery, GcSaysWhyItKeepsFiles) {
  flip_bit(index() + "/MANIFEST-000001");
  const test::ProgramEnd end = command({"gc"});
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_THAT(end.err, AllOf(HasSubstr("warning: old files are kept"), HasSubstr("MANIFEST-000001")));
}

// The records of segment 2 are not read by an update, but generation 1 has all of the rest.
TEST_F(Recovery, UpdatesDoNotRemoveTheLastCompleteGeneration) {
  flip_bit(index() + "/segments/000002/texts.data");
  for (int night = 1; night <= 3; ++night) {
    const std::string name = "night" + std::to_string(night) + ".xml";
    const test::ProgramEnd end = command({"update", write(name, test::article_set(test::article(100 + night, "n")))});
    EXPECT_EQ(end.code, 0) << end.err;
    EXPECT_THAT(end.err, HasSubstr("generation 1 is kept, since the served one is damaged"));
  }
  const test::ProgramEnd repaired = command({"repair"});
  EXPECT_EQ(repaired.code, 0) << repaired.err;
  EXPECT_EQ(titles().size(), 12u);
  expect_sound();
}

TEST_F(Recovery, PruningVerifiesBeforeItPublishes) {
  const std::string papers = folder_ / "papers";
  write("papers/a.xml", test::article_set(test::article(50, "a")));
  ASSERT_EQ(command({"update", papers}).code, 0);
  fs::remove(papers + "/a.xml");
  write("papers/b.xml", test::article_set(test::article(51, "b")));
  flip_bit(index() + "/segments/000002/texts.data");
  const test::ProgramEnd end = command({"update", "--prune", papers});
  EXPECT_EQ(end.code, 4) << end.err;
  EXPECT_THAT(end.err, HasSubstr("segments/000002/texts.data: its checksum is wrong"));
  EXPECT_EQ(current_generation(index()), 3u) << "nothing was published";
}

// A name that no run of the index has written must not use up the numbers of generations.
TEST_F(Recovery, ForeignNumbersDoNotEndTheIndex) {
  test::write_file(index() + "/MANIFEST-1000000000000", "{}");
  std::filesystem::create_directory(index() + "/segments/999999999999999999");
  flip_bit(index() + "/LEDGER-000002");
  EXPECT_EQ(command({"repair"}).code, 0);
  EXPECT_EQ(command({"update", folder_ / "3.xml"}).code, 0);
  expect_sound();
}

}  // namespace
}  // namespace il2search
