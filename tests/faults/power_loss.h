// What a power failure leaves of a program's work: a file system may lose everything that was not synced, in any order.
#pragma once

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/faults/supervisor.h"

namespace il2search::test {

// Follows the calls of a supervised program below a folder, and afterwards takes back what need not have survived:
//
//   contents   bytes of a file that were written after its last fsync: the file may be cut or empty, end in zeros, or have
//              zeros in any of its sectors
//   names      files and folders that were created, renamed or removed after the last fsync of their folder: of each folder
//              only the first of these changes have happened, or any of them
//
// Assumes that only the program changes the folder, and that files are not written through mappings. For one thread.
class PowerLoss {
 public:
  // `aside`: a folder outside of the one that is followed, for contents that a change overwrites.
  explicit PowerLoss(std::string aside) : aside_(std::move(aside)) {}

  // Before each call is made.
  void note(const Call& call);

  // Changes the files to a state in which the failure may have left them. Call once, when the program has ended.
  void strike(std::mt19937& random);

 private:
  struct Change {
    enum class Kind { created, renamed, removed };
    Kind kind;
    std::string path;
    std::string from;  // of a rename
    std::string kept;  // a copy of what it overwrote or removed; empty if there was nothing
    std::size_t number = 0;
  };

  void note_change(Change::Kind kind, const std::string& path, const std::string& from = {});
  void note_sync(const std::string& path);
  void move_below(const std::string& from, const std::string& to);
  std::string keep(const std::string& path);
  std::set<std::size_t> choose_survivors(std::mt19937& random) const;
  void take_back_all_but(const std::set<std::size_t>& survivors);
  static void undo(const Change& change, const std::set<std::string>& settled);
  static void damage(const std::string& path, std::mt19937& random);

  std::string aside_;
  std::map<std::string, std::vector<Change>> changes_;  // by folder, since its last sync
  std::set<std::string> unsynced_;                      // files with contents that are not synced
  std::size_t kept_ = 0;
  std::size_t changes_seen_ = 0;  // the number of the next change
};

}  // namespace il2search::test
