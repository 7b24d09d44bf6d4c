#!/bin/bash
# The library exports exactly what the header names: symbols.sh SOURCE BUILD
cd "$1" || exit 1
exported=$(nm -D --defined-only "$2/libpincite.so" | awk '$2 ~ /[TDBRVW]/ { print $3 }' |
  grep -vE '^(_init|_fini|__|_edata|_end)' | sort)
named=$(tr '\n' ' ' <include/pincite.h | grep -oE 'PINCITE_API [^;]*;' |
  grep -oE '\bpincite_[a-z0-9_]+ *\(' | tr -d ' (' | sort -u)
[ -n "$named" ] || exit 1
diff <(echo "$named") <(echo "$exported") && exit 0
echo "< named in the header only, > exported only"
exit 1
