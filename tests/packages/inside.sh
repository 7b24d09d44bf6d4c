# What script/try_packages does within the empty system. Every step says what it is.
# Without pipefail: grep -q need not read to the end.
set -eu
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
step() { echo "try_packages: $*"; }
apt() { apt-get -q -y --no-install-recommends "$@" >/tmp/log 2>&1 || { cat /tmp/log; exit 1; }; }
wrong() { echo "try_packages: $*"; exit 1; }

apt update
[ -z "$(ls -d /usr/share/pincite /usr/bin/pincite 2>/dev/null)" ] || wrong "not an empty system"

step "install the program"
apt install /packages/libpincite1_*.deb /packages/pincite_*.deb
ldd /usr/bin/pincite /usr/libexec/pincite/pincite-reader | grep 'not found' && wrong "a library is missing"
pincite --version | grep -qx 'pincite 1.0.0.*' || wrong "pincite --version"
for file in /usr/share/bash-completion/completions/pincite \
  /usr/share/zsh/vendor-completions/_pincite \
  /usr/lib/systemd/system/pincite-index.service \
  /usr/lib/systemd/system/pincite-index.timer; do
  [ -s "$file" ] || wrong "$file is not there"
done
dpkg -L pincite libpincite1 | while read -r file; do
  [ -z "$file" ] || [ -e "$file" ] || case $file in
    /usr/share/man/* | /usr/share/doc/*) ;; # an image may leave those out
    *) wrong "$file is not there" ;;
  esac
done
# Every command has its page.
pincite --complete | cut -f 1 | while read -r command; do
  dpkg -L pincite | grep -qx "/usr/share/man/man1/pincite-$command.1.gz" ||
    wrong "no page on $command"
done

step "use it"
mkdir /use
cd /use
pincite index /usr/share/pincite/sample >/tmp/log
tail -n 1 /tmp/log
pincite search --limit 3 --format tsv 'hotel liability' >before
[ "$(wc -l <before)" = 4 ] || wrong "search finds $(wc -l <before) lines"
pincite verify --deep >/dev/null || wrong "verify"
cut -f 3 before | tail -n +2 >ids

step "read it with SQLite"
apt install sqlite3 python3-minimal libpython3-stdlib
extension=$(dpkg -L pincite | grep '/pincite_sqlite.so$')
question="SELECT count(*) FROM passage_fts WHERE passage_fts MATCH 'platform AND liability'"
found=$(sqlite3 -cmd ".load $extension" corpus.pincite/corpus.db "$question")
[ "$found" -gt 0 ] || wrong "the extension finds nothing"
python3 - "$extension" "$question" <<'END' | grep -qx "$found" || wrong "Python's sqlite3 finds something else"
import sqlite3, sys
database = sqlite3.connect("corpus.pincite/corpus.db")
database.enable_load_extension(True)
database.load_extension(sys.argv[1])
print(database.execute(sys.argv[2]).fetchone()[0])
END

step "the second engine"
pincite search --engine xapian hotel 2>said && wrong "an engine that is not there answers"
apt install /packages/pincite-xapian_*.deb
pincite index --index both.pincite --engine fts5,xapian /usr/share/pincite/sample >/dev/null
pincite search --index both.pincite --engine xapian --limit 1 hotel | grep -q . || wrong "xapian"

step "a stranger's program"
apt install gcc libc6-dev pkg-config /packages/libpincite-dev_*.deb
mkdir /empty
cd /empty
cp /stranger/stranger.c .
# The line as people write it, the libraries last as the linker wants it.
cc stranger.c $(pkg-config --cflags --libs pincite) -o stranger
./stranger /use/corpus.pincite 'hotel liability' >printed
sed 's/^[0-9]*\. \([^ ]*\) .*/\1/' printed | head -n 3 | diff /use/ids - || wrong "other hits"
cc -static-libgcc -std=c11 -Wall -Wextra -pedantic -Werror stranger.c \
  $(pkg-config --cflags --libs pincite) -o strict
sh -c './stranger nowhere x' 2>&1 | grep -q nowhere || wrong "no sentence"
dpkg-query -S "$(readlink -f "$(ldd stranger | awk '/libpincite/ { print $3 }')")" |
  grep -q '^libpincite1' || wrong "another library"

step "the examples of the package"
examples=/usr/share/doc/libpincite-dev/examples
cp $examples/* .
for example in search cancel embed; do
  cc -std=c11 -Wall -Werror $example.c $(pkg-config --cflags --libs pincite) -o $example
done
first=$(head -n 1 /use/ids)
./search /use/corpus.pincite 'hotel liability' >printed_c
grep -qF "$first" printed_c || wrong "search.c"
python3 search.py /use/corpus.pincite 'hotel liability' >printed_python
grep -qF "$first" printed_python || wrong "search.py"
sqlite3 -cmd ".load $extension" /use/corpus.pincite/corpus.db '.read passages.sql' >printed_sql
grep -q '\[' printed_sql || wrong "passages.sql"

step "upgrade"
echo 'PINCITE_PATHS=/srv/articles' >/etc/default/pincite
apt install /packages/next/*.deb
dpkg-query -W -f '${Package} ${Version}\n' | grep -c 'pincite.* 1\.0\.1$' | grep -qx 4 || wrong "not upgraded"
cd /use
pincite search --limit 3 --format tsv 'hotel liability' | diff before - || wrong "another answer"
/empty/stranger corpus.pincite 'hotel liability' | diff /empty/printed - || wrong "another answer"

step "remove"
dpkg -L pincite libpincite1 libpincite-dev pincite-xapian | grep pincite | sort -u >files
apt remove pincite libpincite1 libpincite-dev pincite-xapian
while read -r file; do
  [ ! -e "$file" ] || wrong "$file is still there"
done <files
[ -e /etc/default/pincite ] && [ -e corpus.pincite/corpus.db ] || wrong "what is the user's is gone"
apt purge pincite libpincite1
[ -z "$(dpkg -l | grep pincite)" ] || wrong "something is left: $(dpkg -l | grep pincite)"
step "all is well"
