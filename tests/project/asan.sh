#!/bin/bash
# The unit tests and the program's cases again, built with ASan and UBSan:
# asan.sh SOURCE BUILD
[ -z "${PINCITE_SANITIZE-}" ] || { echo "skip: this is that run"; exit 77; }
cd "$1" || exit 1
cmake --preset asan && cmake --build --preset asan && ctest --preset asan
