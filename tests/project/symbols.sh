#!/bin/bash
# The library exports exactly what the header names: symbols.sh SOURCE BUILD
cd "$1" || exit 1
# Every one of them has a version, as cmake/pincite.map says.
exported=$(nm -D --defined-only "$2/libpincite.so" | awk '$2 ~ /[TDBRVW]/ { print $3 }' |
  grep -vE '^(_init|_fini|__|_edata|_end)' | sed -n 's/@@PINCITE_1\(\.[0-9]*\)\?$//p' | sort)
named=$(tr '\n' ' ' <include/pincite.h | grep -oE 'PINCITE_API [^;]*;' |
  grep -oE '\bpincite_[a-z0-9_]+ *\(' | tr -d ' (' | sort -u)
[ -n "$named" ] || exit 1
diff <(echo "$named") <(echo "$exported") && exit 0
echo "< named in the header only, > exported only"
exit 1
