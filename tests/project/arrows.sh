#!/bin/bash
# The folders include each other in one direction only, and the program nothing
# of ours but the public header: arrows.sh SOURCE-FOLDER BUILD-FOLDER
cd "$1" || exit 1
declare -A allowed=([include]="include" [corpus]="corpus include"
  [indexer]="indexer corpus include" [query]="query corpus include" [cli]="cli include")
failed=0 seen=0
for folder in "${!allowed[@]}"; do
  while IFS=' ' read -r file header; do
    [ -e "include/$header" ] && target=include/$header ||
      target=$(realpath -m --relative-to=. "$(dirname "$file")/$header")
    seen=$((seen + 1))
    if [ ! -e "$target" ]; then
      echo "$file: \"$header\" is not where its path says"
      failed=1
    elif [[ " ${allowed[$folder]} " != *" ${target%%/*} "* ]]; then
      echo "$file: may not include \"$header\", which is in ${target%%/*}/"
      failed=1
    fi
  done < <(grep -rE --include='*.[ch]' --include='*.cc' '^ *# *include +"' "$folder" |
    sed -E 's/^([^:]*):[^"]*"([^"]*)".*/\1 \2/')
done
[ "$seen" -gt 50 ] || { echo "only $seen includes seen"; exit 1; }
exit $failed
