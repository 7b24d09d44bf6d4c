# A path that is not there; the other one goes in all the same.
mkdir articles
echo 'A text of some words.' >articles/one.txt
pincite index nowhere
echo $?
ls
pincite index nowhere articles | sed 's/ in [0-9.]* s / in T s /'
echo ${PIPESTATUS[0]}
