// Searcher: one generation, many threads. Views (databases with their file handles, an Analyzer) are pooled: each search
// takes one and returns it, so there are as many as searches have run at once.
#include <il2search/searcher.h>

#include <cstdlib>
#include <mutex>
#include <utility>

#include "query/concepts/find_concepts.h"
#include "query/hits.h"
#include "query/match/index_view.h"
#include "query/query_data.h"
#include "query/search.h"
#include "storage/index_directory.h"

namespace il2search {
namespace {

Query read(std::string_view text, const SearchOptions& options) {
  return options.plain ? plain_query(text) : Query::parse(text);
}

void refuse_plain(const SearchOptions& options) {
  if (!options.plain) return;
  throw Error(ErrorCode::invalid_argument, "plain is for queries given as text, not for a parsed query",
              "build it with Query::words()");
}

}  // namespace

struct Searcher::Impl {
  explicit Impl(const std::string& index_path) : path(index_path), snapshot(Snapshot::open(index_path)) {}

  // Returns the view to the pool at the end of its scope, or closes it: if it is of an old generation, or the search threw
  // and may have left it in an inconsistent state.
  class Lease {
   public:
    explicit Lease(Impl& owner) : owner_(owner), view_(owner.acquire_view()), exceptions_(std::uncaught_exceptions()) {}
    ~Lease() {
      if (std::uncaught_exceptions() == exceptions_) owner_.release_view(std::move(view_));
    }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    plan::IndexView& operator*() { return *view_; }

   private:
    Impl& owner_;
    std::unique_ptr<plan::IndexView> view_;
    int exceptions_;
  };

  std::unique_ptr<plan::IndexView> acquire_view() {
    std::shared_ptr<const Snapshot> current;
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        auto view = std::move(idle.back());
        idle.pop_back();
        return view;
      }
      current = snapshot;
    }
    return std::make_unique<plan::IndexView>(std::move(current));
  }

  void release_view(std::unique_ptr<plan::IndexView> view) {
    const std::lock_guard lock(mutex);
    if (view->snapshot() == snapshot) idle.push_back(std::move(view));
  }

  bool refresh();
  IndexInfo info();

  template <class Work> auto with_view(Work work) {
    return guarded_index(path, [&] {
      Lease lease(*this);
      return work(*lease);
    });
  }

  const std::string path;
  std::mutex mutex;
  std::shared_ptr<const Snapshot> snapshot;            // guarded by the mutex
  std::vector<std::unique_ptr<plan::IndexView>> idle;  // guarded by the mutex; all of `snapshot`
};

// Whether another generation is served than before.
bool Searcher::Impl::refresh() {
  if (current_generation(path) == info().generation) return false;
  auto newest = Snapshot::open(path);
  std::vector<std::unique_ptr<plan::IndexView>> old;  // closed after the lock is gone
  const std::lock_guard lock(mutex);
  if (newest->manifest().generation == snapshot->manifest().generation) return false;
  old.swap(idle);
  snapshot = std::move(newest);
  return true;
}

IndexInfo Searcher::Impl::info() {
  std::shared_ptr<const Snapshot> served;
  {
    const std::lock_guard lock(mutex);
    served = snapshot;
  }
  const Manifest& manifest = served->manifest();
  IndexInfo info{manifest.generation, manifest.live_documents(), served->segments().size(), manifest.created, {}};
  if (manifest.vocabulary) {
    for (const VocabularyStatus& part : manifest.vocabulary->parts) info.vocabularies.push_back(part.name);
  }
  return info;
}

std::string default_index_path() {
  const auto value_of = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value == nullptr ? "" : value);
  };
  if (std::string path = value_of("IL2SEARCH_INDEX"); !path.empty()) return path;
  if (const std::string data = value_of("XDG_DATA_HOME"); !data.empty()) return data + "/il2search/index";
  return value_of("HOME") + "/.local/share/il2search/index";
}

bool Results::has_errors() const {
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity == Severity::error) return true;
  }
  return false;
}

Searcher::Searcher(const std::string& index_path)
    : impl_(guarded_index(index_path, [&] { return std::make_unique<Impl>(index_path); })) {}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;

Results Searcher::search(const Query& query, const SearchOptions& options) const {
  refuse_plain(options);
  return impl_->with_view([&](plan::IndexView& index) { return Search(query, options, index).results(); });
}

std::vector<Diagnostic> Searcher::lint(const Query& query, const SearchOptions& options) const {
  refuse_plain(options);
  return impl_->with_view([&](plan::IndexView& index) { return Search(query, options, index).diagnostics(); });
}

void Searcher::for_each_match(const Query& query, const SearchOptions& options, const IdSink& sink) const {
  refuse_plain(options);
  impl_->with_view([&](plan::IndexView& index) { Search(query, options, index).for_each_id(sink); });
}

Results Searcher::search(std::string_view text, const SearchOptions& options) const {
  return impl_->with_view(
      [&](plan::IndexView& index) { return Search(read(text, options), options, index).results(); });
}

std::vector<Diagnostic> Searcher::lint(std::string_view text, const SearchOptions& options) const {
  return impl_->with_view(
      [&](plan::IndexView& index) { return Search(read(text, options), options, index).diagnostics(); });
}

void Searcher::for_each_match(std::string_view text, const SearchOptions& options, const IdSink& sink) const {
  impl_->with_view([&](plan::IndexView& index) { Search(read(text, options), options, index).for_each_id(sink); });
}

std::optional<Document> Searcher::document(std::string_view id) const {
  return impl_->with_view([&](plan::IndexView& index) { return find_document(id, index); });
}

std::vector<ConceptView> Searcher::find_concepts(std::string_view id_or_name) const {
  return impl_->with_view([&](plan::IndexView& index) { return concepts_called(id_or_name, index); });
}

std::vector<Completion> Searcher::complete(std::string_view beginning, const CompletionOptions& options) const {
  return impl_->with_view([&](plan::IndexView& index) { return names_starting_with(beginning, options, index); });
}

std::vector<Completion> Searcher::suggest(std::string_view name, const CompletionOptions& options) const {
  return impl_->with_view([&](plan::IndexView& index) { return names_near(name, options, index); });
}

bool Searcher::refresh() {
  return guarded_index(impl_->path, [&] { return impl_->refresh(); });
}

IndexInfo Searcher::info() const {
  return guarded([&] { return impl_->info(); });
}

}  // namespace il2search
