#!/usr/bin/env bash
# lint.sh [JOBS]: formatting, both compilers with warnings as errors, clang-tidy on every source file.
# Expects build/ to be configured with IL2SEARCH_WERROR (make lint does).
set -euo pipefail
cd "$(dirname "$0")/.."
jobs=${1:-$(nproc)}

echo "-- clang-format"
git ls-files -- '*.cc' '*.h' | xargs clang-format --dry-run -Werror

echo "-- g++ -Werror"
cmake --build build -j "$jobs"

echo "-- g++, one definition of each type"
cmake --preset odr > /dev/null
cmake --build --preset odr -j "$jobs"

# clang-tidy parses with the flags of the preset, -Werror among them: a warning of clang++ is a finding of its own here,
# so nothing has to be compiled a second time.
echo "-- clang++ -Werror and clang-tidy"
cmake --preset clang > /dev/null
sed -n 's/^ *"file": "\(.*\)",\{0,1\}$/\1/p' build/clang/compile_commands.json | sort -u |
  xargs -P "$jobs" -n 4 clang-tidy -p build/clang --quiet
