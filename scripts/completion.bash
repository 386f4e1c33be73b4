# Completion of il2search and il2index for bash.
_il2search() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words=
  case $before in
    --index) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    --queries | -f) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    --sort) words="relevance date title journal id" ;;
    --match) words="auto all any" ;;
    --map) words="on off" ;;
    --provenance) words="indexed annotated tagged listed" ;;
    --format) words="text json jsonl tsv ids trec" ;;
    --vocabulary) words="MESH MONDO NCBIGene" ;;
    *)
      [[ $word == -* ]] && words="--index --limit --offset --after --sort --reverse --mesh --mondo --gene --entity
        --no-explode --explode --close --provenance --min-mentions --since --until --match --map --plain --format --topic --count --show --tokens --concept --complete
        --vocabulary --queries --explain --lint --timeout --fields --version --help -f"
      ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

# KIND=PATH: bash takes the sign for a word of its own.
_il2index_vocabulary() {
  local before=$1 word=$2
  if [[ $word == "=" ]]; then
    mapfile -t COMPREPLY < <(compgen -f)
  elif [[ $before == "=" ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  else
    compopt -o nospace
    mapfile -t COMPREPLY < <(compgen -W "mesh= mesh-trees= mondo= obo= gene= sssom=" -- "$word")
  fi
}

_il2index() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} words=--index
  if ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W "update delete vocabulary retag rebuild merge status check gc rollback --help --version" -- "$word")
    return
  fi
  case $before in
    --index) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    --report) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    --format) words="auto pubmed-xml jats medline bioc-xml bioc-json pubtator paper-md portal-text text jsonl" ;;
    --progress) words="auto always never" ;;
    --tag) words="on off" ;;
    *)
      if [[ $word != -* ]]; then
        [[ $command == update ]] && mapfile -t COMPREPLY < <(compgen -f -- "$word")
        [[ $command == vocabulary ]] && _il2index_vocabulary "$before" "$word"
        return
      fi
      case $command in
        update)
          words+=" --wait --jobs --memory --format --max-bad --tag --keep-partial --dry-run --prune --reapply --publish-every
            --progress --report"
          ;;
        delete | retag | rebuild) words+=" --wait --jobs --memory" ;;
        merge) words+=" --wait --jobs --memory --full" ;;
        vocabulary) words+=" --wait --json" ;;
        gc | rollback) words+=" --wait" ;;
        status) words+=" --json --max-age" ;;
      esac
      words+=" --help"
      ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -F _il2search il2search
complete -F _il2index il2index
