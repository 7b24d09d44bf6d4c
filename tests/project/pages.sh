#!/bin/bash
# The man pages are clean, and name exactly the options that the program takes,
# with what they take: pages.sh SOURCE BUILD
cd "$1" || exit 1
command -v mandoc >/dev/null || { echo "skip: no mandoc"; exit 77; }
failed=0
# Pages that are not installed yet cannot be found by a cross reference.
lint=$(mandoc -Tlint docs/man/*.1 | grep -v 'referenced manual not found')
[ -z "$lint" ] || { echo "$lint"; failed=1; }
# The page of the library is made from the header, and has all that is in it.
awk -v date='January 1, 2026' -f script/make_man3.awk include/pincite.h >"$2/page-test.3"
lint=$(mandoc -Tlint -W warning "$2/page-test.3")
[ -z "$lint" ] || { echo "$lint"; failed=1; }
mandoc -Tutf8 "$2/page-test.3" | sed 's/.\x08//g' >"$2/page-test.txt"
for name in $(grep -oE 'PINCITE_[A-Z0-9_]+|\bpincite_[a-z0-9_]+' include/pincite.h | sort -u); do
  case $name in PINCITE_H | PINCITE_API) continue ;; esac
  grep -q "$name" "$2/page-test.txt" || { echo "pincite(3) does not have $name"; failed=1; }
done
rm -f "$2/page-test.3" "$2/page-test.txt"
for command in $("$2/pincite" --complete | cut -f 1); do
  page=docs/man/pincite-$command.1
  [ -e "$page" ] || { echo "no $page"; failed=1; continue; }
  diff --label "the program's options" --label "$page" -u \
    <("$2/pincite" "$command" --complete | tr '\t' ' ' | sed 's/ *$//' | sort) \
    <(sed -nE 's/^\.It (Fl h , )?Fl -([a-z0-9-]+)( Ar (.*))?$/--\2 \4/p' "$page" |
      sed 's/ *$//' | sort) || failed=1
  diff --label "section order" --label "$page" -u <(printf '%s\n' NAME SYNOPSIS \
    DESCRIPTION OPTIONS OUTPUT 'EXIT STATUS' EXAMPLES 'SEE ALSO') \
    <(sed -n 's/^\.Sh //p' "$page") || failed=1
  grep -q "^\.Xr pincite-$command 1" docs/man/pincite.1 ||
    { echo "pincite.1 does not refer to pincite-$command"; failed=1; }
done
exit $failed
