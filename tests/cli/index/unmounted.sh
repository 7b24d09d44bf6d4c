# A folder whose disk is not mounted is an empty folder: it is not believed.
[ "$(id -u)" = 0 ] && mkdir disk && mount -t tmpfs -o size=4m none disk 2>/dev/null ||
  { echo "skip: cannot mount a disk"; exit 77; }
for i in 1 2 3; do echo "Article number $i about lighthouses." >disk/$i.txt; done
mkdir disk/below && echo 'Another about lighthouses.' >disk/below/4.txt
pincite index disk | sed 's/ in [0-9.]* s//'
cp -r disk copy
umount disk
pincite index disk 2>err
echo $?
sed "s|$PWD/||" err
pincite search --format tsv lighthouses | wc -l
rmdir disk
pincite index disk 2>err
echo $?
sed "s|$PWD/||" err
pincite search --format tsv lighthouses | wc -l
pincite verify --deep >/dev/null && echo sound
