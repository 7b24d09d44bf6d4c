# 100 MB on one line: in, or out with a reason; never a crash, and the other
# article is there afterwards.
mkdir articles
echo 'A good article about lighthouses.' >articles/good.txt
head -c 100000000 /dev/zero | tr '\0' 'x' >articles/long.txt
pincite index articles >out 2>err
code=$?
[ $code = 0 ] || [ $code = 3 ] || echo "exit $code"
pincite search --format tsv lighthouses | cut -f 13
