#!/bin/bash
# The library needs what it says, and does not know where it was built; the program
# starts without a C++ library, and nothing with Xapian: needed.sh SOURCE BUILD
command -v readelf >/dev/null || { echo "skip: no readelf"; exit 77; }
[ -z "${PINCITE_SANITIZE-}" ] || { echo "skip: a sanitized library"; exit 77; }
source=$(realpath "$1") build=$(realpath "$2")
failed=0
needed() { readelf -d "$build/$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort; }
# libm is the C library's mathematics.
diff <(printf '%s\n' libc.so.6 libm.so.6 libsqlite3.so.0 libstemmer.so.0d libutf8proc.so.2 libz.so.1) \
  <(needed libpincite.so) || { echo "libpincite.so needs something else"; failed=1; }
readelf -d "$build/libpincite.so" | grep -qE 'RPATH|RUNPATH' &&
  { echo "libpincite.so has a run path"; failed=1; }
for file in pincite pincite-reader; do
  [ -e "$build/$file" ] || { echo "$file: not there"; exit 1; }
  needed $file | grep libxapian && { echo "$file needs that"; failed=1; }
done
needed pincite | grep libstdc && { echo "pincite needs that"; failed=1; }
# A release has in its program what it would load at its start.
if grep -q '^PINCITE_STATIC_PROGRAM:.*=ON' "$build/CMakeCache.txt"; then
  needed pincite | grep -vE '^lib(c|m)\.so' && { echo "pincite loads that at its start"; failed=1; }
fi
needed pincite-xapian.so | grep -q libxapian ||
  { echo "pincite-xapian.so does not need Xapian"; failed=1; }
# Neither where the source lies nor where it was built.
for file in libpincite.so pincite_sqlite.so pincite-xapian.so; do
  strings -a "$build/$file" | grep -F -e "$source/" -e "$build/" &&
    { echo "$file names the place where it was built"; failed=1; }
done
exit $failed
