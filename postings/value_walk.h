// ValueWalk: the values of a segment's table, in the order of slots and docids.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <il2search/text.h>

#include "base/bytes.h"
#include "postings/glass_table_reader.h"
#include "postings/glass_version.h"

namespace il2search {

// Everything is checked while it is read: Error{index_corrupt, io} with the path.
class ValueWalk {
 public:
  // The tables of a folder.
  ValueWalk(const std::string& folder, const glass::Version& version);

  // The slot of the chunk of values that is next; nothing after the last one.
  std::optional<unsigned> slot() const;
  // Calls use(docid, value) for each value of the chunk, and moves to the next chunk.
  template <class Use> void read_chunk(Use use) {
    ByteReader place = chunk_key();
    const std::uint32_t slot = place.varint32();
    std::uint32_t docid = first_docid(place.rest());
    if (slot != last_slot_) last_docid_ = 0;
    last_slot_ = slot;
    if (docid <= last_docid_) reader_.fail("the chunks of a value slot overlap");
    for (ByteReader in(reader_.tag(), what_);;) {
      if (docid == 0 || docid > documents_) reader_.fail("a docid is not in the segment");
      last_docid_ = docid;
      use(docid, in.sized());
      if (in.at_end()) break;
      docid += 1 + static_cast<std::uint32_t>(in.varint_up_to(UINT32_MAX - 1 - docid));
    }
    has_entry_ = reader_.next();
  }

 private:
  ByteReader chunk_key() const { return ByteReader(reader_.key().substr(glass::kValueChunkKey.size()), what_); }
  std::uint32_t first_docid(std::string_view bytes) const;

  glass::TableReader reader_;
  std::string what_;  // in messages
  std::uint32_t documents_;
  std::uint32_t last_slot_ = 0;  // of the chunk read last
  std::uint32_t last_docid_ = 0;
  bool has_entry_ = false;
};

}  // namespace il2search
