#!/usr/bin/env bash
# tidy.sh BUILD JOBS [PATTERN]: clang-tidy on every source file of a clang build whose text changed since it was last found
# clean, and whose path does not match the pattern.
# A stamp is the hash of the preprocessed file (comments included: NOLINT is one), its flags, .clang-tidy and the version of
# clang-tidy. Stamps live outside the build tree, like those of a compiler cache, and hold for any clone.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1 jobs=$2 except=${3:-^$}
export stamps=${IL2SEARCH_TIDY_STAMPS:-${XDG_CACHE_HOME:-$HOME/.cache}/il2search-tidy} build root=$PWD
mkdir -p "$stamps"
rules=$(cat .clang-tidy <(clang-tidy --version) | sha256sum)
export rules

# check "COMMAND OF compile_commands.json": the command compiles one file.
check() {
  local command=$1 file=${1##* } hash
  local preprocess=${command% -o *}
  hash=$({ echo "$rules"; sed "s|$root||g" <<< "$preprocess"; (cd "$build" && eval "$preprocess -E -C -P $file"); } |
    sed "s|$root||g" | sha256sum | cut -d ' ' -f 1)
  if [ -e "$stamps/$hash" ]; then
    touch "$stamps/$hash"
    return 0
  fi
  clang-tidy -p "$build" --quiet "$file" 2> /dev/null && touch "$stamps/$hash"
}
export -f check

find "$stamps" -type f -mtime +30 -delete
sed -n 's/^ *"command": "\(.*\)",$/\1/p' "$build/compile_commands.json" | sed 's/\\\(.\)/\1/g' |
  grep -v -- "$except" | tr '\n' '\0' | xargs -0 -P "$jobs" -n 1 bash -c 'check "$1"' check
