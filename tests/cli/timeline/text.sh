# Counts by time, with the share of all articles, the undated apart, and gaps.
. "$source/tests/cli/timeline/years.inc"
pincite timeline harbour
pincite timeline --by month harbour
pincite timeline --from 2003 --to 2004-06 harbour
pincite timeline --source 'Dune Weekly' harbour
pincite timeline harbr
echo "exit $?"
