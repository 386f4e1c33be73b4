#!/usr/bin/env bash
# run.sh BUILD_FOLDER [SECTION…]: measures and prints. Sections: reading analysis indexing queries process retrieval
# vocabularies tagging (default: all).
# The data is in $IL2SEARCH_TEST_DATA: simulated/sim-base.xml.gz, retrieval/scifact, retrieval/med; for tagging mesh, mondo,
# genes and annotated. ROUNDS (3): rounds of indexing.
set -euo pipefail
bin=${1:?usage: run.sh BUILD_FOLDER [SECTION...]}/bin
shift
sections=" ${*:-reading analysis indexing queries process retrieval vocabularies tagging} "
data=${IL2SEARCH_TEST_DATA:-}
if [ ! -d "$data/simulated" ]; then
  echo "run.sh: IL2SEARCH_TEST_DATA must name the folder with the test data (simulated/, retrieval/): '${data}'" >&2
  exit 2
fi
records=$data/simulated/sim-base.xml.gz
work=$(mktemp -d "${TMPDIR:-/tmp}/il2bench-XXXXXX")
trap 'rm -rf "$work"' EXIT

vocabularies=("mesh=$data/mesh/desc2019.xml.gz" "mondo=$data/mondo/mondo.obo.gz"
  "sssom=$data/mondo/mondo_exactmatch_mesh.sssom.tsv" "gene=$data/genes/Homo_sapiens.gene_info.gz")

wanted() { [[ $sections == *" $1 "* ]]; }
title() { printf '\n== %s\n' "$*"; }

title "machine: $(nproc) processors, load $(cut -d' ' -f1-3 /proc/loadavg); $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)"

if wanted reading; then
  title 'reading PubMed XML, one core, without unpacking'
  "$bin/xml_bench" "$records" "$data"/pubmed/medline16n0902.xml.gz
fi

if wanted analysis; then
  title 'analyzing titles and abstracts, one core'
  zcat "$records" | "$bin/analysis_bench"
fi

if wanted indexing; then
  title 'indexing, compared with plain Xapian'
  "$bin/index_bench" --rounds "${ROUNDS:-3}" "$records"
fi

if wanted queries || wanted process; then
  title 'making indexes for queries'
  "$bin/query_setup" "$work/q" "$records"
fi

if wanted queries; then
  for pair in 'one one' 'eight one' 'eight eight'; do
    read -r index plain <<< "$pair"
    title "queries, segments: $index; databases of plain Xapian: $plain"
    "$bin/query_bench" "$work/q/$index" "$work/q/queries.tsv" "$work/q/plain-$plain"
  done
fi

if wanted process; then
  title 'il2search as a whole process, two words'
  for index in one eight; do
    "$bin/process_bench" 101 "$bin/il2search" --index "$work/q/$index" cancer treatment
  done
fi

if wanted retrieval; then
  title 'ranking: any word of a plain text, compared with plain Xapian'
  r=$data/retrieval
  "$bin/retrieval_bench" "$r"/scifact/{corpus.jsonl.gz,train.topics.tsv,train.qrels} "$r"/med/{corpus.jsonl.gz,topics.tsv,qrels}
  title 'ranking with vocabularies: documents tagged, words of the query mapped to concepts'
  "$bin/retrieval_bench" "${vocabularies[@]/#/--vocabulary=}" "$r"/scifact/{corpus.jsonl.gz,train.topics.tsv,train.qrels} \
    "$r"/med/{corpus.jsonl.gz,topics.tsv,qrels}
fi

if wanted vocabularies; then
  title 'vocabularies: loading, tagging while indexing, explosion'
  "$bin/vocabulary_bench" --rounds "${ROUNDS:-3}" "${vocabularies[@]}" "$records"
fi

if wanted tagging; then
  title 'tagging: pairs of document and id in annotated collections; one core'
  a=$data/annotated
  "$bin/tagger_bench" --file mesh="$data"/mesh/desc2019.xml.gz --file mesh-trees="$data"/mesh/mtrees2019.bin \
    --file mondo="$data"/mondo/mondo.obo.gz --file sssom="$data"/mondo/mondo_exactmatch_mesh.sssom.tsv \
    --file gene="$data"/genes/Homo_sapiens.gene_info.gz \
    BC5CDR={disease,chemical}="$a"/bc5cdr/CDR_DevelopmentSet.PubTator.txt.gz \
    NCBI=disease="$a"/ncbi_disease/NCBIdevelopset_corpus.txt.gz BioRED={gene,disease,chemical}="$a"/biored/Dev.PubTator.gz
fi
