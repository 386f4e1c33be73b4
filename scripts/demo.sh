#!/usr/bin/env bash
# demo.sh BUILD: indexes the bundled samples into BUILD/demo/index, searches them, and prints what to try next.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1
index=$build/demo/index
run() {
  printf '\n$ %s\n' "$*"
  "$build/bin/$@"
}

mkdir -p "$build/demo"
v=corpus/vocabularies
run il2index vocabulary --index "$index" mesh=$v/mesh.xml.gz mondo=$v/mondo.obo sssom=$v/mondo-mesh.sssom.tsv gene=$v/genes.tsv
run il2index update --index "$index" corpus/samples
export IL2SEARCH_INDEX=$index
printf '\n$ export IL2SEARCH_INDEX=%s' "$index"
printf '\n$ il2search --limit 3 "proteinuria AND low-dose"\n'
"$build/bin/il2search" --limit 3 "proteinuria AND low-dose"
printf "\n$ il2search --limit 2 'mesh:\"autoimmune diseases\" gene:CD25'\n"
"$build/bin/il2search" --limit 2 'mesh:"autoimmune diseases" gene:CD25'

cat << END

The index is $index. To go on:

  export IL2SEARCH_INDEX=$PWD/$index PATH=$PWD/$build/bin:\$PATH
  il2search 'title:lupus "regulatory T cells"'           a field and a phrase
  il2search --mesh D008180 --since 2015 sirolimus        a subject heading and a date as filters
  il2search --concept 'lupus nephritis'                  a concept: names, trees, papers, mappings
  il2search --complete lup                               concept names starting with lup
  il2search --format json 'interleukin-2[ti] nephrit*'   for programs
  il2search --explain 'lupus OR vasculitis AND IL2'      how a query is understood
  il2search --show PMID:90000001                         one whole record
  il2index update FILES...                               add papers of your own: PubMed XML, .nbib, text
END
