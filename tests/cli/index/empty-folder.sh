mkdir empty
pincite index empty | sed 's/ in [0-9.]* s / in T s /'
pincite status | grep ^articles
pincite search anything
echo $?
