// Runs a program and fails, shortens or ends it at one of its file system calls below a folder.
//
// The kernel reports the calls (seccomp user notification), so that those of every library and thread are seen: opening,
// reading, mapping, listing, locking and removing as well as writing.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/faults/traced_calls.h"

namespace il2search::test {

struct Fault {
  enum class Kind {
    none,
    error,    // the call fails with `error`
    shorten,  // only half of the bytes are read or written
    kill      // SIGKILL, after half of a write
  };
  Kind kind = Kind::none;
  int error = 0;
  long at = 0;         // of the calls to which the fault applies, from 1
  bool lasts = false;  // all later calls of the same name fail as well
};

// Whether the fault can happen to this call: only transfers are shortened, only some calls are ever interrupted.
bool applies(const Fault& fault, const Call& call);

struct SupervisedEnd {
  int code = -1;         // exit code; -1 if a signal ended the program
  int signal = 0;        // the signal, or 0
  std::string messages;  // standard output and standard error
  Call hit;              // the call at which the fault happened; without a name if there was none
};

// Why programs cannot be supervised here; empty if they can.
std::string supervision_refusal();

// Runs the program in `words` with its arguments and waits until it ends; a program that does not end within a minute is
// killed. `before_call` is called for every call on a file in the folder `under`, or on the folder itself, while the program
// waits; for the call of a fault, only if half of a write is done. The calling process must have only one thread. Throws
// std::runtime_error if the program cannot be supervised.
SupervisedEnd supervise(const std::vector<std::string>& words, const std::string& under, const Fault& fault,
                        const std::function<void(const Call&)>& before_call = {});

}  // namespace il2search::test
