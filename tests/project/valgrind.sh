#!/bin/bash
# No leak and no bad access in indexing and searching: valgrind.sh SOURCE BUILD
# The reader confines itself in a way that valgrind cannot live in; ASan sees it.
[ -z "${PINCITE_SANITIZE-}" ] || { echo "skip: a sanitized program"; exit 77; }
command -v valgrind >/dev/null || { echo "skip: no valgrind"; exit 77; }
source=$(realpath "$1") build=$(realpath "$2")
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
failed=0
# Run the program with these arguments; exit 99 is valgrind's verdict.
checked() {
  valgrind -q --leak-check=full --show-leak-kinds=definite,indirect,possible \
    --errors-for-leak-kinds=definite,indirect,possible --error-exitcode=99 \
    --trace-children=yes "--trace-children-skip=*/pincite-reader" --log-file=verdict.%p "$build/pincite" "$@" >out 2>err
  local code=$?
  if [ $code != 0 ] || [ -s err ] || find . -name 'verdict.*' -size +0 | grep -q .; then
    echo "exit $code of: pincite $*"
    cat err verdict.*
    failed=1
  fi
  rm -f verdict.*
}
checked index "$source/corpus/sample/section-230"
checked index "$source/corpus/sample/section-230"
checked search platform liability
checked search --format json '"publisher or speaker" OR zeran'
checked show --context 1 "$("$build/pincite" search --format tsv --limit 1 zeran |
  awk -F '\t' 'NR == 2 { print $3 }')"
checked status
checked ledger
exit $failed
