#!/usr/bin/env bash
# commits.sh: checks the messages of the commits since the rule was made: a subject of at most 72 characters that starts
# with a capital letter and an imperative verb and has no full stop, an empty line, and a body that says why.
set -euo pipefail
cd "$(dirname "$0")/.."
since=3331d4a009c8aa7f20f5f2ad3fc1bf4591d40479
git rev-parse --verify --quiet "$since^{commit}" > /dev/null || { echo "commits.sh: a shallow clone, nothing to check"; exit 0; }

failed=0
complain() {
  echo "commit ${1:0:12}: $2: $3" >&2
  failed=1
}
for commit in $(git rev-list --no-merges "$since"..HEAD); do
  subject=$(git log -1 --format=%s "$commit")
  ((${#subject} <= 72)) || complain "$commit" "the subject has more than 72 characters" "$subject"
  [[ $subject =~ ^[A-Z] ]] || complain "$commit" "the subject does not start with a capital letter" "$subject"
  [[ $subject != *. ]] || complain "$commit" "the subject ends with a full stop" "$subject"
  [[ ! $subject =~ ^(Add|Fix|Chang|Remov|Mov|Renam|Updat|Us|Mak|Improv)(s|es|ed|ing)\  ]] ||
    complain "$commit" "the subject is not in the imperative" "$subject"
  [[ -n $(git log -1 --format=%b "$commit") ]] || complain "$commit" "the message has no body that says why" "$subject"
done
exit "$failed"
