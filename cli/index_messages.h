// What several commands of il2index print.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <il2search/index_writer.h>
#include <il2search/vocabulary_status.h>

namespace il2search::cli {

// `1 file`, `2 files`.
std::string counted(std::uint64_t n, const std::string& noun);

void say_record_error(const RecordError& error);

// The end of the message about a change.
std::string generation_text(const GenerationReport& report);

// What failed after a generation was published, as warnings. The exit code stays 0.
void say_cleanup(const GenerationReport& report);

// A line for each part of a vocabulary.
std::string table_of(const std::vector<VocabularyStatus>& parts);

}  // namespace il2search::cli
