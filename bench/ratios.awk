# SPDX-License-Identifier: MIT
#
# ratios.awk - how many times as long as pincite the others take: reads what bench/run
# wrote, prints a table. Both are medians and 99 per cents of CPU time.
BEGIN { FS = "," }
/^system,k,kind/ { reading = 1; next }
/^[^,]*$|^what/ { reading = 0 }
reading && NF == 11 {
  key = $2 " " $3
  if (!(key in known)) { known[key] = 1; keys[++count] = key }
  if (!($1 in seen)) { seen[$1] = 1; systems[++others] = $1 }
  p50[$1, key] = $6
  p99[$1, key] = $8
}
END {
  printf "%-14s %22s", "", "pincite-plain, ms"
  for (i = 1; i <= others; i++)
    if (systems[i] != "pincite-plain") printf " %18s", systems[i] " ="
  print " times that, p50 / p99"
  for (i = 1; i <= count; i++) {
    own = p50["pincite-plain", keys[i]]
    tail = p99["pincite-plain", keys[i]]
    if (own == 0 || tail == 0) continue
    printf "%-14s %10.3f /%10.3f", keys[i], own, tail
    for (k = 1; k <= others; k++) {
      if (systems[k] == "pincite-plain") continue
      if ((systems[k], keys[i]) in p50)
        printf " %8.2f /%8.2f", p50[systems[k], keys[i]] / own, p99[systems[k], keys[i]] / tail
      else printf " %18s", "-"
    }
    print ""
  }
}
