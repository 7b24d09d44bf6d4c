#!/bin/bash
# What the shell offers after some words: completion.sh SOURCE BUILD
source=$(realpath "$1") build=$(realpath "$2")
source "$1/docs/completion/pincite.bash"
PATH=$build:$PATH
failed=0
# expect "OFFERS" WORD...: the last word is the one being typed.
expect() {
  local wanted=$1
  shift
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
  _pincite
  [ "${COMPREPLY[*]}" = "$wanted" ] && return
  echo "$*: offers '${COMPREPLY[*]}', not '$wanted'"
  failed=1
}
expect "search show status snapshot similar split serve-shard" pincite s
expect "--version" pincite --v
expect "--format --from --facets" pincite search --f
expect "text json" pincite show --format ""
expect "json jsonl" pincite search --format j
expect "json jsonl" pincite search --format = j
expect "--format --failed" pincite ledger --f
expect "remove run" pincite alerts r
expect "text json mail" pincite alerts run --format ""
cd "$source" && expect "docs" pincite search --index do
expect "README.md" pincite index READ
for command in $(pincite --complete | cut -f 1); do
  expect "--help" pincite "$command" --he
done
if command -v zsh >/dev/null; then
  cd "$source" && zsh -f "$source/tests/project/completion.zsh" "$source" "$build" || failed=1
fi
exit $failed
