# Bytes that have no file; the same name replaces, another one adds.
index() { pincite index "$@" - | sed 's/ in [0-9.]* s / in T s /'; }
printf '{"id":"a","title":"One","text":"A first text."}\n{"id":"b","text":"A second text."}\n' |
  index
printf '{"id":"a","title":"One","text":"A first text."}\n' | index
printf '{"id":"c","text":"A third text."}\n' | index --name other
for id in a b c; do pincite show $id; echo " ($?)"; done
