#!/bin/bash
# A program compiled against the header of an earlier version runs on the library of
# today: client.sh SOURCE BUILD
source=$(realpath "$1") build=$(realpath "$2")
[ -z "${PINCITE_SANITIZE-}" ] || { echo "skip: a sanitized library"; exit 77; }
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
failed=0 seen=0
for header in "$source"/tests/abi/*/; do
  seen=$((seen + 1))
  ${CC:-cc} -std=c11 -Wall -Wextra -Werror "$source/tests/abi/client.c" -I "$header" \
    -L "$build" -lpincite -o "$scratch/client" || { failed=1; continue; }
  LD_LIBRARY_PATH=$build "$scratch/client" >"$scratch/said" || failed=1
  diff "$source/tests/abi/client.out" "$scratch/said" ||
    { echo "a program of $(basename "$header") does something else"; failed=1; }
done
[ "$seen" -gt 0 ] || { echo "no headers of earlier versions"; exit 1; }
exit $failed
