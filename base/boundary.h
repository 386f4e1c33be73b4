// guarded(): what every public function does its work in, so that a host program has to know one exception type.
#pragma once

#include <new>
#include <stdexcept>
#include <system_error>

namespace il2search {

// Throws Error{out_of_memory} without allocating memory.
[[noreturn]] void throw_out_of_memory();

// Throws the Error of a failed system call: Error{out_of_memory} for lack of memory or threads, otherwise Error{io}.
[[noreturn]] void throw_system_error(const std::system_error& error);

// Calls work(). std::bad_alloc, std::length_error and std::system_error become an Error. Other exceptions pass through: they
// are Errors already or come from a callback of the host.
template <class Work> auto guarded(Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    throw_out_of_memory();
  } catch (const std::length_error&) {
    throw_out_of_memory();
  } catch (const std::system_error& error) {
    throw_system_error(error);
  }
}

}  // namespace il2search
