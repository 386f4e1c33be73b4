// Counts, record errors, generations and vocabularies as text.
#include "cli/index_messages.h"

#include <fmt/format.h>

#include <il2search/text.h>

#include "cli/console.h"

namespace il2search::cli {

std::string counted(std::uint64_t n, const std::string& noun) {
  return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

void say_record_error(const RecordError& error) {
  const std::string where = fmt::format("{}: record {} at byte {}", error.file, error.record, error.offset);
  const std::string id = error.id.empty() ? "" : " (" + error.id + ")";
  say(fmt::format("{}: {}{}: {}", error.skipped ? "record skipped" : "warning", where, id, error.message));
}

std::string generation_text(const GenerationReport& report) {
  return fmt::format("{:.1f} s; generation {}{}", report.seconds, report.generation,
                     report.published ? "" : " as before");
}

void say_cleanup(const GenerationReport& report) {
  for (const std::string& warning : report.cleanup_warnings) say("warning: " + warning);
}

std::string table_of(const std::vector<VocabularyStatus>& parts) {
  std::string table;
  for (const VocabularyStatus& p : parts)
    table += terminal_safe(fmt::format("vocabulary   {}: {} concepts, {} names, {} edges, {} mappings; {}{}{}", p.name,
                                       p.concepts, p.names, p.edges, p.mappings, p.source,
                                       p.version.empty() ? "" : ", ", p.version),
                           false) +
             "\n";
  return table;
}

}  // namespace il2search::cli
