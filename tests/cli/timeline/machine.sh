# For programs, and as a picture.
. "$source/tests/cli/timeline/years.inc"
pincite timeline --format tsv --from 2000 harbour
pincite timeline --format tsv --by month --to 2001 harbour | head -n 3
pincite timeline --format json 'harbour /5 master' | sed 's/"fingerprint":"[0-9a-f]*"/"fingerprint":"F"/'
pincite timeline --format svg --from 2001 'harbour AND <"master">' >picture.svg
cat picture.svg
