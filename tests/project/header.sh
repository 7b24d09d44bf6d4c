#!/bin/bash
# The header stands alone, in C11 and in C++, without a warning: header.sh SOURCE BUILD
flags="-Wall -Wextra -pedantic -Werror -fsyntax-only -I$1/include"
failed=0
printf '#include <pincite.h>\n#include <pincite.h>\npincite_search_options o = %s;\n' \
  PINCITE_SEARCH_OPTIONS_INIT >"$2/header-test.c"
cp "$2/header-test.c" "$2/header-test.cc"
${CC:-cc} -std=c11 $flags "$2/header-test.c" || failed=1
if command -v "${CXX:-c++}" >/dev/null; then
  ${CXX:-c++} -std=c++11 $flags "$2/header-test.cc" || failed=1
fi
rm -f "$2/header-test.c" "$2/header-test.cc"
exit $failed
