// Xapian's own check of a database, isolated in a child process.
#pragma once

#include <cstdint>
#include <string>

namespace il2search {

// The finding of Xapian's check of the database in `folder`, in one line; empty if it is sound. Xapian trusts what it reads,
// and on a damaged database it may crash, loop or request any amount of memory. So the check runs in a child process with
// limits on time, memory and files, and a crash is a finding. `bytes` is the size of the database, which the time limit
// depends on. Throws Error{io} if the child cannot be started.
//
// The child is forked without executing a program, since a library has no program to execute. It allocates memory, which
// the supported C libraries allow after fork() even in a process with threads; it takes no lock of il2search and ends with
// _exit().
std::string check_database(const std::string& folder, std::uint64_t bytes);

}  // namespace il2search
