#!/bin/bash
# Prometheus's own tool finds nothing wrong with the metrics: promtool.sh SOURCE BUILD
# promtool is in Debian's package prometheus, which also starts a service: so the
# set-up does not install it.
command -v promtool >/dev/null || { echo "skip: no promtool"; exit 77; }
source=$(realpath "$1") build=$(realpath "$2")
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
cp -r "$source/corpus/sample" $'odd "name\\ of\na folder'
"$build/pincite" index --metrics pincite.prom $'odd "name\\ of\na folder' >/dev/null 2>&1 || exit 1
promtool check metrics <pincite.prom || exit 1
grep -c '^pincite_' pincite.prom
