# A result that cannot be written is noticed.
[ -w /dev/full ] || { echo "skip: no /dev/full"; exit 77; }
pincite --help >/dev/full
echo $?
pincite index "$source/corpus/sample" >/dev/null 2>&1
pincite status >/dev/full
echo $?
pincite show D02 >/dev/full
echo $?
pincite search platform >/dev/full
echo $?
