// Xapian's own check of a segment, where it can do no harm.
#pragma once

#include <cstdint>
#include <string>

namespace il2search {

// What Xapian's check finds wrong with the database in `folder`, in one line; empty when it is sound. Xapian trusts what
// it reads and may crash, loop or ask for any amount of memory over a damaged database: so it runs in a child process
// with limits on time, memory and files, and a crash is a finding. `bytes` is the size of the database; the time allowed
// grows with it. Error{io} when no child can be started.
//
// The child is a fork that never executes another program, since a library has none of its own. It allocates memory,
// which is safe behind fork() with the C libraries that il2search runs on even where other threads exist, takes no lock
// of ours and leaves with _exit().
std::string check_database(const std::string& folder, std::uint64_t bytes);

}  // namespace il2search
