#!/usr/bin/env bash
# packages.sh GROUP...   groups: build lint sanitize fuzz
# Installs the Debian packages that a group of make targets needs and that are missing, and prints their names. Silent and
# quick (one dpkg-query) when nothing is missing. Uses sudo when not root. Does nothing on systems other than Debian.
set -euo pipefail

build=(build-essential cmake ninja-build pkg-config libxapian-dev libicu-dev libboost-program-options-dev libgtest-dev
  libgmock-dev libexpat1-dev zlib1g-dev libzstd-dev nlohmann-json3-dev libfmt-dev libxxhash-dev libmd-dev libstemmer-dev
  libbenchmark-dev ccache)
lint=("${build[@]}" clang clang-tidy clang-format)
sanitize=("${build[@]}" clang libclang-rt-14-dev)
fuzz=("${sanitize[@]}")

command -v dpkg-query > /dev/null && command -v apt-get > /dev/null || exit 0

wanted=()
for group in "$@"; do
  declare -n list=$group
  wanted+=("${list[@]}")
done

installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "${wanted[@]}" 2> /dev/null | sed -n 's/^ii *//p' || true)
missing=()
for package in "${wanted[@]}"; do
  grep -qx -- "$package" <<< "$installed" || missing+=("$package")
done
((${#missing[@]})) || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo > /dev/null || { echo "packages.sh: missing: ${missing[*]}: install them as root" >&2; exit 1; }
  as_root=(sudo)
fi
echo "Installing ${#missing[@]} packages: ${missing[*]}"
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "${missing[@]}" > /dev/null
