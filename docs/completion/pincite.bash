# Bash completion for pincite. The program itself lists its commands and, from
# the tables that it parses with, the options of each.
_pincite() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  local program=${COMP_WORDS[0]} command=${COMP_WORDS[1]} argument
  COMPREPLY=()
  # "--format=te" arrives as three words.
  if [[ $current == "=" ]]; then
    current=
  elif [[ $previous == "=" ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "$("$program" --complete 2>/dev/null | cut -f 1) --help \
      --version" -- "$current"))
    return
  fi
  argument=$("$program" "$command" --complete 2>/dev/null |
    awk -F '\t' -v name="$previous" '$1 == name { print $2 }')
  case $argument in
    *"|"*) COMPREPLY=($(compgen -W "${argument//|/ }" -- "$current")) ;;
    DIR) COMPREPLY=($(compgen -d -- "$current")) ;;
    FILE | PATH) COMPREPLY=($(compgen -f -- "$current")) ;;
    "")
      if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W "$("$program" "$command" --complete 2>/dev/null |
          cut -f 1)" -- "$current"))
      elif [[ $command == alerts ]] && ((COMP_CWORD == 2)); then
        COMPREPLY=($(compgen -W "add list remove run" -- "$current"))
      elif [[ $command == index || $command == citations ]]; then
        COMPREPLY=($(compgen -f -- "$current"))
      fi
      ;;
  esac
}
complete -o filenames -F _pincite pincite
