# Both JSON formats parse, and say the same.
. "$source/tests/cli/search/harbour.inc"
command -v sqlite3 >/dev/null || { echo "skip: no sqlite3"; exit 77; }
pincite search --format json lighthouse keeper >one.json
pincite search --format jsonl lighthouse keeper >many.jsonl
{
  echo "CREATE TABLE line(text);"
  echo ".mode tabs"
  echo ".import many.jsonl line"
  for name in id article title author published source uri zone start length text snippet; do
    echo "SELECT '$name', group_concat(json_extract(value, '\$.$name'), '|') FROM json_each(readfile('one.json'), '\$.hits')"
    echo "EXCEPT SELECT '$name', group_concat(json_extract(text, '\$.$name'), '|') FROM line;"
  done
  echo "SELECT json_valid(readfile('one.json')), count(*), sum(json_valid(text)) FROM line;"
} | sqlite3
