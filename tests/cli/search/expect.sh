# An answer is given from the index that is meant, or not at all.
pincite index "$source/corpus/sample/fosta" >/dev/null
print=$(pincite status | sed -n 's/^fingerprint *//p')
ask() { pincite search --format tsv --limit 1 "$@" fosta | wc -l; echo ${PIPESTATUS[0]}; }
ask --expect "$print"
ask --expect "${print:0:8}"
echo 'Another article.' >other.txt
pincite index other.txt >/dev/null
ask --expect "$print" 2>err
sed 's/[0-9a-f]\{16\}/FINGERPRINT/g' err
ask --expect fosta
