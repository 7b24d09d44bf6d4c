#!/bin/bash
# The examples, the blocks of docs/embedding.md and the program at the top of
# pincite.h compile and do what they say: embedding.sh SOURCE BUILD
source=$(realpath "$1") build=$(realpath "$2")
[ -z "${PINCITE_SANITIZE-}" ] || { echo "skip: a sanitized library"; exit 77; }
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
export LD_LIBRARY_PATH=$build PINCITE_INDEX=sample.pincite
failed=0
wrong() { echo "$*"; failed=1; }
compile() { # OUTPUT SOURCE
  ${CC:-cc} -std=c11 -Wall -Wextra -pedantic -Werror "$2" -I "$source/include" \
    -L "$build" -lpincite -o "$1" || wrong "$2 does not compile"
}
"$build/pincite" index "$source/corpus/sample" >/dev/null 2>&1 || wrong "cannot index"
"$build/pincite" search --limit 3 --format tsv 'hotel liability' | cut -f 3 | tail -n +2 >best

# The tutorial: a block of C, then what it prints.
awk -v RS='```' 'NR % 2 == 0 && /^c\n/ { sub(/^c\n/, ""); n++; printf "%s", $0 >("block" n ".c") }
  NR % 2 == 0 && /^text\n/ { sub(/^text\n/, ""); printf "%s", $0 >("block" n ".expected") }' \
  "$source/docs/embedding.md"
[ -e block3.c ] || wrong "no blocks in docs/embedding.md"
for block in block*.c; do
  compile block "$block" || continue
  ./block >printed || wrong "$block fails"
  diff "${block%.c}.expected" printed || wrong "$block prints something else"
done

# The program at the top of the header.
{ printf '#include <pincite.h>\n#include <stdio.h>\nint main(void) {\n'
  sed -n '/The shortest useful program/,/Rules that hold/p' "$source/include/pincite.h" |
    sed -n 's/^ \*     //p'
  printf 'return 0;\n}\n'; } >header.c
ln -sfn sample.pincite corpus.pincite
compile header header.c && ./header | grep -q '^[^ ]*#[0-9]*  ' || wrong "the header's program"

compile search "$source/examples/search.c"
./search sample.pincite 'hotel liability' | sed -n 's/^\([^ ][^ ]*\)  .*/\1/p' | head -3 | diff best - ||
  wrong "examples/search.c finds something else"
./search nowhere.pincite x 2>&1 | grep -q "nowhere.pincite" || wrong "search.c: no sentence"
[ "$(wc -l <"$source/examples/search.c")" -le 25 ] || wrong "examples/search.c has grown"

compile cancel "$source/examples/cancel.c"
mkdir many
for i in $(seq 40); do echo "Article $i is about lighthouse $i." >many/$i.txt; done
./cancel stopped.pincite many 0 "$build/pincite-reader" >printed || wrong "cancel.c fails"
grep -q '^stopped after' printed || wrong "cancel.c does not stop: $(cat printed)"
./cancel stopped.pincite many 1000 "$build/pincite-reader" >printed
grep -qx 'done after 40 of 40 files' printed || wrong "cancel.c does not go on: $(cat printed)"

if command -v "${CXX:-c++}" >/dev/null; then
  ${CXX:-c++} -std=c++17 -Wall -Wextra -pedantic -Werror "$source/examples/search.cpp" \
    -I "$source/include" -L "$build" -lpincite -o search-cpp || wrong "search.cpp does not compile"
  ./search-cpp sample.pincite 'hotel liability' | sed -n 's/^\([^ ][^ ]*\)  .*/\1/p' | diff best - ||
    wrong "search.cpp finds something else"
  ./search-cpp nowhere.pincite x 2>&1 | grep -q "nowhere.pincite" || wrong "search.cpp: no sentence"
fi
if python3 -c 'import ctypes' 2>/dev/null; then
  python3 "$source/examples/search.py" sample.pincite 'hotel liability' |
    sed -n 's/^\([^ ][^ ]*\)  .*/\1/p' | head -3 | diff best - || wrong "search.py finds something else"
  python3 "$source/examples/search.py" nowhere.pincite x 2>&1 | grep -q "nowhere.pincite" ||
    wrong "search.py: no sentence"
fi
if command -v luajit >/dev/null; then
  "$build/pincite" kwic --index sample.pincite --format tsv hotel | sed 1d | cut -f 1 >lines
  [ -s lines ] || wrong "no lines to compare"
  luajit "$source/examples/kwic.lua" sample.pincite hotel | sed 's/.*  //' | diff lines - ||
    wrong "kwic.lua finds something else"
  luajit "$source/examples/kwic.lua" nowhere.pincite x 2>&1 | grep -q "nowhere.pincite" ||
    wrong "kwic.lua: no sentence"
fi
sqlite3 -cmd ".load $build/pincite_sqlite" sample.pincite/corpus.db ".read $source/examples/passages.sql" |
  grep -c '\[' | grep -qx 3 || wrong "passages.sql finds nothing"
exit $failed
