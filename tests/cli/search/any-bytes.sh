# Any bytes are a question.
. "$source/tests/cli/search/harbour.inc"
for question in '' ' ' '"' '((' 'AND' 'NOT' '*' '"lamp' 'lamp)' 'title:' 'a OR' $'\377\376' '/s' \
  "';--" '%s%n' $'\001\033[31m' '-lamp' 'lamp NEAR/3 oil' "$(printf 'lamp %.0s' {1..2000})"; do
  pincite search -- "$question" >out 2>err
  code=$?
  [ $code -le 1 ] && [ ! -s err ] || echo "exit $code of '${question:0:20}': $(cat err)"
done
pincite search 'lighthouse' | tail -n 1
