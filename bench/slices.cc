// One writer, several generations.
#include "bench/slices.h"

#include <utility>
#include <variant>

#include <il2search/index_writer.h>

#include "corpus/reader.h"

namespace il2search::bench {

void index_in_slices(const std::vector<std::string>& files, std::size_t slice, const std::string& index) {
  IndexWriter writer(index);
  std::size_t added = 0;
  for (const std::string& file : files) {
    ReaderOptions options;
    options.file = file;
    options.file_id = file;
    const auto reader = open_reader(file, "auto", options);
    while (auto record = reader->next()) {
      auto* document = std::get_if<Document>(&*record);
      if (document == nullptr) continue;
      writer.add(std::move(*document));
      if (++added % slice == 0) writer.publish();
    }
  }
  writer.publish();
}

}  // namespace il2search::bench
