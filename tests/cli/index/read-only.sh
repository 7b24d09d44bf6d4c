# On a medium that may not be written an index is searched and checked, and a run
# says why it cannot work.
[ "$(id -u)" = 0 ] && mkdir disk && mount -t tmpfs -o size=16m none disk 2>/dev/null ||
  { echo "skip: cannot mount a disk"; exit 77; }
trap 'umount disk' EXIT
echo 'A text about lighthouses.' >one.txt
pincite index --index disk/x.pincite one.txt >/dev/null || exit 1
mount -o remount,ro disk || { echo "skip: cannot remount"; exit 77; }
pincite search --index disk/x.pincite --format tsv lighthouses | cut -f 13
pincite verify --deep --index disk/x.pincite >/dev/null && echo sound
pincite index --index disk/x.pincite one.txt
echo $?
pincite index --index disk/new.pincite one.txt
echo $?
pincite repair --index disk/x.pincite 2>&1 | sed "s|$PWD/||"
echo ${PIPESTATUS[0]}
pincite snapshot --index disk/x.pincite copy.pincite | grep -o 'generation 1: 1 article'
