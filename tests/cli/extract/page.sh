# The article of a page, for reading and for a program; a file that cannot be read
# does not keep the next from being read.
cat >page.html <<'HTML'
<html lang="en"><head><title>Hotels and the law - Gazette</title>
<meta name="author" content="Ann Author"><meta property="og:site_name" content="Gazette">
<meta property="article:published_time" content="2018-04-11T10:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a> <a href="/law">Law</a></nav>
<article><h1>Hotels and the law</h1>
<p>The court held that the hotel knew of the venture, and that it had profited from it
for years, as the clerk at the desk had told its owners more than once.</p>
<h2>What follows</h2>
<p>Nothing in section 230 of the Act stands in the way of such a claim, the judges wrote,
since it does not treat the hotel as a publisher of what others have said.</p>
</article><footer>Follow us. All rights reserved.</footer></body></html>
HTML
pincite extract page.html
echo
pincite extract --format json page.html | tee page.json | cut -c 1-70
sqlite3 :memory: "SELECT json_extract(readfile('page.json'), '\$.title'),
  json_extract(readfile('page.json'), '\$.author'),
  json_extract(readfile('page.json'), '\$.published'),
  json_extract(readfile('page.json'), '\$.site'),
  json_extract(readfile('page.json'), '\$.language'),
  json_array_length(readfile('page.json'), '\$.zones')"
head -c 300 /dev/zero >zeros
pincite extract zeros missing.html page.html | head -n 1
echo "exit ${PIPESTATUS[0]}"
pincite extract --all page.html | grep -c 'Follow us'
