# One line a hit, whatever is in the fields.
. "$source/tests/cli/search/harbour.inc"
pincite search --format tsv keeper | sed -E 's/^([0-9]+\t)[0-9.]+/\1S/'
