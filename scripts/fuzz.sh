#!/usr/bin/env bash
# fuzz.sh BUILD SECONDS: runs every fuzz target of a fuzz build for that long, from the bundled samples and the cases
# that earlier runs found (BUILD/cases). A finding stops the run; its input is left in BUILD/findings.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1
seconds=$2
mkdir -p "$build/findings"
for target in "$build"/bin/*_fuzz; do
  name=$(basename "$target")
  echo "== $name, $seconds s"
  mkdir -p "$build/cases/$name"
  "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix="$build/findings/$name-" "$build/cases/$name" corpus/samples
done
