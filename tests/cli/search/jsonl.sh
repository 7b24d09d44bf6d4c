. "$source/tests/cli/search/harbour.inc"
pincite search --format jsonl lighthouse | sed -E 's/"score":[0-9.]*/"score":S/'
