#!/bin/bash
# How many of the places where the library allocates are made to fail, and does it
# stand that: sites.sh BUILD [FRAMES]; see sites.c and docs/faults.md
export LC_ALL=C
program=$(realpath "$1")/faults/faults-sites
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
failed=0
"$program" "${2-1}" >"$scratch/said" || failed=1
sort -u "$scratch/said" >"$scratch/failed"

# A call of the linker's __wrap_ functions returns to the next instruction. A jump to
# one (a call in the last place of a function) returns to wherever that function was
# called from: it counts as missed.
start=$(nm "$program" | awk '$3 == "__executable_start" { print $1 }')
objdump -d --no-show-raw-insn "$program" | awk -v start="$start" '
  function number(hex,  i, n) {
    for (i = 1; i <= length(hex); i++) n = n * 16 + index("0123456789abcdef", substr(hex, i, 1)) - 1
    return n
  }
  /^[0-9a-f]+ <.*>:$/ { name = $2; gsub(/[<>:]/, "", name); next }
  waiting && $1 ~ /:$/ { at = $1; sub(":", "", at)
    printf "%x %s\n", number(at) - number(start), waiting; waiting = "" }
  /call .*<__wrap_(malloc|calloc|realloc)>/ { waiting = name }
  /jmp .*<__wrap_(malloc|calloc|realloc)>/ { printf "jump-%d %s\n", ++jumps, name }' |
  sort -k 1,1 >"$scratch/places"
[ -s "$scratch/places" ] || { echo "no places found"; exit 1; }
join -v 1 "$scratch/places" "$scratch/failed" >"$scratch/missed"
all=$(wc -l <"$scratch/places") missed=$(wc -l <"$scratch/missed")
sed 's/^/not made to fail: /' "$scratch/missed"
echo "$((all - missed)) of $all places made to fail"
[ $((missed * 20)) -le "$all" ] || { echo "less than 95 %"; failed=1; }
exit $failed
