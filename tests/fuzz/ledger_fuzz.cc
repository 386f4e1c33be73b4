// Any bytes as a ledger. An accepted one survives being written again, finds what it holds, and stays usable when it is
// changed.
#include "indexer/ledger.h"
#include "tests/fuzz/fuzz_input.h"

namespace {

using namespace il2search;

void check_sources(const Ledger& ledger) {
  for (const SourceEntry& source : ledger.sources()) {
    const SourceEntry* found = ledger.find_source(source.name);
    fuzz::require(found != nullptr && found->name == source.name, "a source that is not found", source.name);
    ledger.is_applied(source.name, source.checksum);
    if (!source.file_id.empty()) fuzz::require(ledger.find_owner(source.file_id) != nullptr, "a file without owner");
  }
}

void check_changes(Ledger ledger, const std::string& id) {
  ledger.add_tombstone({id, std::nullopt, 0, ledger.reserve_number(), 1});
  fuzz::require(ledger.find_tombstone(id) != nullptr, "a lost tombstone", id);
  SourceEntry source;
  source.name = id;
  ledger.record_source(source);
  fuzz::require(ledger.find_source(id) != nullptr, "a lost source", id);
  const std::string bytes = ledger.to_bytes();
  fuzz::require(Ledger::from_bytes(bytes, "fuzz").to_bytes() == bytes, "a changed ledger that is lost", id);
  ledger.remove_tombstone(id);
  fuzz::require(ledger.find_tombstone(id) == nullptr, "a tombstone that stays", id);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::as_text(data, size);
  Ledger ledger;
  if (!fuzz::accepts([&] { ledger = Ledger::from_bytes(text, "fuzz"); })) return 0;
  const std::string bytes = ledger.to_bytes();
  const Ledger again = Ledger::from_bytes(bytes, "fuzz");
  fuzz::require(again.to_bytes() == bytes && again.sources() == ledger.sources(), "lost when it is written again");
  fuzz::require(again.tombstones() == ledger.tombstones(), "lost tombstones");
  check_sources(ledger);
  check_changes(std::move(ledger), std::string(text.substr(0, 40)));
  return 0;
}
