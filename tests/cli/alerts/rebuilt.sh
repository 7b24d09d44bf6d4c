# An index that was compacted or repaired has told what it has told.
. "$source/tests/cli/alerts/harbour.inc"
night 3 'A third text.'
pincite alerts add light --from-start lighthouse
pincite alerts run | news
night 6 'A lighthouse that was told of before all is rebuilt.'
pincite alerts run | news
rm articles/2.txt
night 4 'The lighthouse that nobody has been told of.'
pincite compact >/dev/null
pincite verify --deep | sed 's/:.*//'
pincite alerts run >out; echo $?; news out
pincite alerts run; echo $?
night 5 'A lighthouse of the day after.'
pincite repair >/dev/null; echo "repaired $?"
night 7 'And one of the day after that.'
pincite alerts run >out; echo $?; news out
pincite compact >/dev/null
pincite repair >/dev/null
pincite alerts run; echo $?
pincite search --since 2 lighthouse --format trec | wc -l
# A snapshot has what its index had.
pincite snapshot copy.pincite >/dev/null
pincite alerts run --index copy.pincite; echo $?
