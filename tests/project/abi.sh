#!/bin/bash
# The library's interface as compiled is the one in tests/abi/libpincite.abi, or has
# only grown: abi.sh SOURCE BUILD. With UPDATE=1 it is written anew.
command -v abidiff >/dev/null || { echo "skip: no abidiff (abigail-tools)"; exit 77; }
[ -z "${PINCITE_SANITIZE-}" ] || { echo "skip: a sanitized library"; exit 77; }
source=$(realpath "$1")
kept=$source/tests/abi/libpincite.abi
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
# Types are known from debugging information, which the release has not.
{ cmake -G Ninja -S "$source" -B "$scratch/build" -DPINCITE_TESTS=OFF -DCMAKE_BUILD_TYPE=Debug \
  -DCMAKE_C_FLAGS_DEBUG="-O0 -g" && cmake --build "$scratch/build" --target pincite; } \
  >"$scratch/log" 2>&1 || { tail -n 40 "$scratch/log"; exit 1; }
library=$scratch/build/libpincite.so
abidw --headers-dir "$source/include" --drop-private-types \
  --exported-interfaces-only --type-id-style hash --no-comp-dir-path --no-corpus-path \
  --no-show-locs --out-file "$scratch/abi" "$library" || exit 1
if [ -n "${UPDATE-}" ]; then # where it was compiled is nobody's business
  sed -E "s|( path=')[^']*/([a-z]+/[^/']*')|\1\2|" "$scratch/abi" >"$kept"
  exit
fi

# Where the fields of structs are, and what constants are called: two fields of one type
# that change places are no difference to abidiff.
places() {
  sed -nE "s/.*<(class|enum)-decl name='(pincite_[^']*)'.*/type \2/p
    s/.*<data-member .*layout-offset-in-bits='([0-9]+)'.*/at \1/p
    s/.*<var-decl name='([^']*)'.*/field \1/p
    s/.*<enumerator name='([^']*)' value='([^']*)'.*/constant \1 \2/p" "$1" |
    awk '$1 == "type" { type = $2 } $1 == "at" { at = $2 }
      $1 == "field" { print type, $2, "at bit", at } $1 == "constant" { print $2, "is", $3 }' |
    LC_ALL=C sort -u
}
places "$kept" >"$scratch/was"
places "$scratch/abi" >"$scratch/is"
[ "$(wc -l <"$scratch/was")" -gt 100 ] || { echo "no fields in $kept"; exit 1; }
LC_ALL=C comm -23 "$scratch/was" "$scratch/is" >"$scratch/gone"
[ ! -s "$scratch/gone" ] || { echo "is no more, or elsewhere:"; cat "$scratch/gone"; exit 1; }

abidiff --headers-dir2 "$source/include" --drop-private-types \
  --exported-interfaces-only "$kept" "$library"
# Bits: 4 a change, 8 one that breaks programs; the functions that are new are a change.
code=$?
[ $((code & 1)) = 0 ] || exit 1
if [ $code != 0 ]; then
  echo "the interface has changed; if it has only grown: UPDATE=1 tests/project/abi.sh . build"
  exit 1
fi
