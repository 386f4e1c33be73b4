#!/usr/bin/env bash
# lint.sh [JOBS]: wording, commit messages, formatting, both compilers with warnings as errors, one definition of each type,
# and clang-tidy. Expects build/ to be configured with IL2SEARCH_WERROR and IL2SEARCH_ODR (make lint does).
set -euo pipefail
cd "$(dirname "$0")/.."
jobs=${1:-$(nproc)}

echo "-- wording"
scripts/wording.sh

echo "-- commit messages"
scripts/commits.sh

echo "-- clang-format"
git ls-files -- '*.cc' '*.h' | xargs clang-format --dry-run -Werror

echo "-- g++ -Werror, benchmarks included"
cmake --build build -j "$jobs" --target all benchmarks

echo "-- one definition of each type"
cmake --build build --target odr

# clang-tidy parses with the flags of the preset, -Werror among them: a warning of clang++ is a finding here, so nothing
# has to be compiled again. A test takes three times as long as other files, for all that it includes of GoogleTest: clang++
# checks tests when `make sanitize` compiles them, and `make tidy` checks them with clang-tidy.
echo "-- clang++ -Werror and clang-tidy"
cmake --preset clang > /dev/null
scripts/tidy.sh build/clang "$jobs" "$PWD/tests/"
