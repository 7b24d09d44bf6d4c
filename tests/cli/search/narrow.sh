# At 40 columns no line is longer, and no word of the snippet is lost.
. "$source/tests/cli/search/harbour.inc"
COLUMNS=40 pincite search keeper lamp >narrow
awk 'length > 40' narrow
COLUMNS=120 pincite search keeper lamp >wide
cmp <(tr -s ' |\n' '\n' <narrow) <(tr -s ' |\n' '\n' <wide)
