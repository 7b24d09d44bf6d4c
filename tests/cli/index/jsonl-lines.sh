# Lines are read quickly where they are nothing out of the ordinary. With sixty-five
# members more, which are not, they give the same articles.
cat >lines <<'END'
{"id": "a1", "title": "Plain", "text": "A plain line.", "date": "2020-05-06", "source": "Gazette"}
{"_id": 42, "headline": "A number as its id", "contents": "Numbers \u00e9 \ud83d\ude00 \"quoted\" \\ \/ and\ttabs."}
{ "id" : "a3" , "title" : null , "headline" : "No title" , "text" : "Spaces between." , "other" : [1, {"id": 2}] }
{"id": "first", "id": "a4", "title": "Twice", "title": "Twice, the last", "text": "one", "text": "The last text."}
{"id": "a5", "authors": ["Ann Ames", {"name": "Bob Boll"}], "publisher": {"name": "Herald"}, "text": "Authors in a row."}
{"id": "a6", "title": "A zero byte", "text": "Before\u0000after."}
{"id": "a7", "title": "Text elsewhere", "text": 5, "body": "It is the body."}
{"id": "a8", "title": "Title alone", "text": ""}
{"id": -9, "title": true, "lang": "en", "author": 1.5, "text": "Odd kinds."}
{"id": "a10", "url": "https://example.org/a?b=1&c=2", "byline": "By C. Dorn", "text": "It has an address."}
{"id": "a11", "title": "Given up", "title": null, "text": "Its title was taken back."}
END
more=$(for i in $(seq 65); do printf ', "more%d": 0' "$i"; done)
sed "s/}\$/$more}/" lines >slow.jsonl
cp lines quick.jsonl
for kind in quick slow; do
  pincite index --index $kind.pincite $kind.jsonl | sed 's/ in [0-9.]* s / in T s /'
  pincite search --index $kind.pincite --limit 0 --format jsonl --no-collapse 'a OR it OR one OR number OR zero OR title OR odd OR author OR spaces OR last' |
    sed "s/$kind/KIND/g" >$kind.hits
  pincite extract --all $kind.jsonl >$kind.out 2>&1
done
wc -l <quick.hits
diff quick.hits slow.hits && echo same hits
diff quick.out slow.out && echo same articles
cat quick.out
printf '%s\n' '{"id": "b1", "text": "Fine."}' '{"id": 18446744073709551615, "text": "x"}' \
  '{"id": "b3", "text": "\ud800"}' '["array"]' '{"id": "b5"}' '{"text": "x"} more' '7' '{"a\u0000": 1, "text": "x"}' >bad.jsonl
pincite index --index bad.pincite bad.jsonl | sed 's/ in [0-9.]* s / in T s /'
