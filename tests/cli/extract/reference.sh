# What a link of a law says and its words do not is put behind them, and found.
cat >law.xml <<'XML'
<lawDoc xmlns="http://schemas.gpo.gov/xml/uslm"><main><section><num>SEC. 2. </num>
<heading>EFFECT.</heading><content>Nothing in <ref href="/us/usc/t47/s230">such
section</ref> impairs a claim under <ref href="/us/usc/t18/s1595">section 1595 of title
18, United States Code</ref>, by whomever it is brought.</content></section></main></lawDoc>
XML
pincite extract law.xml | tail -n 1
pincite index law.xml >/dev/null
pincite search --format tsv cite:usc/47/230 | cut -f 13
pincite authorities --format tsv | cut -f 1-3
pincite show "$(pincite search --format tsv cite:usc/47/230 | sed -n 2p | cut -f 3)" |
  pincite citations - | cut -f 3-
