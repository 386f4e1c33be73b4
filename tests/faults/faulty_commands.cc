#include "tests/faults/faulty_commands.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <gmock/gmock.h>
#include <il2search/index_writer.h>
#include <il2search/maintenance.h>
#include <il2search/searcher.h>

#include "tests/paths.h"
#include "tests/query/sample_documents.h"
#include "tests/query/sample_vocabulary.h"

namespace il2search::test {
namespace {

namespace fs = std::filesystem;

void add(const std::string& index, std::vector<Document> documents) {
  WriterOptions options;
  options.jobs = 1;
  options.keep = 4;
  IndexWriter writer(index, options);
  for (Document& document : documents) writer.add(std::move(document));
  writer.publish();
}

std::string replaced(std::string word, const std::string& mark, const std::string& by) {
  if (const auto at = word.find(mark); at != std::string::npos) word.replace(at, mark.size(), by);
  return word;
}

}  // namespace

std::size_t points(std::size_t sample, std::size_t full) {
  const char* value = std::getenv("IL2SEARCH_FAULTS");
  return value != nullptr && std::string(value) == "full" ? full : sample;
}

const std::vector<Command>& commands() {
  using Start = Command::Start;
  static const std::vector<Command> rows = {
      {"update", {"--index", "{index}", "{sources}/corpus/samples/records.jsonl"}, Start::nothing},
      {"update", {"--index", "{index}", "{sources}/corpus/samples/records.jsonl"}},
      {"update", {"--index", "{index}", "{sources}/corpus/samples/pubmed-lupus.xml", "--reapply"}},
      {"update", {"--index", "{index}", "{sources}/corpus/samples/records.jsonl"}, Start::many_segments},
      {"delete", {"--index", "{index}", "PMID:1001", "PMID:3"}},
      {"vocabulary", {"--index", "{index}", "obo={sources}/tests/vocabulary/samples/ontology/hp.obo"}},
      {"retag", {"--index", "{index}"}},
      {"rebuild", {"--index", "{index}"}},
      {"merge", {"--index", "{index}", "--full"}},
      {"gc", {"--index", "{index}", "--keep", "1"}},
      {"rollback", {"--index", "{index}"}, Start::index, false, false},
      {"rollback", {"--index", "{index}", "--to", "3"}},
      {"repair", {"--index", "{index}"}, Start::damaged},
      {"backup", {"--index", "{index}", "{copy}"}, Start::index, true},
      {"backup", {"--index", "{index}", "{copy}"}, Start::older_copy, true},
      {"restore", {"{index}", "--index", "{copy}"}, Start::index, true, false},
  };
  return rows;
}

Lines answers(const std::string& index) {
  if (!fs::exists(index + "/CURRENT")) return {};
  const Searcher searcher(index);
  Lines lines = {std::to_string(index_status(index).documents)};
  for (const char* query : {"lupus", "\"lupus nephritis\"", "il-2[ti]", "mesh:D009393", "date:1900..2100", "prot*"}) {
    lines.emplace_back(query);
    const auto first = static_cast<std::ptrdiff_t>(lines.size());
    searcher.for_each_match(query, {}, [&](std::string_view id) {
      lines.emplace_back(id);
      return true;
    });
    std::sort(lines.begin() + first, lines.end());
  }
  return lines;
}

void FaultyCommands::SetUp() {
  const std::string refusal = supervision_refusal();
  if (!refusal.empty()) GTEST_SKIP() << refusal;
  add(base(), sample_documents());
  publish_vocabulary(base(), sample_vocabulary());
  backup_index(base(), base_copy());
  add(base(), sample_concept_documents());
  delete_documents(base(), {"PMID:7"});
  ASSERT_EQ(current_generation(base()), 4u);
  for (const Document& document : sample_documents()) add(base_with_many_segments(), {document});
  ASSERT_EQ(index_status(base_with_many_segments()).segments.size(), 8u);
  for (const Command& command : commands()) observe(command);
}

void FaultyCommands::observe(const Command& command) {
  prepare(command);
  Observed one;
  if (fs::exists(written_by(command)) && command.start != Command::Start::damaged)
    one.before = answers(written_by(command));
  const SupervisedEnd end =
      supervise(words_of(command), world(), {}, [&](const Call& call) { one.calls.push_back(call); });
  ASSERT_EQ(end.code, 0) << command.name << ": " << end.messages;
  one.after = answers(written_by(command));
  ASSERT_FALSE(one.after.empty());
  observed_.push_back(std::move(one));
}

void FaultyCommands::prepare(const Command& command) const {
  fs::remove_all(world());
  fs::create_directory(world());
  if (command.start == Command::Start::nothing) return;
  const bool has_many = command.start == Command::Start::many_segments;
  fs::copy(has_many ? base_with_many_segments() : base(), index(), fs::copy_options::recursive);
  if (command.start == Command::Start::older_copy) fs::copy(base_copy(), copy(), fs::copy_options::recursive);
  if (command.start == Command::Start::damaged) fs::remove(index() + "/MANIFEST-000004");
}

Lines FaultyCommands::words_of(const Command& command) const {
  Lines words = {build_path("bin/il2index"), command.name};
  for (const std::string& word : command.arguments)
    words.push_back(
        replaced(replaced(replaced(word, "{sources}", source_path()), "{index}", index()), "{copy}", copy()));
  return words;
}

Fault FaultyCommands::fault_at_any_call(Fault fault, const Observed& observed, std::mt19937& random) {
  const auto calls = std::count_if(observed.calls.begin(), observed.calls.end(),
                                   [&](const Call& call) { return applies(fault, call); });
  fault.at = std::uniform_int_distribution<long>(1, std::max(1L, static_cast<long>(calls)))(random);
  return fault;
}

void FaultyCommands::expect_sound(std::size_t row, bool has_succeeded) const {
  const Command& command = commands()[row];
  const Observed& observed = observed_[row];
  // An index that was damaged is as damaged as before, unless it was repaired.
  if (command.start == Command::Start::damaged && !has_succeeded) return;
  const Lines served = answers(written_by(command));
  EXPECT_TRUE(served == observed.after || (!has_succeeded && served == observed.before)) << "answers differ";
  for (const std::string& folder : {index(), copy()}) {
    if (!fs::exists(folder + "/CURRENT")) continue;
    EXPECT_THAT(check_index(folder).findings, testing::IsEmpty());
  }
}

void FaultyCommands::expect_next_run_succeeds(std::size_t row) const {
  const Command& command = commands()[row];
  Lines words = words_of(command);
  if (!command.is_repeatable && answers(written_by(command)) == observed_[row].after)
    words = {build_path("bin/il2index"), "gc", "--index", written_by(command)};
  const SupervisedEnd end = supervise(words, "/nowhere", {});
  EXPECT_EQ(end.code, 0) << "next run: " << end.messages;
  EXPECT_EQ(answers(written_by(command)), observed_[row].after);
}

}  // namespace il2search::test
