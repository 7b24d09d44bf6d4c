# For reading: date or "undated", the id, and a footer without the time.
. "$source/tests/cli/search/harbour.inc"
pincite search lighthouse
pincite search ships
pincite search --unit article --limit 1 lamp
