// What both programs do around their work: messages, output, errors and exit codes.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <il2search/error.h>

namespace il2search::cli {

// The name that messages start with; each program defines its own.
extern const char* const kProgramName;

// A line on standard error: `PROGRAM: message`, safe for a terminal.
void say(std::string_view message);
// A line on standard error: `hint: …`; nothing for an empty hint.
void say_hint(std::string_view hint);

// Standard output is closed, as by `| head`: the program ends quietly.
struct ClosedPipe {};

// Writes to standard output. ClosedPipe, Error{io}.
void print(std::string_view text);

// The version of each component, one per line.
void print_versions();

// Runs the program and returns its exit code: that of `run`, or, after a message, the one that docs/cli.md gives the error
// that was thrown. Flushes standard output. Standard descriptors that are closed are opened on /dev/null first. memory_hint: what to do when memory runs out.
int run_program(const std::function<int()>& run, std::string_view memory_hint = {});

}  // namespace il2search::cli
