#!/usr/bin/env bash
# fuzz.sh BUILD SECONDS [TARGET...]: runs the targets of a fuzz build (without names: all) for that long each, two at a time
# on two processors, from their seeds and the cases that earlier runs found (BUILD/cases). Prints a table: executions,
# coverage (cov: blocks of code, ft: features), size of the corpus, findings. Exits 1 if there are findings; their inputs are
# in BUILD/findings, the output of the targets in BUILD/fuzz_logs. FUZZ_JOBS sets how many run at once.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1
seconds=$2
shift 2
at_once=${FUZZ_JOBS:-$(nproc)}
logs=$build/fuzz_logs
mkdir -p "$build/findings" "$build/cases" "$logs"
# Some targets write a file for each input.
if [[ -d /dev/shm ]]; then export TMPDIR=/dev/shm; fi

# Sanitizers abort on a finding; memory that a target may use is limited, and an input may take ten seconds.
run_target() {
  local name=$1 seeds=$2 dictionary=$3 max_bytes=$4
  local options=(-max_total_time="$seconds" -max_len="$max_bytes" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
    -artifact_prefix="$build/findings/$name-")
  [[ -n $dictionary ]] && options+=(-dict="$dictionary")
  mkdir -p "$build/cases/$name"
  # libFuzzer takes folders only, and the seeds of a target may be files of a larger one.
  local folder
  folder=$(mktemp -d)
  local IFS=:
  for seed in $seeds; do cp -rL "$seed" "$folder/"; done
  # Some targets read standard input, which here would be the list of targets.
  "$build/bin/$name" "${options[@]}" "$build/cases/$name" "$folder" < /dev/null > "$logs/$name" 2>&1 ||
    echo "exit $?" >> "$logs/$name"
  rm -rf "$folder"
}

# The last number that libFuzzer printed after a word: "cov: 1234".
last_number() { grep -aoP "\\b$1:? +\\K[0-9]+" "$2" | tail -n 1; }

# "corp: 120/34Kb" is the number of cases and their size.
report() {
  printf '%-24s %10s %8s %7s %8s %8s %9s\n' target executions exec/s cov ft corpus findings
  local name found=0
  for name in "${names[@]}"; do
    local log=$logs/$name findings
    findings=$(find "$build/findings" -name "$name-*" -newer "$started" | wc -l)
    if ((findings == 0)) && grep -aq '^exit ' "$log"; then findings=1; fi
    found=$((found + findings))
    printf '%-24s %10s %8s %7s %8s %8s %9s\n' "$name" "$(last_number stat::number_of_executed_units "$log")" \
      "$(last_number stat::average_exec_per_sec "$log")" "$(last_number cov "$log")" "$(last_number ft "$log")" \
      "$(last_number corp "$log")" "$findings"
  done
  echo "${#names[@]} targets, $found findings, $(($(date +%s) - $(stat -c %Y "$started"))) s"
  ((found == 0))
}

started=$(mktemp)
trap 'rm -f "$started"' EXIT
"$build/bin/fuzz_seeds" "$build/fuzz_seeds"
names=()
while IFS='|' read -r name seeds dictionary max_bytes; do
  if (($# > 0)) && [[ " $* " != *" $name "* ]]; then continue; fi
  names+=("$name")
  while (($(jobs -rp | wc -l) >= at_once)); do wait -n; done
  echo "$name, $seconds s"
  run_target "$name" "$seeds" "$dictionary" "$max_bytes" &
done < "$build/fuzz_targets.txt"
((${#names[@]} > 0)) || { echo "no such target: $*" >&2; exit 2; }
echo "at most $((${#names[@]} * seconds / at_once + seconds)) s in all"
wait
report
