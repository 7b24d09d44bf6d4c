#!/bin/bash
# systemd finds no fault with the units, and little that the service may do beyond its
# task: systemd.sh SOURCE BUILD
command -v systemd-analyze >/dev/null || { echo "skip: no systemd-analyze"; exit 77; }
source=$(realpath "$1") build=$(realpath "$2")
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cp "$source"/packaging/*.service "$source"/packaging/*.timer "$scratch"
# The program and its pages are not installed yet.
sed -i "s|/usr/bin/pincite |$build/pincite |; /^Documentation=/d" "$scratch"/*
found=$(systemd-analyze verify "$scratch"/*.service "$scratch"/*.timer 2>&1)
[ -z "$found" ] || { echo "$found"; exit 1; }
# Of 100; an unconfined service has 96.
systemd-analyze security --offline=true --threshold=10 --no-pager \
  "$scratch/pincite-index.service" >"$scratch/said" 2>&1 && exit 0
grep -v '✓' "$scratch/said"
grep -q 'offline' "$scratch/said" && { echo "skip: too old to look at a file"; exit 77; }
exit 1
