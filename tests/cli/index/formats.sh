# Articles in tables, feeds, messages, crawls and what is packed.
mkdir articles
cat >articles/table.csv <<'X'
headline,story,when
"Lamps, and ""oil""","The keeper bought oil
for both lamps.",2019-07-01
Ropes,The ropes were new.,
X
cat >articles/feed.xml <<'X'
<?xml version="1.0"?>
<rss version="2.0"><channel><title>Harbour News</title>
<item><title>A feed of ropes</title><link>https://example.org/ropes</link>
<pubDate>Mon, 01 Jul 2019 10:00:00 GMT</pubDate>
<description>&lt;p&gt;The ropes of the feed were old.&lt;/p&gt;</description></item>
</channel></rss>
X
cat >articles/message <<'X'
From: Jane Writer <jane@example.org>
Subject: =?utf-8?Q?Caf=C3=A9?= by the pier
Date: Tue, 2 Jul 2019 10:00:00 +0200
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x
Content-Transfer-Encoding: quoted-printable

The caf=C3=A9 of the message is open.
--x
Content-Disposition: attachment; filename="notes.txt"
Content-Transfer-Encoding: base64

VGhlIGF0dGFjaGVkIG5vdGVzIG9mIGEga2VlcGVyLg==
--x--
X
printf 'From a Mon Jul  1 2019 10:00:00\nFrom: b@example.org\nSubject: Boxed\n\nA boxed message.\n\nFrom a Mon Jul  1 2019 11:00:00\nFrom: b@example.org\n\n>From a box, another one.\n' >articles/box
page='<html><head><title>The crawled page</title></head><body><p>A page of a crawl about the pier and its planks, as it was.</p></body></html>'
record() { # type, address, body
  printf 'WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2019-07-01T10:00:00Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n' "$1" "$2" ${#3} "$3"
}
answer=$'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n'
{
  record warcinfo '' 'software: none' | gzip -n
  record response https://example.org/pier "$answer$page" | gzip -n
  record revisit https://example.org/pier "$answer" | gzip -n
  record response https://example.org/none $'HTTP/1.1 404 Not Found\r\n\r\nNo such page.' | gzip -n
} >articles/crawl.warc.gz
echo '{"title":"Packed","text":"A packed line about planks."}' | gzip -n >articles/lines.jsonl.gz
mkdir packed && echo 'A text in a tar about barrels.' >packed/barrels.txt && printf '\211PNG\r\n' >packed/barrel.png
tar -c packed | gzip -n >articles/packed.tar.gz
head -c 1000000 /dev/zero | gzip -n >articles/zeros.gz
pincite index articles | sed 's/ in [0-9.]* s / in T s /'
pincite ledger --format tsv | cut -f 1,3,4,5 | sort
for word in ropes keeper café boxed another pier planks barrels; do
  echo "== $word"
  pincite search --format tsv $word | tail -n +2 | cut -f 5-9 | sort
done
echo '== with a map'
pincite index --map text=story,title=headline,published=when articles | sed 's/ in [0-9.]* s / in T s /'
pincite search --format tsv --sort date bought new | tail -n +2 | cut -f 5-9
pincite index --map text=story,title=headline,published=when articles | sed 's/ in [0-9.]* s / in T s /'
