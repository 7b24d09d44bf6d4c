# The contract that other programs rely on.
. "$source/tests/cli/search/harbour.inc"
pincite search --format json lighthouse keeper |
  sed -E 's/"elapsed_ms":[0-9.e-]*/"elapsed_ms":T/; s/"score":[0-9.]*/"score":S/g; s/"fingerprint":"[0-9a-f]{64}"/"fingerprint":F/'
