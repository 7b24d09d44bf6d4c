# The index is made anew, and its generations count from 1 again: nothing is missed.
. "$source/tests/cli/alerts/harbour.inc"
night 3 'A third text.'
pincite alerts add light lighthouse >/dev/null
mkdir other && echo 'The old lighthouse of the other shore.' >other/1.txt
pincite index --index new.pincite other >/dev/null
echo 'Nothing but ships.' >other/2.txt
pincite index --index new.pincite other >/dev/null
cp corpus.pincite/alerts new.pincite/
pincite alerts run --index new.pincite | grep -E '^ {3}[A-Z]|^=='
pincite alerts run --index new.pincite; echo $?
# A damaged file of searches is said to be one.
echo nonsense >new.pincite/alerts
pincite alerts run --index new.pincite; echo $?
# Two runs do not deliver at once.
(flock 9; pincite alerts run; echo $?) 9>corpus.pincite/alerts.run
