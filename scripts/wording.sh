#!/usr/bin/env bash
# wording.sh [FILES…]: finds the phrases of wording.txt in messages, help, documentation and comments, prints each with its
# place and what to write instead, and exits 1 if there are any. Without FILES it checks the whole project.
set -euo pipefail
cd "$(dirname "$0")/.."
if (($#)); then
  files=("$@")
else
  mapfile -t files < <(git ls-files -co --exclude-standard -- '*.cc' '*.h' '*.md' '*.1' '*.txt' '*.cmake' '*.sh' Makefile |
    grep -vE '^(corpus/samples/|COPYING|scripts/wording\.|tests/vocabulary/samples/)')
fi

found=0
while IFS=$'\t' read -r pattern advice; do
  [[ -z $pattern || $pattern == \#* ]] && continue
  # -I: text files only; a missing match is not an error.
  if grep -nPHI -- "$pattern" "${files[@]}" | sed "s/\$/   [write: $advice]/"; then found=1; fi
done < scripts/wording.txt | grep . && found=1 || true
exit "$found"
