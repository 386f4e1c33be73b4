// Batches become parts, parts become a segment.
#include "indexer/segments/segment_part.h"

#include <sys/stat.h>

#include <utility>

#include <il2search/error.h>

#include "base/file.h"
#include "base/folder_entries.h"
#include "postings/merge_postings.h"
#include "storage/compressed_records.h"
#include "storage/token_file.h"
#include "storage/token_stream.h"

namespace il2search {
namespace {

void create_folder(const std::string& folder) {
  if (::mkdir(folder.c_str(), 0777) != 0) throw_io("cannot create folder", folder);
}

void append(CompressedRecordWriter& writer, const RecordBuffer& records) {
  records.for_each([&](std::string_view record) { writer.append(record); });
}

void append_tokens(TokenFileWriter& writer, const BuiltBatch& batch) {
  std::vector<std::string_view> streams;
  batch.tokens.for_each([&](std::string_view stream) { streams.push_back(stream); });
  writer.append(streams, batch.words);
}

// The record files of all folders, one after the other.
void join_records(const std::vector<std::string>& folders, const std::string& joined) {
  create_folder(joined);
  for (const char* name : {"/heads", "/texts"}) {
    CompressedRecordWriter writer(joined + name);
    for (const std::string& folder : folders)
      writer.append_live(CompressedRecordFile(folder + name), [](std::uint32_t) { return true; });
    writer.finish();
  }
  TokenFileWriter tokens(joined + "/tokens");
  for (const std::string& folder : folders)
    tokens.append_live(TokenFile(folder + "/tokens"), [](std::uint32_t) { return true; });
  tokens.finish();
  for (const std::string& folder : folders) remove_tree(folder.c_str());  // else the next writer empties tmp/
}

}  // namespace

void BatchBuilder::add(const DocumentTerms& document) {
  postings_.add(document.terms, document.values);
  heads_.append(document.stored.head);
  texts_.append(document.stored.text);
  numbers_.assign(1, kNoWord);
  for (const Word& word : document.words) numbers_.push_back(words_.add(word.text, word.hash) + 1);
  const auto number = [&](std::uint32_t old) { return numbers_[old]; };
  const auto limit = static_cast<std::uint32_t>(numbers_.size());
  tokens_.append_with([&](std::string& to) { renumber_words(document.tokens, limit, number, to); });
}

BuiltBatch BatchBuilder::finish() {
  return {postings_.finish(), std::exchange(heads_, {}), std::exchange(texts_, {}), std::exchange(tokens_, {}),
          std::exchange(words_, {})};
}

struct PartBuilder::Impl {
  Impl(const std::string& path, std::uint64_t limit)
      : folder((create_folder(path), path)),
        memory_limit(limit),
        heads(path + "/heads"),
        texts(path + "/texts"),
        tokens(path + "/tokens"),
        postings(path + "-postings-") {}

  std::string folder;
  std::uint64_t memory_limit;
  CompressedRecordWriter heads;
  CompressedRecordWriter texts;
  TokenFileWriter tokens;
  PostingSpool postings;
  std::uint32_t documents = 0;
};

PartBuilder::PartBuilder(const std::string& folder, std::uint64_t memory_limit)
    : impl_(std::make_unique<Impl>(folder, memory_limit)) {}
PartBuilder::~PartBuilder() = default;
PartBuilder::PartBuilder(PartBuilder&&) noexcept = default;

void PartBuilder::append(BuiltBatch&& batch) {
  Impl& my = *impl_;
  my.documents += batch.documents();
  il2search::append(my.heads, batch.heads);
  il2search::append(my.texts, batch.texts);
  append_tokens(my.tokens, batch);
  my.postings.add(std::move(batch.postings));
  if (my.postings.memory() > my.memory_limit) my.postings.spill();
}

SegmentPart PartBuilder::finish() {
  Impl& my = *impl_;
  my.heads.finish();
  my.texts.finish();
  my.tokens.finish();
  return {{std::move(my.folder)}, std::move(my.postings), my.documents};
}

void SegmentPart::append(SegmentPart more) {
  if (more.documents > UINT32_MAX - documents)
    throw Error(ErrorCode::invalid_argument, "a segment is too large: more than 2^32 - 1 documents");
  folders.insert(folders.end(), more.folders.begin(), more.folders.end());
  postings.append(std::move(more.postings));
  documents += more.documents;
}

BuiltSegment finish_segment(const SegmentPart& part, const std::string& folder, PairOptions pairs) {
  BuiltSegment segment{part.folders.size() == 1 ? part.folders.front() : folder, part.documents};
  if (part.folders.size() > 1) join_records(part.folders, folder);
  const PostingInputs inputs = part.postings.inputs();
  pairs.tokens = [&] { return TokenFile(segment.folder + "/tokens"); };
  merge_postings(inputs, segment.folder, {{}, {}, std::move(pairs)});
  merge_values(inputs, segment.folder);
  return segment;
}

}  // namespace il2search
