// IndexWriter, and the changes that need no input files: delete, merge, rebuild, retag.
#include <il2search/index_writer.h>

#include <algorithm>
#include <set>

#include <il2search/text.h>

#include "indexer/vocabulary_publisher.h"
#include "indexer/write_session.h"
#include "schema/identifiers.h"
#include "storage/verify.h"
#include "text/analyzer.h"

namespace il2search {
namespace {

void validate(const Document& document) {
  const std::string id = terminal_safe(document.id.substr(0, 60), false);
  const auto refuse = [&](const std::string& why) {
    throw Error(ErrorCode::invalid_argument, "invalid document: " + why + ": " + id);
  };
  if (const std::string error = id_error(document.id); !error.empty()) refuse(error);
  if (footprint(document) > kMaxDocumentBytes) refuse("larger than 64 MiB");
  if (!is_all_utf8(document)) refuse("its text is not valid UTF-8");
}

}  // namespace

struct IndexWriter::Impl {
  Impl(const std::string& path, const WriterOptions& options)
      : session(path, options, IfMissing::create, "IndexWriter"), unit(&session.pool.open_unit(session.tagging())) {}

  void flush() { session.pool.submit(*unit, std::exchange(batch, Batch{})); }
  PendingRun finish_run();
  PublishReport publish();

  WriteSession session;
  WorkUnit* unit;
  Batch batch;
  std::uint32_t documents = 0;
  std::vector<RunDeletion> deletions;
  Clock::time_point start = Clock::now();
};

IndexWriter::IndexWriter(const std::string& index_path, const WriterOptions& options)
    : impl_(guarded_index(index_path, [&] { return std::make_unique<Impl>(index_path, options); })) {}
IndexWriter::~IndexWriter() = default;
IndexWriter::IndexWriter(IndexWriter&&) noexcept = default;
IndexWriter& IndexWriter::operator=(IndexWriter&&) noexcept = default;

void IndexWriter::add(Document document) {
  if (!impl_) throw Error(ErrorCode::invalid_argument, "the writer is closed");
  guarded([&] {
    validate(document);
    Impl& my = *impl_;
    my.batch.bytes += footprint(document);
    my.batch.documents.push_back({std::move(document), {}});
    ++my.documents;
    if (my.session.pool.is_full(my.batch)) my.flush();
  });
}

void IndexWriter::remove(const std::string& id) {
  if (!impl_) throw Error(ErrorCode::invalid_argument, "the writer is closed");
  guarded([&] {
    const std::uint32_t number = impl_->session.publisher.ledger().reserve_number();
    for (const std::string& spelling : possible_ids(id))
      impl_->deletions.push_back({spelling, std::nullopt, impl_->documents, 0, number, true});
  });
}

PendingRun IndexWriter::Impl::finish_run() {
  flush();
  session.pool.close(*unit);
  PendingRun run;
  run.segment = session.pool.make_segment(session.pool.finish(*unit));
  run.deletions = std::exchange(deletions, {});
  return run;
}

PublishReport IndexWriter::Impl::publish() {
  const std::uint64_t before = session.directory.manifest().generation;
  const DocumentCounts counts = session.publisher.publish_run(finish_run(), false);
  const std::uint64_t generation = session.directory.manifest().generation;
  PublishReport report{{generation, generation != before, seconds_since(start), session.publisher.cleanup_warnings()},
                       counts,
                       documents};
  documents = 0;
  start = Clock::now();
  unit = &session.pool.open_unit(session.tagging());
  return report;
}

PublishReport IndexWriter::publish() {
  if (!impl_) throw Error(ErrorCode::invalid_argument, "the writer is closed");
  // The writer stays closed if an exception leaves its run half built.
  std::unique_ptr<Impl> working = std::move(impl_);
  PublishReport report = guarded_index(working->session.directory.path(), [&] { return working->publish(); });
  impl_ = std::move(working);
  return report;
}

namespace {

// How many of the ids, each with all its spellings, name no document. The number of deleted documents does not tell: an id
// of digits may name two.
std::uint64_t count_unknown(Publisher& publisher, const std::set<std::vector<std::string>>& requested) {
  std::vector<std::string> all;
  for (const std::vector<std::string>& spellings : requested) all.insert(all.end(), spellings.begin(), spellings.end());
  const std::vector<bool> known = publisher.has_documents(all);
  std::uint64_t unknown = 0;
  auto next = known.begin();
  for (const std::vector<std::string>& spellings : requested) {
    const auto end = next + static_cast<std::ptrdiff_t>(spellings.size());
    unknown += std::find(next, end, true) == end;
    next = end;
  }
  return unknown;
}

}  // namespace

DeleteReport delete_documents(const std::string& index_path, const std::vector<std::string>& ids,
                              const WriterOptions& options) {
  return guarded_index(index_path, [&]() -> DeleteReport {
    WriteSession session(index_path, options, IfMissing::fail, "delete");
    std::set<std::vector<std::string>> requested;
    for (const std::string& id : ids) requested.insert(possible_ids(id));
    PendingRun run;
    for (const std::vector<std::string>& spellings : requested) {
      const std::uint32_t number = session.publisher.ledger().reserve_number();
      for (const std::string& id : spellings) run.deletions.push_back({id, std::nullopt, 0, 0, number, true});
    }
    const std::uint64_t not_found = count_unknown(session.publisher, requested);
    const std::uint64_t deleted = session.publisher.publish_run(std::move(run), false).deleted;
    return {session.report(), requested.size(), deleted, not_found};
  });
}

GenerationReport merge_index(const std::string& index_path, bool full, const WriterOptions& options) {
  return guarded_index(index_path, [&]() -> GenerationReport {
    WriteSession session(index_path, options, IfMissing::fail, "merge");
    session.publisher.publish_merged(full);
    return session.report();
  });
}

namespace {

// Builds a new segment of all live documents from their stored form.
RebuildReport index_again(const std::string& index_path, const WriterOptions& options, Tagging tagging) {
  return guarded_index(index_path, [&]() -> RebuildReport {
    const auto start = Clock::now();
    IndexDirectory directory(
        index_path, directory_options(options, IfMissing::fail, tagging == Tagging::keep ? "rebuild" : "retag"));
    Manifest next = directory.manifest();
    // The names of the vocabulary must be cut by the same analyzer as the documents.
    next.vocabulary = usable_vocabulary(directory, {.on_warning = {}, .cancelled = options.cancelled});
    const std::string vocabulary = next.vocabulary ? directory.path() + "/" + next.vocabulary->folder() : "";
    BuildPool pool(directory.tmp(), options.jobs, options.memory_budget_bytes, vocabulary, options.pairs_from);
    const std::vector<SegmentEntry> old = std::exchange(next.segments, {});
    WorkUnit& unit = pool.open_unit(tagging);
    Progress made;
    made.phase = "indexing";
    made.records_total = directory.manifest().live_documents();
    ProgressReporter progress(options.on_progress);
    const auto on_documents = [&](std::uint64_t documents) {
      made.records += documents;
      progress.show(made);
    };
    on_documents(0);
    for (const SegmentEntry& entry : old) {
      require_intact(directory.folder(), entry, {.on_progress = {}, .cancelled = options.cancelled});
      resubmit_documents(directory.path() + "/segments/" + entry.name, directory.read_deleted(entry), pool, unit,
                         options.cancelled, on_documents);
    }
    pool.close(unit);
    std::uint64_t documents = 0;
    if (const auto built = pool.make_segment(pool.finish(unit))) {
      documents = built->documents;
      next.segments.push_back(directory.adopt_segment(built->folder, built->documents));
    }
    const Ledger ledger = load_ledger(directory.folder(), directory.manifest());
    next.ledger = directory.write_ledger(ledger.to_bytes());
    if (tagging == Tagging::renew) next.indexed_with = next.vocabulary ? next.vocabulary->hash : std::string{};
    directory.publish(std::move(next));
    std::vector<std::string> warnings = directory.collect_after_publishing();
    return {{directory.manifest().generation, true, seconds_since(start), std::move(warnings)}, documents};
  });
}

}  // namespace

RebuildReport rebuild_index(const std::string& index_path, const WriterOptions& options) {
  return index_again(index_path, options, Tagging::keep);
}

RebuildReport retag_index(const std::string& index_path, const WriterOptions& options) {
  return index_again(index_path, options, Tagging::renew);
}

}  // namespace il2search
