# Nothing cited, no such file, no file at all.
printf 'There were 230 victims.\n' >a.txt
pincite citations a.txt
echo $?
pincite citations none.txt
echo $?
pincite citations
echo $?
