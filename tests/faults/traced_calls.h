// The system calls that a supervisor sees, and what they are about.
#pragma once

#include <sys/types.h>
#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

struct seccomp_notif;

namespace il2search::test {

// A file system call, seen before it is made.
struct Call {
  const char* name = "";  // "openat"
  std::string path;       // of a rename: the new one; of a copy between files: the one that is written
  std::string from;       // of a rename: the old one
  bool creates = false;   // an open that creates the file if it is missing
};

// The numbers of all calls on files.
const std::vector<long>& traced_calls();

// What a program is about to do. The program waits, and may be read.
Call call_of(const seccomp_notif& seen);

// Bytes of this process and of another one, for process_vm_readv() and process_vm_writev().
inline iovec local(void* bytes, std::size_t size) { return {bytes, size}; }
inline iovec remote(std::uint64_t address, std::size_t size) { return {reinterpret_cast<void*>(address), size}; }

}  // namespace il2search::test
