#!/bin/bash
# Run one case of the program: run.sh CASE.sh BUILD-FOLDER
# The case runs in an empty folder, with the program first in PATH, $source the
# project's folder and $build the build's. What it prints and its exit status
# must be what CASE.out, CASE.err and CASE.exit say (absent: nothing, nothing,
# 0). UPDATE=1 writes those files instead. A case that exits 77 is skipped.
case=$(realpath "$1") && build=$(realpath "$2") || exit 1
source=$(realpath "$(dirname "$0")/../..")
scratch=$(mktemp -d) || exit 1
trap 'chmod -R u+rwx "$scratch"; rm -rf "$scratch"' EXIT
mkdir "$scratch/work" && cd "$scratch/work" || exit 1
env -u PINCITE_INDEX -u COLUMNS LC_ALL=C TZ=UTC PATH="$build:$PATH" source="$source" \
  build="$build" bash "$case" >"$scratch/out" 2>"$scratch/err" </dev/null
echo $? >"$scratch/exit"
expected=${case%.sh} failed=0
[ "$(cat "$scratch/exit")" != 77 ] || { cat "$scratch/out"; exit 77; }
for part in out err exit; do
  if [ -n "${UPDATE-}" ]; then
    if [ "$part" = exit ] && [ "$(cat "$scratch/exit")" = 0 ]; then : >"$scratch/exit"; fi
    if [ -s "$scratch/$part" ]; then cp "$scratch/$part" "$expected.$part"
    else rm -f "$expected.$part"; fi
    continue
  fi
  if [ -e "$expected.$part" ]; then cp "$expected.$part" "$scratch/expected"
  elif [ "$part" = exit ]; then echo 0 >"$scratch/expected"
  else : >"$scratch/expected"; fi
  diff -u --label "$part, expected" --label "$part, printed" "$scratch/expected" "$scratch/$part" || failed=1
done
exit $failed
