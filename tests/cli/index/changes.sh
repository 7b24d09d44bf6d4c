# What lies under the path is what the index holds.
run() { pincite index articles | sed 's/ in [0-9.]* s / in T s /'; }
texts() { pincite search --limit 0 --format tsv lighthouse keeper cabin | cut -f 13 | sort; }
mkdir articles
echo 'The lighthouse was built in 1810.' >articles/one.txt
echo 'The keeper lived below the lamp.' >articles/two.txt
echo 'Nobody has seen the log books.' >articles/three.txt
run
echo 'The keeper lived in a cabin by the shore.' >articles/two.txt
run
texts
rm articles/one.txt
run
texts
run
