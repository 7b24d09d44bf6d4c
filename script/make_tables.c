/* SPDX-License-Identifier: MIT
 *
 * make_tables.c - turns the tables of reporters and of authorities into C.
 *
 *     make_tables corpus/reporters.tsv corpus/authorities.tsv cite_tables.c
 *
 * Runs while pincite is built. A spelling becomes a key of its letters and
 * digits in lower case; the keys are sorted, so that the scanner can walk the
 * table as if it were a trie. Of two rows with one key the first one counts.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../corpus/cite_filter.h"

#define MOST_ENTRIES 8192
#define MOST_COLUMNS 8

typedef struct entry {
  char *key;
  char *spelling;
  char *flags;
  int value;
  int order;
} entry;

typedef struct table {
  entry entries[MOST_ENTRIES];
  int count;
  char *rows[MOST_ENTRIES];
  int row_count;
} table;

static void die(const char *what, const char *which) {
  fprintf(stderr, "make_tables: %s: %s\n", what, which);
  exit(1);
}

static char *copy(const char *text) {
  char *bytes = malloc(strlen(text) + 1);
  if (!bytes)
    die("out of memory", text);
  return strcpy(bytes, text);
}

static char *key_of(const char *text) {
  char *key = copy(text);
  size_t n = 0;
  for (const char *c = text; *c; c++) {
    if (*c >= 'A' && *c <= 'Z')
      key[n++] = (char)(*c - 'A' + 'a');
    else if ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9'))
      key[n++] = *c;
  }
  key[n] = '\0';
  return key;
}

static void add(table *t, const char *spelling, const char *flags, int value) {
  if (t->count == MOST_ENTRIES)
    die("too many spellings", spelling);
  entry *e = &t->entries[t->count];
  *e = (entry){key_of(spelling), copy(spelling), copy(flags), value, t->count};
  if (!*e->key)
    die("a spelling without letters", spelling);
  t->count++;
}

/* Split a line at tabs in place; columns that are missing are empty. */
static void split(char *line, char *columns[MOST_COLUMNS]) {
  static char nothing[1];
  for (int i = 0; i < MOST_COLUMNS; i++)
    columns[i] = nothing;
  for (int i = 0; i < MOST_COLUMNS && line; i++) {
    columns[i] = line;
    line = strchr(line, '\t');
    if (line)
      *line++ = '\0';
  }
}

/* Add each of the spellings between semicolons. A leading '*', '~'
   or '^' is a flag of that spelling. */
static void add_list(table *t, char *list, const char *flags, int value) {
  for (char *item = strtok(list, ";"); item; item = strtok(NULL, ";")) {
    char own[16];
    static const char marks[] = "*~^", letters[] = "ias";
    const char *mark = strchr(marks, *item);
    snprintf(own, sizeof own, "%.8s%.1s", flags, mark ? letters + (mark - marks) : "");
    add(t, item + (mark ? 1 : 0), own, value);
  }
}

static int compare(const void *a, const void *b) {
  const entry *x = a, *y = b;
  int order = strcmp(x->key, y->key);
  return order ? order : x->order - y->order;
}

static void print_string(const char *text) {
  putchar('"');
  for (const char *c = text; *c; c++) {
    if (*c == '"' || *c == '\\')
      putchar('\\');
    putchar(*c);
  }
  putchar('"');
}

static void print_flags(const char *flags) {
  static const char letters[] = "npytjwUCTRGias";
  unsigned bits = 0;
  for (; *flags; flags++) {
    const char *at = strchr(letters, *flags);
    if (at)
      bits |= 1U << (at - letters);
    else if (*flags != '-')
      die("no such flag", flags);
  }
  printf("%uU", bits);
}

/* The readers of words in cite_scan.c, in their order there: the three letters
   that what they read begins with, and those that may do without a capital. A
   stop stands for anything that is no letter, an asterisk for anything. */
static const char *const READERS[][2] = {
    {"sec", "sec"},                         /* section */
    {"tit", "tit"},                         /* title */
    {"cha", "cha"},                         /* chapter */
    {"pub pri pvt pl. p.* p..", "pub pl."}, /* public law */
    {"h.* hr* hco hjr hre hj. hou s.* sre sr. sco sjr sj. sen s..",
     "hr. hre hco hjr sre sco sjr"}, /* bill */
    {"exe ex. eo. e.*", "exe"},      /* executive order */
    {"tre", ""},                     /* Treasury */
    {"fed frc fra fre frb f.*", ""}, /* rule */
    {"us. u.* uni fir sec thi fou fif six sev eig nin ten ele twe thi", ""},
    {"id. ibi sup", "id. ibi sup"}, /* id. */
    {"ala am. ari ark c.* cal col con d.* dc. del fla flo ga. geo gua haw ida ill ind "
     "iow "
     "kan ken ky. la. lou mai mar mas md. me. mic min mis mo. mon n.* neb nev nc. nd. "
     "nh. "
     "nj. nm. ny. new ohi okl or. ore pa. pen p.* pr. rep ri. r.* s.* sc. sd. ten tex "
     "uta "
     "va. ver vir v.* vi. vt. was wa. w.* wis wv. wyo",
     ""}, /* state */
};

_Static_assert(sizeof READERS / sizeof *READERS == CITE_FILTER_READERS, "as in the header");

static cite_filter filter;

static void filter_readers(void) {
  for (int i = 0; i < CITE_FILTER_READERS; i++)
    for (int small = 0; small < 2; small++)
      for (const char *word = READERS[i][small]; *word; word += word[3] ? 4 : 3)
        cite_filter_let(&filter, word, small, 1U << i);
}

/* Let the words of the spellings with one of 'flags' (NULL: all) through. */
static void filter_table(const table *t, const char *flags, int bit, int small) {
  for (int i = 0; i < t->count; i++)
    if (!flags || strpbrk(t->entries[i].flags, flags))
      cite_filter_spelling(&filter, t->entries[i].spelling, bit, small);
}

static void print_pairs(const char *type, int small, int first) {
  printf("         {");
  for (int second = 0; second < 27; second++)
    printf("%s%u", second ? ", " : "",
           *type == 'w' ? filter.words[small][first][second]
                        : filter.thirds[small][first][second]);
  printf("},\n");
}

static void print_letters(const char *type) {
  printf("    .%s = {\n", type);
  for (int small = 0; small < 2; small++) {
    printf("        {\n");
    for (int first = 0; first < 27; first++)
      print_pairs(type, small, first);
    printf("        },\n");
  }
  printf("    },\n");
}

static void print_filter(void) {
  cite_filter_make_sieve(&filter);
  printf("const cite_filter pincite__cite_filter = {\n");
  print_letters("words");
  print_letters("thirds");
  printf("    .first_words = {");
  for (int i = 0; i < CITE_FILTER_WORDS; i++)
    printf("%s%d", i ? "," : "", filter.first_words[i]);
  printf("},\n    .sieve = {\n");
  for (int i = 0; i < 3; i++) {
    printf("        {");
    for (int byte = 0; byte < 256; byte++)
      printf("%s0x%llxU", byte ? "," : "", (unsigned long long)filter.sieve[i][byte]);
    printf("},\n");
  }
  printf("    },\n};\n");
}

/* An ambiguous spelling (flag 'a') may stand for several rows; all stay. */
static void print_entries(table *t, const char *name) {
  qsort(t->entries, (size_t)t->count, sizeof *t->entries, compare);
  int kept = 0;
  printf("const cite_entry pincite__%s[] = {\n", name);
  for (int i = 0; i < t->count; i++) {
    const entry *e = &t->entries[i];
    int again = i > 0 && !strcmp(e->key, t->entries[i - 1].key);
    if (again && !strchr(e->flags, 'a'))
      continue;
    printf("    {\"%s\", ", e->key);
    print_string(e->spelling);
    printf(", %d, ", e->value);
    print_flags(e->flags);
    printf("},\n");
    kept++;
  }
  printf("};\nconst size_t pincite__%s_count = %d;\n\n", name, kept);
}

static void read_rows(table *t, const char *path) {
  static char line[65536];
  FILE *file = fopen(path, "r");
  if (!file)
    die("cannot open", path);
  while (fgets(line, sizeof line, file)) {
    line[strcspn(line, "\r\n")] = '\0';
    if (!*line || *line == '#')
      continue;
    if (t->row_count == MOST_ENTRIES)
      die("too many rows", path);
    t->rows[t->row_count++] = copy(line);
  }
  fclose(file);
}

static void print_reporters(const char *path) {
  static table t;
  static char *flags[MOST_ENTRIES], *spellings[MOST_ENTRIES];
  char *columns[MOST_COLUMNS];
  read_rows(&t, path);
  printf("const char *const pincite__reporter_names[] = {\n");
  for (int i = 0; i < t.row_count; i++) {
    split(t.rows[i], columns);
    printf("    ");
    print_string(columns[0]);
    printf(",\n");
    add(&t, columns[0], columns[1], i);
    flags[i] = columns[1];
    spellings[i] = columns[2];
  }
  printf("};\nconst size_t pincite__reporter_count = %d;\n\n", t.row_count);
  /* Other spellings come after all names: a name beats a spelling. */
  for (int i = 0; i < t.row_count; i++)
    add_list(&t, spellings[i], flags[i], i);
  filter_table(&t, "ny", 1, 0);
  print_entries(&t, "reporters");
}

static int print_authorities(const char *path) {
  static table t;
  char *columns[MOST_COLUMNS];
  read_rows(&t, path);
  printf("const cite_authority pincite__authorities[] = {\n");
  for (int i = 0; i < t.row_count; i++) {
    split(t.rows[i], columns);
    printf("    {");
    print_string(columns[0]);
    printf(", ");
    print_string(columns[1]);
    printf(", ");
    print_string(columns[2]);
    printf(", %d, ", atoi(columns[3]));
    print_string(columns[5]);
    printf("},\n");
    add_list(&t, columns[4], "", i);
  }
  printf("};\nconst size_t pincite__authority_count = %d;\n\n", t.row_count);
  filter_table(&t, NULL, 0, 0);
  filter_table(&t, "i", 0, 1);
  print_entries(&t, "aliases");
  return t.row_count;
}

int main(int argc, char **argv) {
  if (argc != 4)
    die("usage", "make_tables REPORTERS.tsv AUTHORITIES.tsv OUTPUT.c");
  if (!freopen(argv[3], "w", stdout))
    die("cannot write", argv[3]);
  printf("/* Made by make_tables.c from reporters.tsv and authorities.tsv. */\n");
  printf("#include \"cite.h\"\n\n");
  print_reporters(argv[1]);
  int authority_count = print_authorities(argv[2]);
  filter_readers();
  print_filter();
  printf("\nconst pincite_law pincite__law_shipped = {\n"
         "    .authorities = pincite__authorities,\n"
         "    .authority_count = %d,\n"
         "    .aliases = pincite__aliases,\n"
         "    .alias_count = sizeof pincite__aliases / sizeof *pincite__aliases,\n"
         "    .filter = &pincite__cite_filter,\n};\n",
         authority_count);
  if (fclose(stdout))
    die("cannot write", argv[3]);
  return 0;
}
