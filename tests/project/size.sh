#!/bin/bash
# Files of at most 400 lines, functions of at most 60 with at most 8 own
# includes in a file: size.sh SOURCE BUILD. An exception is named with a reason.
cd "$1" || exit 1
exceptions='
include/pincite.h the header is the manual of the library
corpus/cite_state.c one grammar of citations
corpus/xapian.cc all of Xapian, behind one guard
'
failed=0
is_exception() { grep -q "^$1 ." <<<"$exceptions"; }
while read -r file; do
  is_exception "$file" && continue
  lines=$(wc -l <"$file") own=$(grep -cE '^ *# *include +"' "$file")
  [ "$lines" -le 400 ] || { echo "$file: $lines lines"; failed=1; }
  [ "$own" -le 8 ] || { echo "$file: $own own includes"; failed=1; }
  # A function ends where a brace stands in the first column; it begins at the
  # last line before it that starts there and ends in an opening brace.
  awk -v file="$file" '
    /^[A-Za-z_].*\{$/ || /^[A-Za-z_][^;]*\($/ || /^[A-Za-z_].*,$/ { if (!open) start = NR; open = 1 }
    /;$/ && !/^[ \t]/ { open = 0 }
    /^}/ { if (open && NR - start + 1 > 60 && $0 == "}") {
             print file ":" start ": a function of " NR - start + 1 " lines"; bad = 1 }
           open = 0 }
    END { exit bad }' "$file" || failed=1
done < <(find include corpus indexer query cli examples -name '*.[ch]' -o -name '*.cc' | sort)
exit $failed
