#!/bin/bash
# Run one case of the program: run.sh CASE.sh BUILD-FOLDER [ENGINE [SENTENCE]]
# The case runs in an empty folder, with the program first in PATH, $source the
# project's folder and $build the build's. What it prints and its exit status
# must be what CASE.out, CASE.err and CASE.exit say (absent: nothing, nothing,
# 0). UPDATE=1 writes those files instead. A case that exits 77 is skipped.
# With an ENGINE every index of the case is made with that alone; CASE.ENGINE.out and
# the like are then looked at first. With a SENTENCE it must be refused with that.
case=$(realpath "$1") && build=$(realpath "$2") || exit 1
source=$(realpath "$(dirname "$0")/../..")
engine=${3-} sentence=${4-}
scratch=$(mktemp -d) || exit 1
trap 'chmod -R u+rwx "$scratch"; rm -rf "$scratch"' EXIT
mkdir "$scratch/work" "$scratch/bin" && cd "$scratch/work" || exit 1
if [ "$engine" ]; then
  printf '%s\n' '#!/bin/bash' \
    "[ \"\${1-}\" != index ] || [[ \" \$* \" == *' --engine '* ]] ||" \
    "  set -- index --engine $engine \"\${@:2}\"" \
    "exec '$build/pincite' \"\$@\"" >"$scratch/bin/pincite"
  chmod +x "$scratch/bin/pincite"
fi
env -u PINCITE_INDEX -u COLUMNS LC_ALL=C TZ=UTC PATH="$scratch/bin:$build:$PATH" \
  source="$source" build="$build" bash "$case" >"$scratch/out" 2>"$scratch/err" </dev/null
echo $? >"$scratch/exit"
expected=${case%.sh} failed=0
[ "$(cat "$scratch/exit")" != 77 ] || { cat "$scratch/out"; exit 77; }
if [ "$sentence" ]; then
  cat "$scratch/out" "$scratch/err" | grep -qF -- "$sentence" && exit 0
  echo "it does not say: $sentence"
  exit 1
fi
for part in out err exit; do
  file=$expected.$part
  if [ "$engine" ] && { [ -e "$expected.$engine.$part" ] || [ -n "${UPDATE-}" ]; }; then
    file=$expected.$engine.$part
  fi
  if [ -n "${UPDATE-}" ]; then
    if [ "$part" = exit ] && [ "$(cat "$scratch/exit")" = 0 ]; then : >"$scratch/exit"; fi
    if [ -s "$scratch/$part" ]; then cp "$scratch/$part" "$file"
    else rm -f "$file"; fi
    if [ "$engine" ] && cmp -s "$file" "$expected.$part"; then rm "$file"; fi
    continue
  fi
  if [ -e "$file" ]; then cp "$file" "$scratch/expected"
  elif [ "$part" = exit ]; then echo 0 >"$scratch/expected"
  else : >"$scratch/expected"; fi
  diff -u --label "$part, expected" --label "$part, printed" "$scratch/expected" "$scratch/$part" || failed=1
done
exit $failed
