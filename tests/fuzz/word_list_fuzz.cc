// Any bytes as the words of a segment. Reading ends and stays inside, or the bytes are refused.
#include <string>

#include "storage/word_list.h"
#include "tests/fuzz/scratch.h"

using namespace il2search;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::as_text(data, size);
  const std::string path = fuzz::scratch() + "/words";
  test::write_file(path, std::string(bytes));
  fuzz::accepts([&] {
    const WordList words(path);
    std::size_t seen = 0;
    for (WordList::Cursor at(words); !at.at_end(); at.next()) {
      words.find(at.word());
      fuzz::require(++seen <= size, "more words than bytes");
    }
    words.find(bytes.substr(0, 20));
  });
  return 0;
}
