// The writer's lock: flock on INDEX/LOCK. The file stays when the lock is let go; its existence means nothing. The
// number of the process in it only serves the message that another one gets.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "storage/directory_files.h"

namespace il2search {

// Takes the lock, creating the file if it is missing; let go when the descriptor closes. Waits up to `wait`, asking
// `cancelled` (may be empty) meanwhile. Error{locked, cancelled, io}.
Descriptor take_writer_lock(const std::string& index_path, std::chrono::milliseconds wait,
                            const std::function<bool()>& cancelled);

// Whether a writer holds the lock at this moment. Needs no write permission; false where locks are not supported.
bool writer_active(const std::string& index_path);

}  // namespace il2search
