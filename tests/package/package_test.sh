#!/usr/bin/env bash
# package_test.sh BUILD WORK CXX VERSION: installs BUILD below WORK and uses it as an outsider would.
set -euo pipefail
build=$1 work=$2 cxx=$3 version=$4
source=$(cd "$(dirname "$0")/../.." && pwd)
prefix=$work/prefix
export LD_LIBRARY_PATH=
fail() {
  echo "package: $*" >&2
  exit 1
}
expect() {  # expect TEXT COMMAND...: the command succeeds and prints the text
  local text=$1 output
  shift
  output=$("$@") || fail "exit code $? of: $*"
  grep -qF -- "$text" <<< "$output" || fail "no \"$text\" in the output of: $*: $output"
}

rm -rf "$prefix" "$work/examples" "$work/index"
cmake --install "$build" --prefix "$prefix" > "$work/install.log"
libdir=$(dirname "$(find "$prefix" -name libil2search.so)")
library=$libdir/libil2search.so

# Exported symbols: only names of namespace il2search, and none of the libraries below it.
nm -D --defined-only --demangle "$library" | sed 's/^[0-9a-f ]* [A-Za-z] //' > "$work/symbols"
grep -q '^il2search::Searcher::search(' "$work/symbols" || fail "Searcher::search is not exported"
if grep -vE '^(typeinfo (name )?for |vtable for )?il2search::|^IL2SEARCH_' "$work/symbols" | head -n 5 | grep .; then
  fail "the library exports foreign symbols"
fi
if grep -E 'il2search::(syntax|plan)::' "$work/symbols" | head -n 5 | grep .; then fail "these symbols are internal"; fi
readelf -d "$library" | grep -qF "[libil2search.so.${version%.*}]" || fail "SONAME"

# The installed programs, found by the relative run path.
expect "$version" "$prefix/bin/il2search" --version
expect "$version" "$prefix/bin/il2index" --version

# Each public header compiles by itself, with all warnings.
for header in "$prefix"/include/il2search/*.h; do
  echo "#include <il2search/$(basename "$header")>" |
    "$cxx" -std=c++20 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -I"$prefix/include" -x c++ - ||
    fail "$(basename "$header") does not compile by itself"
done

# The examples with CMake.
cmake -S "$source/examples" -B "$work/examples" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_CXX_COMPILER="$cxx" \
  -DCMAKE_CXX_FLAGS="-Wall -Wextra -Wpedantic -Werror" > "$work/examples.log" || fail "$(cat "$work/examples.log")"
cmake --build "$work/examples" > "$work/examples.log" || fail "$(cat "$work/examples.log")"

# The examples with pkg-config.
export PKG_CONFIG_PATH=$libdir/pkgconfig
read -ra flags <<< "$(pkg-config --cflags --libs il2search)"
for example in index query read search; do
  "$cxx" -std=c++20 "$source/examples/$example.cc" -o "$work/examples/pkg_$example" "${flags[@]}" -Wl,-rpath,"$libdir"
done

# They work, on a built-in note and on a file.
printf 'Treg counts after interleukin-2\n\nRegulatory T cells rose and proteinuria went away on a low dose.\n' > "$work/lay.txt"
for kind in example pkg; do
  rm -rf "$work/index"
  expect "1 of 1 records added" "$work/examples/${kind}_index" "$work/index" "$work/lay.txt"
  expect "2 documents match" "$work/examples/${kind}_search" "$work/index" "proteinuria AND low-dose"
  expect "NOTE:1" "$work/examples/${kind}_search" "$work/index" "title:questions"
  expect '"title":"Treg counts after interleukin-2"' "$work/examples/${kind}_read" "$work/lay.txt"
  expect 'proteinuria dose NOT (review[pt] OR letter[pt])' "$work/examples/${kind}_query" "$work/index" '(proteinuria "dose*'
  expect "NOTE:1" "$work/examples/${kind}_query" "$work/index" "proteinuria dose"
  if "$work/examples/${kind}_search" "$work/index" "hippopotamus" > /dev/null; then fail "exit code of no hit"; fi
done
echo "package: installed, linked and run"
