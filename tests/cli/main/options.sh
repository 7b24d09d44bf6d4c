# Options may stand before and behind operands, and take their value either way.
try() {
  pincite "$@" >out 2>err
  echo "$? pincite $*: $(head -n 1 err)"
}
try search --limit
try search --limit=x word
try search --limit -1 word
try search --limit 0 word
try search --limit 99999999999999999999999 word
try search --format xml word
try search --format= word
try search --strict=yes word
try search --frmat json word
try search -x word
try search
try search --queries q word
try search --queries q --format json
try show
try show a b
try show --context=2 a
try status too-much
try ledger too-much
try index
try index --jobs 5000 x
try index --index
