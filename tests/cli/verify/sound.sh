# A sound index, in both formats; what is measured differs.
pincite index "$source/corpus/sample/tvpra" >/dev/null
pincite verify | sed 's/[0-9][0-9.]*/N/g'
pincite verify --deep | sed 's/[0-9][0-9.]*/N/g'
pincite verify --deep --format json | sed 's/[0-9][0-9.]*/N/g'
mkdir empty
pincite index --index empty.pincite empty >/dev/null
pincite verify --deep --index empty.pincite | sed 's/ in .*//'
