# The text of a PDF with its pages; a scan and a locked one are told apart.
. "$source/tests/cli/index/pdf.inc"
mkdir articles
make_pdf 'The Annals of the Old Harbour
The ferry company had never asked who was on its boats, and the' \
  'harbour master, who knew, had never told it. That was the winter
in which the lighthouse was dark.' >articles/annals.pdf
make_pdf ' ' ' ' >articles/scan.pdf
pdf_trailer="/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<$(printf '%064d' 1)>/U<$(printf '%064d' 2)>>>/ID[<00><00>]" \
  make_pdf 'Locked away.' >articles/locked.pdf
printf '%%PDF-1.4\nnothing more' >articles/broken.pdf
pincite index articles | sed 's/ in [0-9.]* s / in T s /'
echo ${PIPESTATUS[0]}
pincite search ferry | sed 's/[0-9a-f]\{12\}#/ID#/'
id=$(pincite search --format tsv ferry | sed -n '2s/.*\t\([0-9a-f]*#[0-9]*\)\t.*/\1/p')
pincite search --format json lighthouse | grep -o '"page":[0-9]*,"last_page":[0-9]*'
pincite search --format jsonl lighthouse | grep -o '"page":[0-9]*,"last_page":[0-9]*'
pincite show --format json "$id" | grep -o '"page":[0-9]*,"last_page":[0-9]*'
pincite ledger --format tsv | cut -f 1,3,4,5 | sort
