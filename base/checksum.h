// Checksums: XXH3-128 for the files of an index and for input files, MD5 for the `.md5` files that NLM ships with its data.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/file.h"

namespace il2search {

// XXH3-128 of a stream of pieces. Not safe from two threads at once. About 10 GB/s.
class Xxh3 {
 public:
  Xxh3();
  ~Xxh3();
  Xxh3(Xxh3&&) noexcept;
  Xxh3& operator=(Xxh3&&) noexcept;

  void update(std::string_view bytes);
  // The hash of the bytes so far as 32 lower-case hexadecimal digits, most significant first.
  std::string hex() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// MD5 of a stream of pieces. Not safe from two threads at once.
class Md5 {
 public:
  Md5();
  ~Md5();
  Md5(Md5&&) noexcept;
  Md5& operator=(Md5&&) noexcept;

  void update(std::string_view bytes);
  // The hash of the bytes as 32 lower-case hexadecimal digits. Ends the stream.
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// XXH3-128 of bytes in memory, in the form of Xxh3::hex().
std::string xxh3_hex(std::string_view bytes);

// The low 32 bits of XXH3-64, with which the files of an index protect each record and block.
std::uint32_t xxh3_low32(std::string_view bytes) noexcept;

struct FileChecksum {
  std::uint64_t bytes = 0;
  std::string hex;

  bool operator==(const FileChecksum&) const = default;
};

// Reads the rest of an open input and calls use(piece) for each piece. Returns the number of bytes. Throws Error{io} and
// what `use` throws. `path` is for messages.
std::uint64_t for_each_piece(const Descriptor& input, const std::string& path,
                             const std::function<void(std::string_view)>& use);

// Reads the whole file as it is on disk. Throws Error{path_missing, io}.
FileChecksum xxh3_of_file(const std::string& path);
FileChecksum md5_of_file(const std::string& path);

// The checksum in the text of an `.md5` file (`MD5(name)= digits` or `digits  name`), in lower case.
std::optional<std::string> parse_md5_file(std::string_view text);

}  // namespace il2search
