# In colour the matches stand out; --color never and a pipe are plain.
. "$source/tests/cli/search/harbour.inc"
pincite search --color always lighthouse keeper | cat -v
pincite search --color never ships >never
pincite search ships >auto
cmp never auto
