/* SPDX-License-Identifier: MIT
 *
 * scrape_phrases.c - what pages say around articles.
 */
#include <string.h>

#include "scrape.h"

/* How a phrase must stand in a line, both as pincite__plain() gives them. */
typedef enum match {
  WHOLE,  /* the line is the phrase */
  BEGINS, /* and has at most SHORT words */
  LONG    /* begins with it; a sentence of furniture, at most NOTICE words */
} match;

#define SHORT 14
#define NOTICE 40

#define EDGE PINCITE_FURNITURE_EDGE
#define ANY PINCITE_FURNITURE_ANY
#define OPENS PINCITE_FURNITURE_OPENS

static const struct {
  const char *phrase;
  match how;
  pincite_furniture says;
} phrases[] = {
    /* what readers may add */
    {"leave a comment", WHOLE, OPENS},
    {"leave a reply", BEGINS, OPENS},
    {"leave your comment", WHOLE, OPENS},
    {"leave a response", WHOLE, OPENS},
    {"post a comment", WHOLE, OPENS},
    {"post comment", WHOLE, ANY},
    {"add a comment", WHOLE, OPENS},
    {"add comment", WHOLE, ANY},
    {"write a comment", WHOLE, OPENS},
    {"write a response", WHOLE, OPENS},
    {"view comments", WHOLE, ANY},
    {"view all comments", WHOLE, ANY},
    {"show comments", WHOLE, ANY},
    {"load more comments", WHOLE, ANY},
    {"join the conversation", WHOLE, ANY},
    {"join the discussion", WHOLE, ANY},
    {"be the first to comment", BEGINS, ANY},
    {"no comments", WHOLE, EDGE},
    {"no comments yet", WHOLE, ANY},
    {"comments", WHOLE, EDGE},
    {"comments are closed", WHOLE, ANY},
    {"comments off", BEGINS, EDGE},
    {"comment", WHOLE, EDGE},
    {"reply", WHOLE, EDGE},
    {"report abuse", WHOLE, EDGE},
    {"your email address will not be published", LONG, ANY},
    {"required fields are marked", LONG, ANY},
    {"save my name email and website in this browser", LONG, ANY},
    {"notify me of follow up comments", LONG, ANY},
    {"notify me of new posts", LONG, ANY},
    {"this site uses akismet", LONG, ANY},
    {"you must be logged in to", LONG, EDGE},
    {"log in to leave a comment", BEGINS, ANY},
    {"click here to cancel reply", WHOLE, ANY},
    {"cancel reply", WHOLE, ANY},
    /* sharing */
    {"share", WHOLE, EDGE},
    {"share this", WHOLE, OPENS},
    {"share this article", BEGINS, ANY},
    {"share this story", BEGINS, ANY},
    {"share this post", BEGINS, ANY},
    {"share this page", BEGINS, ANY},
    {"share this entry", BEGINS, ANY},
    {"share on", BEGINS, ANY},
    {"share via", BEGINS, ANY},
    {"share to", BEGINS, EDGE},
    {"share tweet", BEGINS, ANY},
    {"share facebook", BEGINS, ANY},
    {"click to share", BEGINS, ANY},
    {"click to email", BEGINS, ANY},
    {"click to print", BEGINS, ANY},
    {"tweet", WHOLE, EDGE},
    {"tweet this", WHOLE, ANY},
    {"facebook", WHOLE, EDGE},
    {"twitter", WHOLE, EDGE},
    {"linkedin", WHOLE, EDGE},
    {"pinterest", WHOLE, EDGE},
    {"reddit", WHOLE, EDGE},
    {"whatsapp", WHOLE, EDGE},
    {"instagram", WHOLE, EDGE},
    {"youtube", WHOLE, EDGE},
    {"tumblr", WHOLE, EDGE},
    {"telegram", WHOLE, EDGE},
    {"google", WHOLE, EDGE},
    {"email", WHOLE, EDGE},
    {"e mail", WHOLE, EDGE},
    {"email this", BEGINS, EDGE},
    {"print", WHOLE, EDGE},
    {"print this", BEGINS, EDGE},
    {"printer friendly", BEGINS, EDGE},
    {"copy link", WHOLE, ANY},
    {"copy url", WHOLE, ANY},
    {"like this", WHOLE, EDGE},
    {"like loading", WHOLE, ANY},
    {"loading", WHOLE, EDGE},
    {"follow us", BEGINS, EDGE},
    {"follow us on", BEGINS, ANY},
    {"follow me on", BEGINS, ANY},
    {"like us on facebook", BEGINS, ANY},
    {"find us on", BEGINS, EDGE},
    /* other articles */
    {"related", WHOLE, EDGE},
    {"related posts", WHOLE, OPENS},
    {"related articles", WHOLE, OPENS},
    {"related stories", WHOLE, OPENS},
    {"related content", WHOLE, OPENS},
    {"related news", WHOLE, OPENS},
    {"related topics", WHOLE, OPENS},
    {"related links", WHOLE, EDGE},
    {"similar posts", WHOLE, OPENS},
    {"similar articles", WHOLE, OPENS},
    {"recent posts", WHOLE, OPENS},
    {"recent comments", WHOLE, OPENS},
    {"popular posts", WHOLE, OPENS},
    {"most popular", WHOLE, OPENS},
    {"most read", WHOLE, OPENS},
    {"most viewed", WHOLE, OPENS},
    {"trending", WHOLE, EDGE},
    {"trending now", WHOLE, OPENS},
    {"you may also like", WHOLE, OPENS},
    {"you might also like", WHOLE, OPENS},
    {"you may also be interested in", WHOLE, OPENS},
    {"recommended for you", WHOLE, OPENS},
    {"recommended reading", WHOLE, EDGE},
    {"recommended stories", WHOLE, OPENS},
    {"more stories", WHOLE, OPENS},
    {"more news", WHOLE, OPENS},
    {"more from", BEGINS, EDGE},
    {"more in", BEGINS, EDGE},
    {"read more", WHOLE, ANY},
    {"read more about", BEGINS, EDGE},
    {"read next", WHOLE, OPENS},
    {"up next", WHOLE, OPENS},
    {"read full article", WHOLE, ANY},
    {"continue reading", BEGINS, ANY},
    {"keep reading", WHOLE, ANY},
    {"previous post", BEGINS, EDGE},
    {"next post", BEGINS, EDGE},
    {"previous article", BEGINS, EDGE},
    {"next article", BEGINS, EDGE},
    {"older posts", BEGINS, EDGE},
    {"newer posts", BEGINS, EDGE},
    {"previous", WHOLE, EDGE},
    {"next", WHOLE, EDGE},
    {"see also", WHOLE, EDGE},
    /* letters, accounts, money */
    {"subscribe", WHOLE, EDGE},
    {"subscribe now", WHOLE, ANY},
    {"subscribe today", WHOLE, ANY},
    {"subscribe to our", LONG, ANY},
    {"subscribe to the newsletter", LONG, ANY},
    {"subscribe via email", BEGINS, ANY},
    {"subscribe by email", BEGINS, ANY},
    {"already a subscriber", BEGINS, ANY},
    {"sign up", WHOLE, EDGE},
    {"sign up for our", LONG, ANY},
    {"sign up to receive", LONG, ANY},
    {"sign up for free", BEGINS, ANY},
    {"get our newsletter", LONG, ANY},
    {"join our newsletter", LONG, ANY},
    {"join our mailing list", LONG, ANY},
    {"get the latest", BEGINS, EDGE},
    {"newsletter", WHOLE, EDGE},
    {"newsletters", WHOLE, EDGE},
    {"enter your email", LONG, ANY},
    {"your email", WHOLE, EDGE},
    {"sign in", WHOLE, EDGE},
    {"log in", WHOLE, EDGE},
    {"login", WHOLE, EDGE},
    {"log out", WHOLE, EDGE},
    {"logout", WHOLE, EDGE},
    {"register", WHOLE, EDGE},
    {"my account", WHOLE, EDGE},
    {"create account", WHOLE, EDGE},
    {"create an account", WHOLE, EDGE},
    {"donate", WHOLE, EDGE},
    {"donate now", WHOLE, EDGE},
    {"support us", WHOLE, EDGE},
    {"advertisement", WHOLE, ANY},
    {"advertisements", WHOLE, ANY},
    {"advertise", WHOLE, EDGE},
    {"advertise with us", WHOLE, ANY},
    {"sponsored", WHOLE, ANY},
    {"sponsored content", WHOLE, ANY},
    {"story continues below", BEGINS, ANY},
    {"article continues below", BEGINS, ANY},
    {"report this ad", WHOLE, ANY},
    /* getting about */
    {"skip to", BEGINS, ANY},
    {"jump to navigation", BEGINS, ANY},
    {"menu", WHOLE, EDGE},
    {"main menu", WHOLE, EDGE},
    {"toggle navigation", WHOLE, ANY},
    {"navigation", WHOLE, EDGE},
    {"close", WHOLE, EDGE},
    {"open menu", WHOLE, ANY},
    {"search", WHOLE, EDGE},
    {"search this site", WHOLE, ANY},
    {"search for", WHOLE, EDGE},
    {"home", WHOLE, EDGE},
    {"homepage", WHOLE, EDGE},
    {"you are here", BEGINS, EDGE},
    {"about", WHOLE, EDGE},
    {"about us", WHOLE, EDGE},
    {"our team", WHOLE, EDGE},
    {"our work", WHOLE, EDGE},
    {"contact", WHOLE, EDGE},
    {"contact us", WHOLE, EDGE},
    {"news", WHOLE, EDGE},
    {"blog", WHOLE, EDGE},
    {"events", WHOLE, EDGE},
    {"press", WHOLE, EDGE},
    {"media", WHOLE, EDGE},
    {"publications", WHOLE, EDGE},
    {"resources", WHOLE, EDGE},
    {"archives", WHOLE, EDGE},
    {"categories", WHOLE, EDGE},
    {"careers", WHOLE, EDGE},
    {"jobs", WHOLE, EDGE},
    {"faq", WHOLE, EDGE},
    {"help", WHOLE, EDGE},
    {"get help", WHOLE, EDGE},
    {"get involved", WHOLE, EDGE},
    {"take action", WHOLE, EDGE},
    {"support", WHOLE, EDGE},
    {"site map", WHOLE, EDGE},
    {"sitemap", WHOLE, EDGE},
    {"accessibility", WHOLE, EDGE},
    {"rss", WHOLE, EDGE},
    {"world", WHOLE, EDGE},
    {"politics", WHOLE, EDGE},
    {"business", WHOLE, EDGE},
    {"opinion", WHOLE, EDGE},
    {"sports", WHOLE, EDGE},
    {"technology", WHOLE, EDGE},
    {"health", WHOLE, EDGE},
    {"entertainment", WHOLE, EDGE},
    {"video", WHOLE, EDGE},
    {"videos", WHOLE, EDGE},
    {"photos", WHOLE, EDGE},
    {"back to top", WHOLE, ANY},
    {"go to top", WHOLE, ANY},
    {"scroll to top", WHOLE, ANY},
    {"back", WHOLE, EDGE},
    {"hide caption", WHOLE, ANY},
    {"toggle caption", WHOLE, ANY},
    {"enlarge this image", WHOLE, ANY},
    /* what is said of the article */
    {"tags", BEGINS, EDGE},
    {"tagged", BEGINS, EDGE},
    {"filed under", BEGINS, ANY},
    {"posted in", BEGINS, EDGE},
    {"posted on", BEGINS, EDGE},
    {"posted by", BEGINS, EDGE},
    {"published on", BEGINS, EDGE},
    {"last updated", BEGINS, EDGE},
    {"category", WHOLE, EDGE},
    {"bookmark the permalink", LONG, ANY},
    {"permalink", WHOLE, ANY},
    {"this entry was posted", LONG, ANY},
    {"min read", WHOLE, EDGE},
    {"minute read", WHOLE, EDGE},
    {"powered by wordpress", BEGINS, ANY},
    {"proudly powered by", BEGINS, ANY},
    /* rights and consent */
    {"privacy policy", BEGINS, EDGE},
    {"privacy", WHOLE, EDGE},
    {"terms of use", BEGINS, EDGE},
    {"terms of service", BEGINS, EDGE},
    {"terms conditions", BEGINS, EDGE},
    {"terms and conditions", BEGINS, EDGE},
    {"terms", WHOLE, EDGE},
    {"legal", WHOLE, EDGE},
    {"disclaimer", WHOLE, EDGE},
    {"cookie policy", BEGINS, ANY},
    {"cookie settings", BEGINS, ANY},
    {"cookies", WHOLE, EDGE},
    {"accept", WHOLE, EDGE},
    {"accept all", WHOLE, ANY},
    {"accept cookies", WHOLE, ANY},
    {"accept all cookies", WHOLE, ANY},
    {"reject all", WHOLE, ANY},
    {"manage preferences", WHOLE, ANY},
    {"got it", WHOLE, EDGE},
    {"do not sell my personal information", BEGINS, ANY},
    {"do not sell or share my personal information", BEGINS, ANY},
    {"we use cookies", LONG, ANY},
    {"this site uses cookies", LONG, ANY},
    {"this website uses cookies", LONG, ANY},
    {"our website uses cookies", LONG, ANY},
    {"by continuing to use this site you", LONG, ANY},
    {"by continuing to use this website you", LONG, ANY},
    {"privacy cookies this site uses", LONG, ANY},
    {"please enable javascript", LONG, ANY},
    {"javascript is disabled", LONG, ANY},
    {"all rights reserved", BEGINS, EDGE},
    {"copyright", BEGINS, EDGE},
};

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* "12 comments", "3 min read", "1,024 shares" */
static bool is_count(const char *plain) {
  static const char *const things[] = {
      "comment",     "comments",    "shares",    "share",    "likes",
      "views",       "replies",     "responses", "retweets", "min read",
      "minute read", "minutes ago", "hours ago"};
  size_t i = 0;
  while (is_digit(plain[i]) || (i && plain[i] == ' ' && is_digit(plain[i + 1])))
    i++;
  if (i == 0 || plain[i] != ' ')
    return false;
  for (size_t k = 0; k < sizeof things / sizeof *things; k++)
    if (strcmp(plain + i + 1, things[k]) == 0)
      return true;
  return false;
}

static bool phrase_fits(const char *plain, size_t words, size_t i) {
  size_t len = strlen(phrases[i].phrase);
  if (strncmp(plain, phrases[i].phrase, len) != 0)
    return false;
  if (plain[len] == '\0')
    return true;
  if (plain[len] != ' ' || phrases[i].how == WHOLE)
    return false;
  return words <= (phrases[i].how == LONG ? NOTICE : SHORT);
}

pincite_furniture pincite__furniture(pincite_str line) {
  char plain[160];
  pincite_furniture says = PINCITE_FURNITURE_NONE;
  size_t words = pincite__count_words(line);
  if (words > NOTICE || line.len > 600)
    return says;
  bool whole = pincite__plain(line, plain, sizeof plain);
  if (whole && is_count(plain))
    return PINCITE_FURNITURE_EDGE;
  if (words <= SHORT && line.len > 1 && memcmp(line.at, "\xc2\xa9", 2) == 0)
    return PINCITE_FURNITURE_EDGE; /* "© 2017 ..." */
  for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
    if (!phrase_fits(plain, words, i) || (!whole && phrases[i].how != LONG))
      continue;
    /* A sentence that happens to begin like that is none. */
    if (phrases[i].how == BEGINS && words > 5 && pincite__ends_sentence(line))
      continue;
    if (phrases[i].says > says)
      says = phrases[i].says;
  }
  return says;
}
