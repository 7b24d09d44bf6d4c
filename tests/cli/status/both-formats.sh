echo 'A text of a few words.' >one.txt
pincite index one.txt >/dev/null
# What depends on the analyser and on zlib's version is left out.
pincite status | sed -E 's/^((stored|database)_bytes *).*/\1N/; s/[0-9a-f]{64}/F/'
pincite status --format json |
  sed -E 's/"((stored|database)_bytes)":[0-9]+/"\1":N/g; s/[0-9a-f]{64}/F/'
