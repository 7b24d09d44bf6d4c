# Two runs do not write at once; a search goes on meanwhile.
mkfifo pipe
echo 'A text about lighthouses.' >one.txt
pincite index one.txt >/dev/null
(until pincite index -; [ $? != 75 ]; do :; done) <pipe >/dev/null 2>&1 &
exec 3>pipe
for attempt in 1 2 3 4 5 6 7 8 9 10; do
  pincite index one.txt >/dev/null 2>err
  code=$?
  [ $code = 75 ] && break
  sleep 0.2
done
echo $code
cat err
# It says so within a second; the best of five, for the machine may be busy.
for attempt in 1 2 3 4 5; do
  began=${EPOCHREALTIME/./}
  pincite index one.txt >/dev/null 2>&1
  [ $? = 75 ] && [ $((${EPOCHREALTIME/./} - began)) -lt 1000000 ] && echo at once && break
done
pincite search --format tsv lighthouses | cut -f 13
printf 'Another text.' >&3
exec 3>&-
wait
pincite index one.txt >/dev/null && echo free again
