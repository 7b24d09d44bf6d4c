# A run that is killed between delivery and acknowledgement: a command gets the very
# same digest again, a file that has it already does not; nothing is lost.
. "$source/tests/cli/alerts/harbour.inc"
pincite alerts add light lighthouse >/dev/null
night 3 'A second lighthouse.'
bash -c "pincite alerts run --exec 'cat >first; kill -9 \$PPID'; exit" 2>/dev/null; echo $?
night 4 'A third lighthouse.'
pincite alerts run --exec 'cat >>second'; echo $?
head -c "$(wc -c <first)" second | cmp - first && echo the same bytes
news second
pincite alerts run; echo $?

# A command that fails has not delivered.
night 5 'A fourth lighthouse.'
pincite alerts run --exec 'cat >/dev/null; exit 1' 2>&1; echo $?
pincite alerts run --exec 'cat >third'; echo $?
news third

# Killed after the last byte has gone into a file: the acknowledgement is not possible.
night 6 'A fifth lighthouse.'
rm corpus.pincite/alerts.lock && mkdir corpus.pincite/alerts.lock
pincite alerts run >>log 2>/dev/null; echo $?
rmdir corpus.pincite/alerts.lock
night 7 'A sixth lighthouse.'
pincite alerts run >>log; echo $?
news log

# Killed in the midst of writing to a file: the rest is added.
night 8 'A seventh lighthouse.'
cp -r corpus.pincite undisturbed.pincite
head -c $((102400 - $(wc -c <log) - 60)) /dev/zero | tr '\0' '\n' >>log
cp log expected
pincite alerts run --index undisturbed.pincite >>expected
bash -c 'ulimit -f 100; pincite alerts run >>log; exit' 2>/dev/null; echo $?
cmp log expected
pincite alerts run >>log; echo $?
cmp log expected && echo once
pincite alerts run >>log; echo $?
