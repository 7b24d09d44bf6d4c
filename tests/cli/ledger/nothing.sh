echo 'A text of a few words.' >one.txt
pincite index one.txt >/dev/null
pincite ledger --failed
echo $?
