# A folder that is missing, and a part of one, are not believed to be gone unless that
# is said; so too where a link led to it.
mkdir -p disk/articles/deep
for i in 1 2 3; do echo "Article number $i about lighthouses." >disk/articles/$i.txt; done
for i in 4 5; do echo "Article number $i about lighthouses." >disk/articles/deep/$i.txt; done
ln -s disk/articles link
run() {
  pincite index "$@" 2>err | sed 's/ in [0-9.]* s//'
  echo "${PIPESTATUS[0]}: $(pincite search --limit 0 --format tsv lighthouses | tail -n +2 | wc -l) hits"
  sed "s|$PWD/||" err
}
run link
mv disk/articles/deep deeper
run link/deep
run --allow-shrink link/deep
run link/deep
mv disk away
run link
run disk/articles
run --allow-shrink link
run link
mv away disk
run link
pincite verify --deep >/dev/null && echo sound
