# SPDX-License-Identifier: MIT
#
# report.awk - from times to results: awk -f report.awk TIMES...
#
# Reads the lines that the peers print (see bench.h), one file a round; takes each
# question's median over the rounds, and prints a line of comma-separated values for
# every system, k and kind: p50, p95 and p99 of CPU and of wall time, in ms.
BEGIN { FS = "\t"; OFS = "," }
{
  key = $1 OFS $2 OFS $3
  if (!(key in rounds)) order[++keys] = key
  id = key SUBSEP $4
  n = ++seen[id]
  cpu[id, n] = $6
  wall[id, n] = $5
  if (n == 1) members[key] = members[key] " " $4
  if (n > rounds[key]) rounds[key] = n
}
# The values of list[1..n] are sorted in place: shell sort.
function sort(list, n,   gap, i, j, keep) {
  for (gap = int(n / 2); gap > 0; gap = int(gap / 2))
    for (i = gap + 1; i <= n; i++) {
      keep = list[i]
      for (j = i; j > gap && list[j - gap] > keep; j -= gap) list[j] = list[j - gap]
      list[j] = keep
    }
}
function median(times, id,   i, list) {
  for (i = 1; i <= seen[id]; i++) list[i] = times[id, i] + 0
  sort(list, seen[id])
  return list[int((seen[id] + 1) / 2)]
}
function percentiles(times, key,   i, n, ids, list) {
  n = split(members[key], ids, " ")
  for (i = 1; i <= n; i++) list[i] = median(times, key SUBSEP ids[i])
  sort(list, n)
  return sprintf("%.3f,%.3f,%.3f", at(list, n, 0.5), at(list, n, 0.95), at(list, n, 0.99))
}
function at(list, n, share,   i) {
  i = int(n * share) + 1
  return list[i > n ? n : i] / 1000
}
END {
  for (i = 1; i <= keys; i++) {
    key = order[i]
    n = split(members[key], ids, " ")
    print key, n, rounds[key], percentiles(cpu, key), percentiles(wall, key)
  }
}
