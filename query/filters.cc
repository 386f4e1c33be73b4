// Options read as filters.
#include "query/filters.h"

#include "query/plan/dates.h"
#include "query/syntax/diagnostic_sink.h"

namespace il2search {
namespace {

Date option_date(std::string_view text, const char* option) {
  if (text.empty()) return {};
  if (const auto date = plan::parse_date(text)) return *date;
  throw Error(ErrorCode::invalid_argument, std::string(option) + " is no date: " + syntax::quoted(text),
              "write 2023, 2023-05 or 2023-05-31");
}

}  // namespace

Filters::Filters(const SearchOptions& options)
    : since(option_date(options.since, "since")), until(option_date(options.until, "until")) {
  for (const std::string& value : options.mesh) ids.push_back({FieldId::mesh, &value});
  for (const std::string& value : options.mondo) ids.push_back({FieldId::mondo, &value});
  for (const std::string& value : options.gene) ids.push_back({FieldId::gene, &value});
  for (const std::string& value : options.entities) ids.push_back({FieldId::entity, &value});
}

}  // namespace il2search
