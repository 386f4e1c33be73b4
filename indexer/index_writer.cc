// IndexWriter and the operator's commands that change documents: delete, rebuild, merge.
#include <il2search/index_writer.h>

#include <algorithm>
#include <set>

#include <il2search/text.h>

#include "indexer/publisher.h"
#include "indexer/vocabulary_publisher.h"
#include "schema/identifiers.h"
#include "text/analyzer.h"

namespace il2search {
namespace {

using Clock = std::chrono::steady_clock;

IndexDirectory::Options directory_options(const WriterOptions& options, bool create) {
  return {create, options.lock_wait, options.cancelled};
}

void validate(const Document& document) {
  const std::string id = terminal_safe(document.id.substr(0, 60), false);
  const auto refuse = [](const std::string& what) { throw Error(ErrorCode::invalid_argument, what); };
  if (const std::string error = id_error(document.id); !error.empty())
    refuse("cannot add a document: " + error + ": " + id);
  if (footprint(document) > kMaxDocumentBytes) refuse("cannot add a document: it is larger than 64 MiB: " + id);
  if (!is_all_utf8(document)) refuse("cannot add a document: its text is not UTF-8: " + id);
}

UpdateReport report_of(const ResolutionCounts& counts, const IndexDirectory& directory, bool published,
                       Clock::time_point start) {
  UpdateReport report;
  report.generation = directory.manifest().generation;
  report.published = published;
  report.added = counts.added;
  report.replaced = counts.replaced;
  report.deleted = counts.deleted;
  report.unchanged = counts.unchanged;
  report.superseded = counts.superseded;
  report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return report;
}

}  // namespace

struct IndexWriter::Impl {
  Impl(const std::string& path, const WriterOptions& options)
      : directory(path, directory_options(options, true)),
        pool(directory.tmp(), options.jobs, options.memory_budget_bytes, directory.vocabulary_folder()),
        tagging(options.tag && directory.manifest().vocabulary ? TagDocuments::yes : TagDocuments::no),
        publisher(directory, pool, options.cancelled),
        lot(&pool.open_lot(tagging)) {}

  void flush() { pool.submit(*lot, std::exchange(batch, Batch{})); }

  IndexDirectory directory;
  BuildPool pool;
  TagDocuments tagging;
  Publisher publisher;
  BuildPool::Lot* lot;
  Batch batch;
  std::uint32_t documents = 0;
  std::vector<RunDeletion> deletions;
  Clock::time_point start = Clock::now();
};

IndexWriter::IndexWriter(const std::string& index_path, const WriterOptions& options)
    : impl_(std::make_unique<Impl>(index_path, options)) {}
IndexWriter::~IndexWriter() = default;
IndexWriter::IndexWriter(IndexWriter&&) noexcept = default;
IndexWriter& IndexWriter::operator=(IndexWriter&&) noexcept = default;

void IndexWriter::add(Document document) {
  if (!impl_) throw Error(ErrorCode::invalid_argument, "the writer is closed");
  validate(document);
  Impl& my = *impl_;
  my.batch.bytes += footprint(document);
  my.batch.documents.push_back({std::move(document), {}});
  ++my.documents;
  if (my.pool.is_full(my.batch)) my.flush();
}

void IndexWriter::remove(const std::string& id) {
  if (!impl_) throw Error(ErrorCode::invalid_argument, "the writer is closed");
  const std::uint32_t number = impl_->publisher.ledger().take_number();
  for (const std::string& meant : possible_ids(id))
    impl_->deletions.push_back({meant, std::nullopt, impl_->documents, 0, number, true});
}

UpdateReport IndexWriter::publish() {
  if (!impl_) throw Error(ErrorCode::invalid_argument, "the writer is closed");
  // Closed unless all goes well: after a failure nobody knows what is built.
  std::unique_ptr<Impl> working = std::move(impl_);
  Impl& my = *working;
  my.flush();
  my.pool.close(*my.lot);
  PendingRun part;
  part.segment = my.pool.finish(*my.lot);
  part.deletions = std::exchange(my.deletions, {});
  const std::uint64_t before = my.directory.manifest().generation;
  const ResolutionCounts counts = my.publisher.publish_run(std::move(part), false);
  UpdateReport report = report_of(counts, my.directory, my.directory.manifest().generation != before, my.start);
  report.records = my.documents;
  my.documents = 0;
  my.start = Clock::now();
  my.lot = &my.pool.open_lot(my.tagging);
  impl_ = std::move(working);
  return report;
}

UpdateReport delete_documents(const std::string& index_path, const std::vector<std::string>& ids,
                              const WriterOptions& options) {
  const auto start = Clock::now();
  IndexDirectory directory(index_path, directory_options(options, false));
  BuildPool pool(directory.tmp(), options.jobs, options.memory_budget_bytes, directory.vocabulary_folder());
  Publisher publisher(directory, pool, options.cancelled);
  PendingRun part;
  std::set<std::vector<std::string>> asked;
  for (const std::string& id : ids) asked.insert(possible_ids(id));
  for (const std::vector<std::string>& meant : asked) {
    const std::uint32_t number = publisher.ledger().take_number();
    for (const std::string& id : meant) part.deletions.push_back({id, std::nullopt, 0, 0, number, true});
  }
  const ResolutionCounts counts = publisher.publish_run(std::move(part), false);
  UpdateReport report = report_of(counts, directory, publisher.published(), start);
  report.records = asked.size();
  report.unchanged = asked.size() - std::min<std::uint64_t>(asked.size(), counts.deleted);
  return report;
}

UpdateReport merge_index(const std::string& index_path, bool full, const WriterOptions& options) {
  const auto start = Clock::now();
  IndexDirectory directory(index_path, directory_options(options, false));
  BuildPool pool(directory.tmp(), options.jobs, options.memory_budget_bytes, directory.vocabulary_folder());
  Publisher publisher(directory, pool, options.cancelled);
  publisher.publish_merged(full);
  return report_of({}, directory, publisher.published(), start);
}

namespace {

// Every document from its stored form, as it is or tagged anew.
UpdateReport index_again(const std::string& index_path, const WriterOptions& options, TagDocuments tagging) {
  const auto start = Clock::now();
  IndexDirectory directory(index_path, directory_options(options, false));
  Manifest next = directory.manifest();
  // Names and documents must be cut by one analyzer.
  next.vocabulary = present_vocabulary(directory, {.on_warning = {}, .cancelled = options.cancelled});
  const std::string vocabulary = next.vocabulary ? directory.path() + "/" + next.vocabulary->folder() : "";
  BuildPool pool(directory.tmp(), options.jobs, options.memory_budget_bytes, vocabulary);
  const std::vector<SegmentEntry> old = std::exchange(next.segments, {});
  UpdateReport report;
  BuildPool::Lot& lot = pool.open_lot(tagging);
  for (const SegmentEntry& entry : old)
    resubmit_documents(directory.path() + "/segments/" + entry.name, directory.read_deleted(entry), pool, lot,
                       options.cancelled);
  pool.close(lot);
  if (const auto built = pool.finish(lot)) {
    report.records = built->documents;
    next.segments.push_back(directory.adopt_segment(built->folder, built->documents));
  }
  const Ledger ledger = load_ledger(directory.path(), directory.manifest());
  next.ledger = directory.write_ledger(ledger.to_bytes());
  if (tagging == TagDocuments::yes) next.indexed_with = next.vocabulary ? next.vocabulary->hash : std::string{};
  directory.publish(std::move(next));
  directory.collect_garbage();
  report.generation = directory.manifest().generation;
  report.published = true;
  report.replaced = report.records;
  report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return report;
}

}  // namespace

UpdateReport rebuild_index(const std::string& index_path, const WriterOptions& options) {
  return index_again(index_path, options, TagDocuments::no);
}

UpdateReport retag_index(const std::string& index_path, const WriterOptions& options) {
  return index_again(index_path, options, TagDocuments::yes);
}

}  // namespace il2search
