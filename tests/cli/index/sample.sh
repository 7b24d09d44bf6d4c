# The sample goes in, and the second run changes nothing, not even a byte.
pincite index "$source/corpus/sample" 2>/dev/null | sed 's/ in [0-9.]* s / in T s /; s/[1-9][0-9,]* /N /g'
before=$(sha256sum <corpus.pincite/corpus.db)
pincite index "$source/corpus/sample" 2>/dev/null | sed 's/ in [0-9.]* s / in T s /; s/[1-9][0-9,]* /N /g'
[ "$before" = "$(sha256sum <corpus.pincite/corpus.db)" ] && echo the same bytes
