echo 'A text of a few words.' >one.txt
pincite index one.txt >/dev/null
# What depends on the analyser and on zlib's version is left out, and the time.
clean() {
  sed -E "s|$PWD/||; s/[0-9]{4}-[0-9-]*T[0-9:]*Z/TIME/g; s/[0-9] s ago/N s ago/
    s/^((stored|database)_bytes *).*/\1N/; s/\"((stored|database)_bytes)\":[0-9]+/\"\1\":N/g
    s/(reader guards *|reader_guards\":\")processor time[a-z, ]*/\1G/
    s/\"(age_seconds|last_run_seconds)\":[0-9.e-]+/\"\1\":N/g; s/[0-9a-f]{64}/F/"
}
pincite status | clean
pincite status --format json | clean
