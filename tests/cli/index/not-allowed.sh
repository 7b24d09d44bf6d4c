# What may not be read fails and is named, and keeps its articles; a folder out of
# sight has lost nothing. Root may read everything, so another user does it.
user=$(id -u)
[ "$user" != 0 ] || user=65534
[ "$(id -u)" != 0 ] || { chown -R $user . && chmod 755 .. && command -v setpriv >/dev/null; } ||
  { echo "skip: cannot become another user"; exit 77; }
cat >steps <<'STEPS'
run() {
  pincite index articles >out 2>err
  echo "$?: $(sed 's/ in [0-9.]* s//' out)"
  sed 's/\.partial//' err
  pincite search --format tsv --limit 9 harbours | wc -l
}
mkdir -p articles/deep/er
for i in 1 2 3 4; do
  echo "Article number $i about harbours." >articles/$i.txt
  echo "Article number $i about harbours and $i ships." >articles/deep/er/$i.txt
done
run
chmod 000 articles/1.txt && run
chmod 600 articles/1.txt && chmod 000 articles/deep && run
chmod 700 articles/deep && chmod 000 articles && run
chmod 700 articles && run
chmod 000 corpus.pincite && run
chmod 700 corpus.pincite && pincite verify --deep >/dev/null && echo sound
STEPS
as=
[ "$(id -u)" != 0 ] || as="setpriv --reuid=$user --regid=$user --clear-groups"
$as pincite --version >/dev/null 2>&1 || { echo "skip: the program may not be run"; exit 77; }
$as bash steps
