#!/bin/bash
# The example builds and runs against the installed library, through pkg-config
# and through CMake, and the installed program works: embed.sh SOURCE BUILD
source=$(realpath "$1") build=$(realpath "$2")
[ -z "${PINCITE_SANITIZE-}" ] || { echo "skip: a sanitized library"; exit 77; }
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
set -e
prefix=$scratch/prefix
cmake --install "$build" --prefix "$prefix" >"$scratch/log" || { cat "$scratch/log"; exit 1; }
library=$(dirname "$(find "$prefix" -name libpincite.so)")
cd "$scratch"

PKG_CONFIG_PATH=$library/pkgconfig
export PKG_CONFIG_PATH
flags="$(pkg-config --cflags --libs pincite)"
${CC:-cc} -std=c11 -Wall -Wextra -pedantic -Werror "$source/examples/embed.c" $flags -o embed
LD_LIBRARY_PATH=$library ./embed >printed
cat printed
grep -q '^1\. zeran#1, 1997-11-12: Zeran v\. America Online$' printed
grep -q 'Liability upon notice' printed

mkdir project
cp "$source/examples/embed.c" project
cat >project/CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.25)
project(embed LANGUAGES C)
find_package(pincite 1.0 REQUIRED)
add_executable(embed embed.c)
target_link_libraries(embed PRIVATE pincite::pincite)
END
cmake -G Ninja -S project -B project/build -DCMAKE_PREFIX_PATH="$prefix" >"$scratch/log"
cmake --build project/build >>"$scratch/log" || { cat "$scratch/log"; exit 1; }
project/build/embed | diff printed -

"$prefix/bin/pincite" --version
"$prefix/bin/pincite" index --index installed.pincite "$(find "$prefix" -type d -name sample)"
"$prefix/bin/pincite" search --index installed.pincite --limit 1 zeran
find "$prefix" -name pincite-search.1 | grep -q .
