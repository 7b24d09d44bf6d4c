# A folder that has lost most of its files is not believed.
mkdir articles
for i in 1 2 3 4 5 6 7 8 9 10; do echo "Article with the number $i." >articles/$i.txt; done
run() {
  pincite index "$@" 2>err | sed 's/ in [0-9.]* s / in T s /'
  echo ${PIPESTATUS[0]}
  sed "s|$PWD/||" err >&2
}
run articles
mkdir away && mv articles/[1-8].txt away
run articles
pincite status | grep ^articles
mv articles gone
run articles
pincite status | grep ^articles
mv gone articles
run --allow-shrink articles
pincite status | grep ^articles
