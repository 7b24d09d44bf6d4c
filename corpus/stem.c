/* SPDX-License-Identifier: MIT
 *
 * stem.c - exceptions to the stemmer, and the words without meaning in a
 * question.
 *
 * Snowball English joins words that a reader of policy keeps apart (organ and
 * organization, author and authority, minor and minority) and keeps apart some
 * that mean one thing (liable and liability, traffic and trafficking, the two
 * spellings of labor). Both lists are sorted by bytes; a unit test checks it.
 */
#include <stdlib.h>
#include <string.h>

#include "analyse.h"
#include "stem.h"

typedef struct exception {
  const char *word;
  const char *term;
} exception;

static const exception exceptions[] = {
    {"authorities", "authoriti"},
    {"authority", "authoriti"},
    {"authorization", "authoriz"},
    {"authorizations", "authoriz"},
    {"authorize", "authoriz"},
    {"authorized", "authoriz"},
    {"authorizes", "authoriz"},
    {"authorizing", "authoriz"},
    {"behaviour", "behavior"},
    {"behavioural", "behavior"},
    {"behaviours", "behavior"},
    {"business", "business"},
    {"businesses", "business"},
    {"centre", "center"},
    {"centres", "center"},
    {"defence", "defens"},
    {"defences", "defens"},
    {"experiment", "experiment"},
    {"experimental", "experiment"},
    {"experimentally", "experiment"},
    {"experimentation", "experiment"},
    {"experimented", "experiment"},
    {"experimenting", "experiment"},
    {"experiments", "experiment"},
    {"importance", "important"},
    {"important", "important"},
    {"importantly", "important"},
    {"internal", "internal"},
    {"internally", "internal"},
    {"international", "international"},
    {"internationally", "international"},
    {"labour", "labor"},
    {"labourer", "labor"},
    {"labourers", "labor"},
    {"labouring", "labor"},
    {"labours", "labor"},
    {"liable", "liabil"},
    {"licence", "licens"},
    {"licences", "licens"},
    {"minorities", "minoriti"},
    {"minority", "minoriti"},
    {"offence", "offens"},
    {"offences", "offens"},
    {"organisation", "organiz"},
    {"organisational", "organiz"},
    {"organisations", "organiz"},
    {"organise", "organiz"},
    {"organised", "organiz"},
    {"organiser", "organiz"},
    {"organisers", "organiz"},
    {"organises", "organiz"},
    {"organising", "organiz"},
    {"organization", "organiz"},
    {"organizational", "organiz"},
    {"organizations", "organiz"},
    {"organize", "organiz"},
    {"organized", "organiz"},
    {"organizer", "organiz"},
    {"organizers", "organiz"},
    {"organizes", "organiz"},
    {"organizing", "organiz"},
    {"programme", "program"},
    {"programmes", "program"},
    {"publication", "publish"},
    {"publications", "publish"},
    {"traffic", "traffick"},
    {"traffics", "traffick"},
    {"universities", "universiti"},
    {"university", "universiti"},
};

static const char *const stop_words[] = {
    "a",       "about",   "above",  "across",  "after",   "again",    "against", "all",
    "also",    "am",      "among",  "an",      "and",     "any",      "are",     "arent",
    "as",      "at",      "be",     "became",  "because", "become",   "been",    "before",
    "being",   "below",   "between", "both",   "but",     "by",       "can",     "cannot",
    "cant",    "could",   "couldnt", "did",    "didnt",   "do",       "does",    "doesnt",
    "doing",   "done",    "dont",   "down",    "during",  "each",     "either",  "else",
    "ever",    "few",     "for",    "from",    "further", "get",      "give",    "given",
    "had",     "hadnt",   "has",    "hasnt",   "have",    "havent",   "having",  "he",
    "her",     "here",    "hers",   "herself", "him",     "himself",  "his",     "how",
    "however", "i",       "if",      "im",       "in",      "into",
    "is",      "isnt",    "it",     "its",     "itself",  "ive",      "just",    "let",
    "lets",    "like",    "many",   "may",     "me",      "might",    "more",    "most",
    "much",    "must",    "my",     "myself",  "neither", "no",       "nor",     "not",
    "now",     "of",      "off",    "often",   "on",      "once",     "one",     "only",
    "or",      "other",   "ought",  "our",     "ours",    "out",      "over",    "own",
    "please",  "same",    "several", "shall",  "she",     "should",   "shouldnt", "since",
    "so",      "some",    "such",   "tell",    "than",    "that",     "thats",   "the",
    "their",   "theirs",  "them",   "themselves", "then", "there",    "theres",  "these",
    "they",    "this",    "those",  "through", "to",      "too",      "under",   "until",
    "up",      "upon",    "use",     "used",    "using",    "very",    "was",
    "wasnt",   "we",      "were",   "werent",  "what",    "whats",    "when",    "where",
    "whether", "which",   "while",  "who",     "whom",    "whose",    "why",     "will",
    "with",    "within",  "without", "wont",   "would",   "wouldnt",  "yet",     "you",
    "your",    "yours",   "yourself",
};

static int compare_exception(const void *key, const void *item) {
  return pincite__str_compare(*(const pincite_str *)key,
                              pincite__str(((const exception *)item)->word));
}

static int compare_word(const void *key, const void *item) {
  return pincite__str_compare(*(const pincite_str *)key,
                              pincite__str(*(const char *const *)item));
}

const char *pincite__stem_exception(pincite_str folded) {
  const exception *found =
      bsearch(&folded, exceptions, sizeof exceptions / sizeof *exceptions,
              sizeof *exceptions, compare_exception);
  return found ? found->term : NULL;
}

bool pincite__stem_exception_at(size_t at, const char **word, const char **term) {
  if (at >= sizeof exceptions / sizeof *exceptions)
    return false;
  *word = exceptions[at].word;
  *term = exceptions[at].term;
  return true;
}

bool pincite__is_stop_word(pincite_str folded) {
  return bsearch(&folded, stop_words, sizeof stop_words / sizeof *stop_words,
                 sizeof *stop_words, compare_word) != NULL;
}
