// The writer's lock: flock on INDEX/LOCK. The file stays after the lock is released; its existence means nothing. It
// holds the id of the process that has the lock, for the error message of others.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "storage/folder.h"

namespace il2search {

// Takes the lock, creating the file if it is missing. The lock is released when the descriptor closes. Waits up to
// `wait` and calls `cancelled` (may be empty) meanwhile. Error{locked, cancelled, io}.
Descriptor lock_for_writing(const IndexFolder& folder, std::chrono::milliseconds wait,
                            const std::function<bool()>& cancelled);

// Whether a writer holds the lock. Needs no write permission; false where locks are not supported.
bool writer_active(const IndexFolder& folder);

}  // namespace il2search
