# The table of commands prints its own help; each command has a page of help.
pincite --help
for command in $(pincite --complete | cut -f 1); do
  pincite "$command" --help >by-option && pincite help "$command" >by-word &&
    cmp by-option by-word && head -n 1 by-option
done
