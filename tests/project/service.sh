#!/bin/bash
# The command of the nightly service runs as systemd would start it, and the unit takes
# each exit code as docs/nightly.md says: service.sh SOURCE BUILD
source=$(realpath "$1") build=$(realpath "$2")
unit=$source/packaging/pincite-index.service
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
mkdir -p srv/articles var/lib/pincite
echo 'The lighthouse was built in 1810.' >srv/articles/one.txt
echo 'The keeper left it in 1830.' >srv/articles/two.txt

fail() { echo "$*"; cat log err; exit 1; }
setting() { sed -n "s/^$1=//p" "$unit"; }
among() { [[ " $(setting "$1") " == *" $2 "* ]]; }
here() { sed "s#/usr/bin/pincite#$build/pincite#; s#/var/lib#$scratch/var/lib#g"; }

# night CODE [NUMBERS]: what the unit starts, with nothing in its environment but what it
# says. The metrics are of this run, or of an earlier one.
night() {
  env -i "$(setting Environment | here)" PINCITE_PATHS="$scratch/srv/articles" \
    bash -c "umask $(setting UMask) && cd / && exec $(setting ExecStart | here)" >log 2>err </dev/null
  code=$?
  [ $code = "$1" ] || fail "exit $code, not $1"
  tail -n 1 log | grep -q "\"event\":\"run\".*\"exit\":$1[,}]" || fail "the log does not end with exit $1"
  grep -q "^pincite_run_exit_code ${2:-$1}\$" var/lib/pincite/pincite.prom ||
    fail "the metrics do not say ${2:-$1}"
}

night 0
[ ! -s err ] || fail "something is mailed after a good night"
printf 'no PDF' >srv/articles/three.pdf && printf '%%PDF-1.7\nbroken' >srv/articles/four.pdf
night 3
among SuccessExitStatus 3 || fail "a file that failed makes the unit fail"
exec 9>>var/lib/pincite/corpus.pincite/lock && flock 9
night 75 3
exec 9>&-
mv srv/articles srv/elsewhere
night 6
for code in 1 2 4 5 6 74 130; do
  among RestartPreventExitStatus $code || fail "a run that ended with $code is tried again"
done
[ "$(setting Restart)" = on-failure ] && ! among RestartPreventExitStatus 75 ||
  fail "a locked index is not tried again"
"$build/pincite" search --index var/lib/pincite/corpus.pincite lighthouse >/dev/null || fail "the index is lost"
