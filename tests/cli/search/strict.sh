# --strict says what is wrong with a question.
. "$source/tests/cli/search/harbour.inc"
pincite search --strict '"lamp'
echo $?
pincite search --strict lamp | tail -n 1
