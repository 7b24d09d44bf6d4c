# Every exit code of the manual, each by something that leads to it.
export PINCITE_INDEX=$PWD/x.pincite
mkdir articles few
echo 'The lighthouse was built in 1810.' >articles/one.txt
echo 'The keeper lived below the lamp.' >few/one.txt
echo 'Nobody has seen the log books.' >few/two.txt
echo 'Another harbour.' >few/three.txt
printf '{"id":"x","text":"X."}\nbroken\n' >broken.jsonl
pincite index articles few >/dev/null || exit 1
mkdir damaged.pincite
head -c 40000 /dev/urandom >damaged.pincite/corpus.db
rm few/one.txt few/two.txt

# expect CODE COMMAND...
expect() {
  local wanted=$1 code
  shift
  bash -c "$*" >out 2>err
  code=$?
  [ $code = "$wanted" ] || echo "exit $code, not $wanted, of: $*: $(cat err)"
  echo "$wanted" >>seen
}
while read -r code command; do expect "$code" "$command"; done <<'END'
0 pincite index articles
0 pincite search lighthouse
0 pincite status --max-age 1h
0 pincite --help
1 pincite search xylophone
1 pincite show nothing
1 pincite ledger --failed
1 pincite ledger --since 99
1 pincite status --root nowhere
2 pincite search --no-such-option word
2 pincite index
2 pincite index nowhere
2 pincite search --strict '"lamp'
2 pincite nonsense
3 pincite index broken.jsonl
3 pincite index broken.jsonl
4 pincite search --index none.pincite lamp
4 pincite status --index articles
5 pincite search --index damaged.pincite lamp
5 pincite index --index damaged.pincite articles
6 pincite index few
6 mv articles away; pincite index articles; code=$?; mv away articles; exit $code
74 pincite status >/dev/full
74 pincite index --metrics no/such/folder articles
75 exec 9<$PINCITE_INDEX/lock; flock 9; pincite index articles
0 (exec 9<$PINCITE_INDEX/lock; flock 9; kill -9 $BASHPID); pincite index articles
130 mkfifo pipe; (sleep 0.3; kill -INT $$) & exec pincite index - <> pipe
END
diff <(sort -nu seen) <(sed -n '/^.Sh EXIT STATUS/,/^.El/s/^.It \([0-9]*\)$/\1/p' \
  "$source/docs/man/pincite.1" | sort -nu) && echo all of them
