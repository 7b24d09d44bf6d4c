#!/bin/bash
# Every case of the commands that ask an engine says in tests/engines.tsv what it does on
# the other one; no row is of a test that is not there: engines.sh SOURCE BUILD
cd "$1" || exit 1
failed=0
for case in tests/cli/{search,kwic,timeline,topics,authorities,alerts,similar}/*.sh; do
  [ -e "$case" ] || continue
  name=${case#tests/cli/} name=cli.${name%.sh} name=${name//\//.}
  grep -q "^$name	" tests/engines.tsv || { echo "no row for $name"; failed=1; }
done
while IFS=$'\t' read -r name kind sentence; do
  case $name in \#*) continue ;; esac
  file=${name//.//}
  [ -e "tests/$file.sh" ] || [ -e "tests/$file.c" ] || { echo "no test $name"; failed=1; }
  own=$(ls "tests/$file".xapian.* 2>/dev/null)
  case $kind in
  same) [ -z "$own" ] || { echo "$name has an answer of its own"; failed=1; } ;;
  own) [ "$own" ] || { echo "$name has no answer of its own"; failed=1; } ;;
  refused | none) [ "$sentence" ] || { echo "$name: no sentence"; failed=1; } ;;
  *) echo "$name: what is '$kind'?"; failed=1 ;;
  esac
done <tests/engines.tsv
exit $failed
