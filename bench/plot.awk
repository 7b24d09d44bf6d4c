# SPDX-License-Identifier: MIT
#
# plot.awk - latency against corpus size as SVG, both axes logarithmic. Reads lines
# of "SIZE,system,k,kind,questions,rounds,cpu_p50,...".
BEGIN { FS = ","; left = 70; top = 20; width = 560; height = 320 }
{
  name = $2 " " $4
  if (!(name in line)) names[++count] = name
  points[name] = points[name] " " $1 ":" $7
  line[name] = 1
  if (!least_x || $1 < least_x) least_x = $1
  if ($1 > most_x) most_x = $1
  if ($7 > 0 && (!least_y || $7 < least_y)) least_y = $7
  if ($7 > most_y) most_y = $7
}
function x(size) { return left + width * log(size / least_x) / log(most_x / least_x + 1e-9) }
function y(ms) { return top + height - height * log(ms / least_y) / log(most_y / least_y + 1e-9) }
END {
  if (!count) exit 1
  split("#1f77b4 #d62728 #2ca02c #9467bd #ff7f0e #8c564b", colours, " ")
  printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"820\" height=\"400\" font-family=\"sans-serif\" font-size=\"12\">\n"
  printf "<rect width=\"820\" height=\"400\" fill=\"white\"/>\n"
  printf "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"black\"/>\n", left, top, top + height, left + width
  for (ms = 0.01; ms <= most_y; ms *= 10)
    if (ms >= least_y)
      printf "<text x=\"%d\" y=\"%.0f\" text-anchor=\"end\">%g ms</text>\n", left - 6, y(ms) + 4, ms
  for (i = 1; i <= count; i++) {
    n = split(points[names[i]], at, " ")
    path = ""
    for (j = 1; j <= n; j++) {
      split(at[j], pair, ":")
      if (pair[2] <= 0) continue
      path = path sprintf("%s%.1f %.1f", path == "" ? "M" : "L", x(pair[1]), y(pair[2]))
      if (!(pair[1] in said))
        printf "<text x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">%d</text>\n", x(pair[1]), top + height + 16, pair[1]
      said[pair[1]] = 1
      last = pair[2]
    }
    printf "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n", path, colours[i]
    printf "<text x=\"%d\" y=\"%.0f\" fill=\"%s\">%s</text>\n", left + width + 8, y(last) + 4, colours[i], names[i]
  }
  printf "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">passages; CPU time, p50</text>\n</svg>\n", left + width / 2, top + height + 36
}
