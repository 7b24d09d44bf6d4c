#!/bin/bash
# script/setup installs the package of every library that the build asks for,
# and CONTRIBUTING.md says what each is for: packages.sh SOURCE BUILD
cd "$1" || exit 1
command -v dpkg-query >/dev/null || { echo "skip: not a Debian system"; exit 77; }
failed=0 seen=0
while read -r module; do
  seen=$((seen + 1))
  # On a merged /usr, the file may be known under its other name.
  file=$(pkg-config --variable=pcfiledir "$module")/$module.pc
  package=$(dpkg-query -S "$file" 2>/dev/null || dpkg-query -S "${file#/usr}" 2>/dev/null)
  package=${package%%:*}
  grep -qE "(^|[ \"])$package([ \"]|\$)" script/setup ||
    { echo "$module is in the package '$package', which script/setup does not install"; failed=1; }
done < <(sed -nE 's/.*pkg_check_modules\([A-Z0-9_]+ (REQUIRED )?IMPORTED_TARGET ([a-z0-9.+-]+).*/\2/p' \
  CMakeLists.txt cmake/*.cmake)
[ "$seen" -ge 5 ] || { echo "only $seen libraries seen"; exit 1; }
exit $failed
