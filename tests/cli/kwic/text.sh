# One line a match, in one column; the context ends where the passage does.
. "$source/tests/cli/search/harbour.inc"
pincite kwic lamp lighthouse
pincite kwic --sort L1 lamp lighthouse
pincite kwic --sort R1 --width 12 lamp lighthouse
pincite kwic --sort date --limit 3 the
pincite kwic --limit 1 lamp
COLUMNS=120 pincite kwic '"the lamp"'
pincite kwic --color always keeper
