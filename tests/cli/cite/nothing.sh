# No id, no index, no such passage beside one that there is.
pincite cite
echo $?
pincite cite A
echo $?
echo '{"id":"A","title":"T","text":"Words."}' >a.jsonl
pincite index a.jsonl >/dev/null 2>&1
pincite cite 'A#1' 'A#9'
echo $?
pincite cite --format csl-json B
echo $?
