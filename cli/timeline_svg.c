/* SPDX-License-Identifier: MIT
 *
 * A timeline as a picture: a bar a period, as high as its articles; over them a
 * line for the share of all articles, on a scale of its own at the right. The
 * undated are counted in words. Every bar says its numbers when it is pointed at.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "output.h"
#include "timeline.h"

#define LEFT 60.0
#define TOP 48.0
#define HEIGHT 240.0
#define WIDTH_LEAST 480.0
#define WIDTH_MOST 1200.0
#define BAR_MOST 40.0
/* Between two names on the axis. */
#define NAME_ROOM 56.0

typedef struct canvas {
  const pincite_timeline *timeline;
  size_t count; /* of bars */
  double step, width;
  uint64_t most;
  double share; /* at the top of the right scale */
} canvas;

/* XML 1.0 has no place for control characters. */
static void put_escaped(const char *text) {
  for (; *text; text++)
    if (*text == '&')
      fputs("&amp;", stdout);
    else if (*text == '<')
      fputs("&lt;", stdout);
    else if (*text == '>')
      fputs("&gt;", stdout);
    else
      putchar((unsigned char)*text < 0x20 ? ' ' : *text);
}

/* 1, 2 or 5 with zeros, or tenths; not less than 'value'. */
static double round_up(double value) {
  double scale = 1;
  while (scale * 10 <= value)
    scale *= 10;
  while (scale > value && scale > 1e-6)
    scale /= 10;
  return value <= scale ? scale : value <= 2 * scale ? 2 * scale
                              : value <= 5 * scale   ? 5 * scale
                                                     : 10 * scale;
}

static canvas measure(const pincite_timeline *timeline) {
  canvas c = {.timeline = timeline, .most = cli_most(timeline)};
  c.count = timeline->period_count;
  c.step = c.count ? (WIDTH_MOST - 2 * LEFT) / (double)c.count : BAR_MOST;
  c.step = c.step < BAR_MOST ? c.step : BAR_MOST;
  c.width = 2 * LEFT + c.step * (double)c.count;
  c.width = c.width > WIDTH_LEAST ? c.width : WIDTH_LEAST;
  for (size_t i = 0; i < timeline->period_count; i++)
    if (cli_share(&timeline->periods[i]) > c.share)
      c.share = cli_share(&timeline->periods[i]);
  c.share = c.share > 0 ? round_up(100 * c.share) / 100 : 1;
  c.share = c.share < 1 ? c.share : 1;
  c.most = (uint64_t)round_up(c.most ? (double)c.most : 1);
  return c;
}

static void put_bar(const canvas *c, const pincite_period *period, size_t place) {
  double x = LEFT + c->step * (double)place;
  double height = HEIGHT * (double)period->articles / (double)c->most;
  printf("<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\">", x + c->step * 0.1,
         TOP + HEIGHT - height, c->step * 0.8, height);
  printf("<title>%s: %" PRIu64 " of %" PRIu64 " articles, %.1f %%</title></rect>\n",
         period->name, period->articles, period->of, 100 * cli_share(period));
}

static void put_name(const canvas *c, const char *name, size_t place) {
  printf("<text x=\"%.2f\" y=\"%.2f\" text-anchor=\"middle\">%s</text>\n",
         LEFT + c->step * ((double)place + 0.5), TOP + HEIGHT + 18, name);
}

static void put_bars(const canvas *c) {
  const pincite_timeline *timeline = c->timeline;
  size_t every = (size_t)(NAME_ROOM / c->step) + 1;
  puts("<g fill=\"#4a6fa5\">");
  for (size_t i = 0; i < timeline->period_count; i++)
    put_bar(c, &timeline->periods[i], i);
  puts("</g>");
  for (size_t i = 0; i < timeline->period_count; i += every)
    put_name(c, timeline->periods[i].name, i);
}

/* Only over periods in which the index has articles: elsewhere there is no share. */
static void put_shares(const canvas *c) {
  const pincite_timeline *timeline = c->timeline;
  fputs("<polyline fill=\"none\" stroke=\"#b3541e\" stroke-width=\"1.5\" points=\"",
        stdout);
  for (size_t i = 0; i < timeline->period_count; i++)
    if (timeline->periods[i].of)
      printf("%.2f,%.2f ", LEFT + c->step * ((double)i + 0.5),
             TOP + HEIGHT * (1 - cli_share(&timeline->periods[i]) / c->share));
  puts("\"/>");
}

static void put_axes(const canvas *c) {
  double right = LEFT + c->step * (double)c->count;
  printf("<path fill=\"none\" stroke=\"#666\" d=\"M%.2f %.2fV%.2fH%.2fV%.2f\"/>\n", LEFT,
         TOP, TOP + HEIGHT, right, TOP);
  for (int i = 0; i <= 1; i++) {
    double y = TOP + HEIGHT * (1 - i) + 4;
    printf("<text x=\"%.2f\" y=\"%.2f\" text-anchor=\"end\">%" PRIu64 "</text>\n",
           LEFT - 6, y, i ? c->most : 0);
    printf("<text x=\"%.2f\" y=\"%.2f\" fill=\"#b3541e\">%.4g %%</text>\n", right + 6, y,
           i ? 100 * c->share : 0.0);
  }
}

void cli_timeline_svg(const pincite_timeline *timeline) {
  canvas c = measure(timeline);
  printf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" "
         "font-family=\"sans-serif\" font-size=\"12\">\n",
         c.width, TOP + HEIGHT + 32);
  fputs("<title>", stdout);
  put_escaped(timeline->answer.reading);
  printf("</title>\n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n"
         "<text x=\"%.2f\" y=\"20\" font-size=\"14\">",
         LEFT);
  put_escaped(timeline->answer.reading);
  printf("</text>\n<text x=\"%.2f\" y=\"36\" fill=\"#666\">%" PRIu64 " of %" PRIu64
         " articles, of which %" PRIu64
         " are undated; bars: articles, line: share of all</text>\n",
         LEFT, timeline->whole.articles, timeline->whole.of, timeline->undated.articles);
  put_bars(&c);
  put_shares(&c);
  put_axes(&c);
  puts("</svg>");
}
