# A run as JSON lines: the troubles, what failed, and one line for all. The fields
# are those that the documentation lists.
mkdir articles
echo 'The lighthouse was built in 1810.' >articles/one.txt
printf '{"id":"x","text":"X."}\nbroken\n' >articles/lines.jsonl
pincite index --json-log articles nowhere >log 2>err
echo $?
sed "s|$PWD/||g" err
sed -E "s|$PWD/||g; s/[0-9]{4}-[0-9-]*T[0-9:]*Z/TIME/; s/\"seconds\":[^,]*/\"seconds\":S/; s/[0-9a-f]{64}/F/" log
for event in trouble error run; do
  diff <(grep "\"event\":\"$event\"" log | head -n 1 | grep -oE '[{,]"[a-z_]+":' | tr -d '{,":' | sort) \
    <(sed -n "/^### $event/,/^##/p" "$source/docs/nightly.md" |
      grep -oE '^\| `[a-z_]+`' | tr -d '|` ' | sort) && echo "$event is as documented"
done
