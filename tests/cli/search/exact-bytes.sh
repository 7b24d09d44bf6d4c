# The text of a hit is what stands at its place in what show prints: 1,000 hits.
command -v sqlite3 >/dev/null || { echo "skip: no sqlite3"; exit 77; }
pincite index "$source/corpus/sample" >/dev/null 2>&1
mkdir texts
number=0
for question in 'section 230 platform' 'trafficking law' 'court act congress' 'liability'; do
  number=$((number + 1))
  pincite search --limit 0 --zone all --format json $question >$number.json
done
{
  echo "CREATE TABLE hit(article, start, length, text);"
  for i in $(seq $number); do
    echo "INSERT INTO hit SELECT json_extract(value, '\$.article'), json_extract(value, '\$.start'),"
    echo "  json_extract(value, '\$.length'), json_extract(value, '\$.text')"
    echo "  FROM json_each(readfile('$i.json'), '\$.hits');"
  done
} >load.sql
{ cat load.sql; echo "SELECT DISTINCT article FROM hit;"; } | sqlite3 |
  while read -r article; do pincite show "$article" >"texts/$article"; done
{
  cat load.sql
  echo "SELECT CASE WHEN count(*) >= 1000 THEN 'enough hits' ELSE count(*) END,"
  echo "  count(*) - sum(CAST(text AS BLOB) = substr(readfile('texts/' || article), start + 1, length))"
  echo "  FROM hit;"
} | sqlite3
