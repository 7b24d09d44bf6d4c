# A full disk of 16 MB: a sentence, an exit code, what was stored stays whole and is
# found, and with room again the next run goes on.
[ "$(id -u)" = 0 ] && mkdir small && mount -t tmpfs -o size=16m none small 2>/dev/null ||
  { echo "skip: cannot mount a small disk"; exit 77; }
trap 'umount small' EXIT
echo 'A text about lighthouses.' >one.txt
pincite index --index small/x.pincite one.txt >/dev/null || exit 1
head -c 15000000 /dev/zero >small/filler
mkdir many
for i in $(seq 400); do
  { echo "Article $i"; echo; seq -s ' ' $((i * 1000)) $((i * 1000 + 900)); } >many/$i.txt
done
pincite index --index small/x.pincite many >/dev/null 2>err
echo $?
sed 's/[0-9][0-9]*/N/g' err | tail -n 1 | grep -o 'full' | head -n 1
pincite search --index small/x.pincite --format tsv lighthouses | cut -f 13
pincite snapshot --index small/x.pincite small/y.pincite >/dev/null 2>err || echo "snapshot: $?"
rm small/filler
pincite verify --index small/x.pincite --deep >/dev/null && echo sound
pincite index --index small/x.pincite many >/dev/null && pincite status --index small/x.pincite |
  grep articles
