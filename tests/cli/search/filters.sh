. "$source/tests/cli/search/harbour.inc"
ids() { pincite search --format tsv "$@" | awk -F '\t' 'NR > 1 { printf "%s ", $3 } END { print "" }'; }
ids lighthouse
ids --from 2000 lighthouse
ids --to 1999-04 lighthouse
ids --from 1999-04-03 --to 2003 lighthouse
ids --source 'harbour news' lamp
ids --source nobody lamp
ids --author 'A. Mill' lamp
ids --sort date lighthouse
ids --limit 1 lighthouse
ids --limit 1 --offset 1 lighthouse
ids --offset 100 lighthouse
ids --zone body,note storm
ids --unit article --limit 0 lighthouse lamp keeper
pincite search --from yesterday lamp
echo $?
pincite search --zone attic lamp
echo $?
