# Fields with commas, quotes and line ends are quoted.
. "$source/tests/cli/search/harbour.inc"
pincite search --format csv keeper | sed -E 's/^([0-9]+,)[0-9.]+/\1S/'
