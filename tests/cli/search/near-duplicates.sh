# The same story in several papers is one hit, that of the earliest date.
story='The harbour board voted on Tuesday to keep the old lighthouse burning for
another winter, after fishermen from three villages had written to complain about
plans for a smaller lamp. The chairman promised that the keeper would stay until
the spring, when engineers are to report about the cost of new machinery. Several
captains who spoke at the meeting described nights without any visible light along
the northern shore, and warned that cargo ships would choose another harbour.'
for paper in 'Morning Post|1999-04-03' 'Evening Star|1999-04-02' 'Weekly|'; do
  name=${paper%%|*} date=${paper#*|}
  { printf -- '---\ntitle: Lighthouse stays\nsource: %s\n' "$name"
    [ -z "$date" ] || echo "date: $date"
    printf -- '---\n\nReported for the %s.\n\n%s\n' "$name" "$story"; } >"${name% *}.md"
done
printf 'A lighthouse keeper of another coast writes his memoirs.\n' >memoirs.txt
pincite index . >/dev/null
pincite search lighthouse keeper
echo '== article'
pincite search --unit article --format tsv lighthouse | cut -f 3,7
echo '== apart'
pincite search --no-collapse --format tsv lighthouse | cut -f 3,7
echo '== run'
pincite search --format trec --unit article lighthouse | wc -l
echo '== json'
pincite search --format json lighthouse | grep -o '"folded":[0-9]*\|"also":\[[^]]*\]'
echo '== one is gone'
rm Evening.md
pincite index --allow-shrink . >/dev/null
pincite search --format tsv lighthouse | cut -f 3,7
