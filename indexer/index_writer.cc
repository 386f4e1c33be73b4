// IndexWriter and the operator's commands that change documents: delete, rebuild, merge.
#include <il2search/index_writer.h>

#include <set>

#include <il2search/text.h>

#include "base/utf8.h"
#include "indexer/publisher.h"
#include "schema/analyzer.h"

namespace il2search {
namespace {

constexpr std::size_t kMaxIdBytes = 200;
constexpr std::uint64_t kMaxDocumentBytes = 64ull << 20;

using Clock = std::chrono::steady_clock;

IndexDirectory::Options directory_options(const WriterOptions& options, bool create) {
  return {create, options.lock_wait, options.cancelled};
}

// `123` is a PMID; everything else as normalize_curie() has it.
std::string document_id(const std::string& text) {
  const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  return digits ? "PMID:" + text : normalize_curie(text);
}

void validate(const Document& d) {
  const auto refuse = [](const std::string& what) { throw Error(ErrorCode::invalid_argument, what); };
  if (d.id.empty()) refuse("a document needs an id");
  if (d.id.size() > kMaxIdBytes) refuse("a document's id has at most 200 bytes: " + terminal_safe(d.id.substr(0, 60), false));
  if (!is_valid_utf8(d.id)) refuse("a document's id is not UTF-8");
  if (footprint(d) > kMaxDocumentBytes) refuse("a document has at most 64 MiB: " + terminal_safe(d.id, false));
  const auto check = [&](const std::string& text) {
    if (!is_valid_utf8(text)) refuse("a document's text is not UTF-8: " + terminal_safe(d.id, false));
  };
  check(d.title);
  check(d.vernacular_title);
  for (const auto* sections : {&d.abstract, &d.other_abstracts})
    for (const Section& s : *sections) check(s.label + s.text);
  for (const BodySection& s : d.body) check(s.heading + s.text);
  for (const Author& a : d.authors) check(a.last + a.fore + a.collective + a.affiliation);
  for (const Entity& e : d.entities) check(e.id + e.name);
  for (const std::string& k : d.keywords) check(k);
}

UpdateReport report_of(const ResolutionCounts& counts, const IndexDirectory& directory, bool published, Clock::time_point start) {
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
        pool(directory.tmp(), options.jobs, options.memory_budget_bytes),
        publisher(directory, pool),
        lot(&pool.open_lot()) {}

  void flush() { pool.submit(*lot, std::exchange(batch, Batch{})); }

  IndexDirectory directory;
  BuildPool pool;
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
  impl_->deletions.push_back({document_id(id), std::nullopt, impl_->documents, 0, impl_->publisher.ledger().take_number()});
}

UpdateReport IndexWriter::publish() {
  if (!impl_) throw Error(ErrorCode::invalid_argument, "the writer is closed");
  // Closed unless all goes well: after a failure nobody knows what is built.
  std::unique_ptr<Impl> working = std::move(impl_);
  Impl& my = *working;
  my.flush();
  my.pool.close(*my.lot);
  RunPart part;
  part.segment = my.pool.finish(*my.lot);
  part.deletions = std::exchange(my.deletions, {});
  const std::uint64_t before = my.directory.manifest().generation;
  const ResolutionCounts counts = my.publisher.publish_run(std::move(part), false);
  UpdateReport report = report_of(counts, my.directory, my.directory.manifest().generation != before, my.start);
  report.records = my.documents;
  my.documents = 0;
  my.start = Clock::now();
  my.lot = &my.pool.open_lot();
  impl_ = std::move(working);
  return report;
}

UpdateReport delete_documents(const std::string& index_path, const std::vector<std::string>& ids, const WriterOptions& options) {
  const auto start = Clock::now();
  IndexDirectory directory(index_path, directory_options(options, false));
  BuildPool pool(directory.tmp(), options.jobs, options.memory_budget_bytes);
  Publisher publisher(directory, pool);
  RunPart part;
  std::set<std::string> asked;
  for (const std::string& id : ids) {
    if (!asked.insert(document_id(id)).second) continue;
    part.deletions.push_back({document_id(id), std::nullopt, 0, 0, publisher.ledger().take_number()});
  }
  const ResolutionCounts counts = publisher.publish_run(std::move(part), false);
  UpdateReport report = report_of(counts, directory, publisher.published(), start);
  report.records = asked.size();
  report.unchanged = asked.size() - counts.deleted;
  return report;
}

UpdateReport merge_index(const std::string& index_path, bool full, const WriterOptions& options) {
  const auto start = Clock::now();
  IndexDirectory directory(index_path, directory_options(options, false));
  BuildPool pool(directory.tmp(), options.jobs, options.memory_budget_bytes);
  Publisher publisher(directory, pool);
  publisher.publish_merged(full);
  return report_of({}, directory, publisher.published(), start);
}

UpdateReport rebuild_index(const std::string& index_path, const WriterOptions& options) {
  const auto start = Clock::now();
  IndexDirectory directory(index_path, directory_options(options, false));
  BuildPool pool(directory.tmp(), options.jobs, options.memory_budget_bytes);
  Manifest next = directory.manifest();
  const std::vector<SegmentEntry> old = std::exchange(next.segments, {});
  UpdateReport report;
  BuildPool::Lot& lot = pool.open_lot();
  for (const SegmentEntry& entry : old) {
    if (options.cancelled && options.cancelled()) throw Error(ErrorCode::cancelled, "stopped: nothing was published");
    resubmit_documents(directory.path() + "/segments/" + entry.name, directory.read_dead(entry), pool, lot);
  }
  pool.close(lot);
  if (const auto built = pool.finish(lot)) {
    report.records = built->documents;
    next.segments.push_back(directory.adopt_segment(built->folder, built->documents));
  }
  const Ledger ledger = read_ledger(directory);
  next.ledger = directory.write_ledger(ledger.to_bytes());
  directory.publish(std::move(next));
  directory.collect_garbage();
  report.generation = directory.manifest().generation;
  report.published = true;
  report.replaced = report.records;
  report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return report;
}

}  // namespace il2search
