// The ledger: the order of sources, lasting deletions, owners of FILE: ids, and the encoding.
#include "indexer/ledger.h"

#include <chrono>
#include <optional>
#include <random>
#include <string>

#include <gtest/gtest.h>
#include <il2search/error.h>

#include "base/bytes.h"
#include "corpus/reader.h"

namespace il2search {
namespace {

struct NamedFile {
  const char* name;
  std::uint32_t number;
};

TEST(NlmFileNumber, IsZeroForOtherNames) {
  for (const auto& [name, number] : {
           NamedFile{"pubmed26n1335.xml.gz", 202601335},
           NamedFile{"medline16n0902.xml.gz", 201600902},
           NamedFile{"/data/baseline/pubmed26n0001.xml", 202600001},
           NamedFile{"pubmed27n10000.xml.gz", 202710000},
           NamedFile{"pubmedsample18n0001.xml.gz", 0},
           NamedFile{"pubmed26n1335.xml.gz.md5", 0},
           NamedFile{"mypubmed26n1335.xml.gz", 0},
           NamedFile{"pubmed26n133.xml", 0},
           NamedFile{"pubmed26n133555.xml", 0},
           NamedFile{"pubmed2xn1335.xml", 0},
           NamedFile{"pubmed26n1335.txt", 0},
           NamedFile{"pubmed26n1335", 0},
           NamedFile{"pubmed26n1335.xml.gz/other.xml", 0},
           NamedFile{"pubmed", 0},
           NamedFile{"-", 0},
           NamedFile{"", 0},
       }) {
    EXPECT_EQ(nlm_file_number(name), number) << name;
  }
}

SourceEntry source(const std::string& name, const std::string& checksum, const std::string& file_id = "") {
  SourceEntry entry;
  entry.name = name;
  entry.root = "/data";
  entry.file_id = file_id;
  entry.size = 12;
  entry.checksum = checksum;
  entry.records = 3;
  entry.generation = 7;
  entry.nlm_file = nlm_file_number(name);
  entry.reader = "medline";
  entry.reader_version = reader_version("medline");
  entry.reader_detected = true;
  return entry;
}

Tombstone tombstone(const std::string& id, std::optional<std::uint32_t> version, std::uint32_t nlm_file,
                    std::uint32_t from) {
  return {id, version, nlm_file, from, 1};
}

TEST(LedgerSources, AreAppliedByContent) {
  Ledger ledger;
  EXPECT_FALSE(ledger.is_applied("/data/a", "aa"));
  ledger.record_source(source("/data/a", "aa"));
  EXPECT_TRUE(ledger.is_applied("/data/a", "aa"));
  EXPECT_FALSE(ledger.is_applied("/data/a", "bb"));
  EXPECT_FALSE(ledger.is_applied("/data/b", "aa"));
  ledger.record_source(source("-", ""));
  EXPECT_FALSE(ledger.is_applied("-", "")) << "standard input has no checksum, so it is always new";
}

struct Reading {
  const char* reader;
  std::uint32_t version;
  bool detected;
  const char* asked;
  bool applied;
};

TEST(LedgerSources, AreAppliedByOneReader) {
  const std::uint32_t now = reader_version("medline");
  ASSERT_GT(now, 0u);
  EXPECT_EQ(reader_version("papyrus"), 0u);
  for (const Reading& r : {
           Reading{"medline", now, true, "auto", true},
           Reading{"medline", now, true, "", true},
           Reading{"medline", now, true, "medline", true},
           Reading{"medline", now, true, "text", false},
           Reading{"medline", now, false, "medline", true},
           Reading{"medline", now, false, "auto", false},  // detection may find another format
           Reading{"medline", now + 1, true, "auto", false},
           Reading{"medline", now - 1, true, "auto", false},
           Reading{"papyrus", 1, true, "auto", false},
           Reading{"", 0, false, "auto", true},  // an old ledger
           Reading{"", 0, false, "text", true},
       }) {
    Ledger ledger;
    SourceEntry entry = source("/data/a", "aa");
    entry.reader = r.reader;
    entry.reader_version = r.version;
    entry.reader_detected = r.detected;
    ledger.record_source(entry);
    for (const Ledger& same : {ledger, Ledger::from_bytes(ledger.to_bytes(), "x")})
      EXPECT_EQ(same.is_applied("/data/a", "aa", r.asked), r.applied) << r.reader << " " << r.asked;
  }
}

TEST(LedgerSources, KeepTheirNumbers) {
  Ledger ledger;
  EXPECT_EQ(ledger.number_of("a"), 1u);
  EXPECT_EQ(ledger.number_of("b"), 2u);
  EXPECT_EQ(ledger.number_of("a"), 1u);
  // Recorded in another order than that of the numbers.
  ledger.record_source(source("b", "1"));
  ledger.record_source(source("a", "1"));
  ledger.record_source(source("b", "2"));
  EXPECT_EQ(ledger.reserve_number(), 3u);
  ASSERT_EQ(ledger.sources().size(), 2u);
  EXPECT_EQ(ledger.sources()[0].name, "a");
  EXPECT_EQ(ledger.sources()[0].number, 1u);
  EXPECT_EQ(ledger.sources()[1].number, 2u);
  EXPECT_EQ(ledger.sources()[1].ordinal, 3u);
  ledger.forget_source("a");
  EXPECT_EQ(ledger.find_source("a"), nullptr);
  EXPECT_EQ(ledger.find_source("b")->checksum, "2");
  EXPECT_EQ(ledger.number_of("a"), 4u) << "numbers are never reused";
}

TEST(LedgerSources, FileIdsHaveOneOwner) {
  Ledger ledger;
  ledger.record_source(source("/x/notes/a.txt", "1", "notes/a.txt"));
  ledger.record_source(source("/x/pubmed26n0001.xml", "1"));
  ASSERT_NE(ledger.find_owner("notes/a.txt"), nullptr);
  EXPECT_EQ(ledger.find_owner("notes/a.txt")->name, "/x/notes/a.txt");
  EXPECT_EQ(ledger.find_owner("notes/b.txt"), nullptr);
  EXPECT_EQ(ledger.find_owner(""), nullptr);
  // Applied again without such ids, it no longer owns them.
  ledger.record_source(source("/x/notes/a.txt", "2"));
  EXPECT_EQ(ledger.find_owner("notes/a.txt"), nullptr);
}

struct DeletionCase {
  const char* what;
  Tombstone deletion;
  std::uint32_t version;
  Origin record;
  bool deleted;
};

TEST(LedgerDeletions, ApplyToOlderRecordsOnly) {
  const std::optional<std::uint32_t> all;
  for (const DeletionCase& c : {
           DeletionCase{"an older file comes again", tombstone("x", all, 0, 5), 1, {0, 4}, true},
           DeletionCase{"a later file brings it back", tombstone("x", all, 0, 5), 1, {0, 6}, false},
           DeletionCase{"the same file", tombstone("x", all, 0, 5), 1, {0, 5}, false},
           DeletionCase{"a program adds it", tombstone("x", all, 0, 5), 1, {0, 0}, false},
           DeletionCase{"lower NLM number, applied later", tombstone("x", all, 202601300, 5), 1, {202600001, 9}, true},
           DeletionCase{
               "higher NLM number, applied before", tombstone("x", all, 202601300, 5), 1, {202601301, 2}, false},
           DeletionCase{"the same NLM file", tombstone("x", all, 202601300, 5), 1, {202601300, 5}, false},
           DeletionCase{"one has no number: order of application", tombstone("x", all, 202601300, 5), 1, {0, 4}, true},
           DeletionCase{"the user's order against a file", tombstone("x", all, 0, 5), 1, {202601300, 4}, true},
           DeletionCase{"a new file after the user's order", tombstone("x", all, 0, 5), 1, {202601300, 6}, false},
           DeletionCase{"its version", tombstone("x", 2, 0, 5), 2, {0, 4}, true},
           DeletionCase{"an older version", tombstone("x", 2, 0, 5), 1, {0, 4}, true},
           DeletionCase{"a newer version", tombstone("x", 2, 0, 5), 3, {0, 4}, false},
           DeletionCase{"any version", tombstone("x", all, 0, 5), 3, {0, 4}, true},
       }) {
    Ledger ledger;
    ledger.add_tombstone(c.deletion);
    EXPECT_EQ(ledger.is_deleted("x", c.version, c.record), c.deleted) << c.what;
    EXPECT_FALSE(ledger.is_deleted("y", c.version, c.record)) << c.what;
    // A ledger that was read back must give the same answer.
    EXPECT_EQ(Ledger::from_bytes(ledger.to_bytes(), "x").is_deleted("x", c.version, c.record), c.deleted) << c.what;
  }
}

TEST(LedgerDeletions, TwoOfOneIdAreCombined) {
  Ledger ledger;
  ledger.add_tombstone(tombstone("x", 2, 0, 5));
  ledger.add_tombstone(tombstone("x", 1, 0, 7));
  EXPECT_EQ(*ledger.find_tombstone("x"), tombstone("x", 2, 0, 7));
  ledger.add_tombstone(tombstone("x", std::nullopt, 0, 6));
  EXPECT_EQ(*ledger.find_tombstone("x"), tombstone("x", std::nullopt, 0, 7));
  EXPECT_EQ(ledger.tombstones(), 1u);
  ledger.remove_tombstone("x");
  ledger.remove_tombstone("x");
  EXPECT_EQ(ledger.tombstones(), 0u);
  EXPECT_EQ(ledger.find_tombstone("x"), nullptr);
}

// The tombstones of a small set of ids.
std::string dump(const Ledger& ledger) {
  std::string text = std::to_string(ledger.tombstones());
  for (int i = 0; i < 200; ++i) {
    const Tombstone* found = ledger.find_tombstone("PMID:" + std::to_string(i));
    if (found != nullptr) text += " " + found->id + "/" + std::to_string(found->source);
  }
  return text;
}

TEST(LedgerBytes, AnyLedgerIsReadBack) {
  std::mt19937 random(7);
  Ledger ledger;
  for (std::uint32_t step = 1; step <= 2000; ++step) {
    const std::string id = "PMID:" + std::to_string(random() % 200);
    if (random() % 3 == 0) ledger.remove_tombstone(id);
    else ledger.add_tombstone(tombstone(id, random() % 2 ? std::optional(random() % 3) : std::nullopt, 0, step));
    if (random() % 20 == 0) ledger.record_source(source("s" + std::to_string(random() % 30), std::to_string(step)));
    if (random() % 50 != 0) continue;
    const Ledger again = Ledger::from_bytes(ledger.to_bytes(), "x");
    EXPECT_EQ(dump(again), dump(ledger));
    EXPECT_EQ(again.sources(), ledger.sources());
    EXPECT_EQ(again.to_bytes(), ledger.to_bytes());
    ledger = again;
  }
  EXPECT_GT(ledger.tombstones(), 50u);
}

// As version 1 wrote it: without readers.
TEST(LedgerBytes, OfVersion1AreRead) {
  std::string bytes = "IL2L";
  for (const std::uint64_t value : {1u, 3u, 2u, 1u})
    put_varint(bytes, value);  // version, next number, next ordinal, sources
  for (const char* text : {"/data/a", "/data", ""}) put_sized(bytes, text);
  put_varint(bytes, 12);
  put_sized(bytes, "aa");
  for (const std::uint64_t value : std::initializer_list<std::uint64_t>{3, 7, 1, 1, 0}) put_varint(bytes, value);
  put_varint(bytes, 0);  // tombstones
  const Ledger ledger = Ledger::from_bytes(bytes, "x");
  ASSERT_EQ(ledger.sources().size(), 1u);
  EXPECT_EQ(ledger.sources()[0].checksum, "aa");
  EXPECT_EQ(ledger.sources()[0].number, 1u);
  EXPECT_TRUE(ledger.is_applied("/data/a", "aa"));
  EXPECT_EQ(Ledger::from_bytes(ledger.to_bytes(), "x").sources(), ledger.sources());
  bytes[4] = 3;
  EXPECT_THROW(Ledger::from_bytes(bytes, "x"), Error) << "a later version";
}

TEST(LedgerBytes, KeepReservedNumbers) {
  Ledger ledger;
  ledger.number_of("never recorded");
  EXPECT_EQ(Ledger::from_bytes(ledger.to_bytes(), "x").reserve_number(), 2u);
}

TEST(LedgerBytes, NoBytesAreAnEmptyLedger) {
  EXPECT_EQ(Ledger::from_bytes("", "x").sources().size(), 0u);
  EXPECT_EQ(Ledger::from_bytes(Ledger().to_bytes(), "x").tombstones(), 0u);
}

ErrorCode reading(const std::string& bytes) {
  try {
    Ledger::from_bytes(bytes, "LEDGER-000001");
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("LEDGER-000001"), std::string::npos);
    return error.code();
  }
  return ErrorCode::not_found;
}

TEST(LedgerBytes, AreRefusedWhenTruncatedAnywhere) {
  Ledger ledger;
  ledger.record_source(source("/data/a", "aa"));
  for (int i = 0; i < 5; ++i) ledger.add_tombstone(tombstone("PMID:" + std::to_string(i), 3, 0, 1));
  const std::string bytes = ledger.to_bytes();
  for (std::size_t n = 1; n < bytes.size(); ++n) EXPECT_EQ(reading(bytes.substr(0, n)), ErrorCode::index_corrupt) << n;
  EXPECT_EQ(reading(bytes + "x"), ErrorCode::index_corrupt);
}

TEST(LedgerBytes, RandomBytesAreRefusedOrRead) {
  Ledger ledger;
  ledger.record_source(source("/data/a", "aa", "data/a"));
  for (int i = 0; i < 5; ++i) ledger.add_tombstone(tombstone("PMID:" + std::to_string(i), 3, 0, 1));
  const std::string good = ledger.to_bytes();
  std::mt19937 random(11);
  int refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = good;
    for (unsigned n = 1 + random() % 4; n > 0; --n) bytes[random() % bytes.size()] = static_cast<char>(random());
    refused += reading(bytes) == ErrorCode::index_corrupt;
  }
  EXPECT_GT(refused, 1000);
}

TEST(LedgerBytes, AMillionTombstonesAreReadQuickly) {
  Ledger ledger;
  for (int i = 0; i < 1'000'000; ++i)
    ledger.add_tombstone(tombstone("PMID:" + std::to_string(10'000'000 + 3 * i), {}, 202601300, 5));
  for (int i = 0; i < 2000; ++i)
    ledger.record_source(source("/data/pubmed" + std::to_string(i), "00112233445566778899aabbccddeeff"));
  const std::string bytes = ledger.to_bytes();
  const auto start = std::chrono::steady_clock::now();
  const Ledger again = Ledger::from_bytes(bytes, "x");
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  EXPECT_EQ(again.tombstones(), 1'000'000u);
  EXPECT_TRUE(again.is_deleted("PMID:10000003", 1, {202600001, 1}));
  EXPECT_FALSE(again.is_deleted("PMID:10000004", 1, {202600001, 1}));
  EXPECT_LT(seconds.count(), 5.0);
  RecordProperty("bytes", std::to_string(bytes.size()));
  RecordProperty("milliseconds", std::to_string(static_cast<int>(seconds.count() * 1000)));
}

}  // namespace
}  // namespace il2search
