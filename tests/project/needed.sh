#!/bin/bash
# The library starts without Xapian and without a C++ library: needed.sh SOURCE BUILD
command -v readelf >/dev/null || { echo "skip: no readelf"; exit 77; }
failed=0
for file in libpincite.so pincite pincite-reader; do
  needed=$(readelf -d "$2/$file" | grep NEEDED) || { echo "$file: not there"; exit 1; }
  grep -E 'libstdc|libxapian' <<<"$needed" && { echo "$file needs that"; failed=1; }
done
readelf -d "$2/pincite-xapian.so" | grep -q 'NEEDED.*libxapian' ||
  { echo "pincite-xapian.so does not need Xapian"; failed=1; }
exit $failed
