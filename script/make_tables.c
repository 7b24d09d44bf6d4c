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

#define READER_COUNT (sizeof READERS / sizeof *READERS)
#define FIRST_WORDS 1024

/* By the first two letters: the readers, and a bit for each third letter. */
static unsigned filter[2][27][27], thirds[2][27][27];
static unsigned char first_words[FIRST_WORDS];

/* 1 to 26 for a letter, 0 for anything else. */
static int letter_index(int c) {
  c |= 0x20;
  return c >= 'a' && c <= 'z' ? c - 'a' + 1 : 0;
}

static void let_through(const char *letters, int small, unsigned bit) {
  int first = letter_index(letters[0]), second = letter_index(letters[1]);
  int third = letters[1] ? letter_index(letters[2]) : 0;
  if (first == 0)
    return;
  filter[small][first][second] |= bit;
  thirds[small][first][second] |= letters[2] == '*' ? (1U << 27) - 1 : 1U << third;
}

static void filter_readers(void) {
  for (size_t i = 0; i < READER_COUNT; i++)
    for (int small = 0; small < 2; small++)
      for (const char *word = READERS[i][small]; *word; word += word[3] ? 4 : 3)
        let_through(word, small, 1U << i);
}

/* Let through the words that the spellings with one of 'flags' (NULL: all)
   begin with. The hash is that of cite_scan.c. What has a stop early on may be
   spaced in the text, so that anything may follow it. */
static void filter_table(const table *t, const char *flags, int bit, int small) {
  for (int i = 0; i < t->count; i++) {
    const char *text = t->entries[i].spelling;
    unsigned hash = 0;
    if (flags && !strpbrk(t->entries[i].flags, flags))
      continue;
    char letters[4] = {text[0], text[1], text[1] ? text[2] : '.', 0};
    if (letter_index(text[1]) == 0)
      letters[2] = '*';
    let_through(letters, small, 1U << (READER_COUNT + (size_t)bit));
    for (; letter_index(*text) > 0; text++)
      hash = hash * 31 + (unsigned)(*text | 0x20);
    first_words[(hash ^ hash >> 10) % FIRST_WORDS] |= (unsigned char)(1 << bit);
  }
}

/* The sieve: text is passed over while no bit is common to what the tables have
   for three bytes in a row. A bit stands for a first letter, small or capital;
   two more for digits and for signs. */
static unsigned long long sieve[3][256];

#define DIGIT_BIT (1ULL << 52)
#define SIGN_BIT (1ULL << 53)

static void sieve_words(int small) {
  for (int first = 1; first < 27; first++)
    for (int second = 0; second < 27; second++)
      for (int byte = 0; filter[small][first][second] && byte < 256; byte++) {
        unsigned long long bit = 1ULL << (small * 26 + first - 1);
        int index = byte < 128 ? letter_index(byte) : 0;
        if (byte == first - 1 + (small ? 'a' : 'A'))
          sieve[0][byte] |= bit;
        if (index == second)
          sieve[1][byte] |= bit;
        if (thirds[small][first][second] >> index & 1U)
          sieve[2][byte] |= bit;
      }
}

static void make_sieve(void) {
  sieve_words(0);
  sieve_words(1);
  for (int byte = 0; byte < 256; byte++) {
    if (byte >= '0' && byte <= '9')
      sieve[0][byte] |= DIGIT_BIT;
    if (byte == 0xc2 || byte == 0xc3 || byte == '&')
      sieve[0][byte] |= SIGN_BIT;
    if (byte == 0xa7 || byte == 0x82 || byte == 's' || byte == '#')
      sieve[1][byte] |= SIGN_BIT;
    sieve[1][byte] |= DIGIT_BIT;
    sieve[2][byte] |= DIGIT_BIT | SIGN_BIT;
  }
}

static void print_sieve(void) {
  make_sieve();
  printf("const uint64_t pincite__sieve[3][256] = {\n");
  for (int i = 0; i < 3; i++) {
    printf("    {");
    for (int byte = 0; byte < 256; byte++)
      printf("%s0x%llxU", byte ? "," : "", sieve[i][byte]);
    printf("},\n");
  }
  printf("};\n\n");
}

static void print_pairs(const char *type, const char *name, unsigned pairs[2][27][27]) {
  printf("const %s pincite__%s[2][27][27] = {\n", type, name);
  for (int small = 0; small < 2; small++) {
    printf("    {\n");
    for (int first = 0; first < 27; first++) {
      printf("        {");
      for (int second = 0; second < 27; second++)
        printf("%s%u", second ? ", " : "", pairs[small][first][second]);
      printf("},\n");
    }
    printf("    },\n");
  }
  printf("};\n\n");
}

static void print_filter(void) {
  print_sieve();
  print_pairs("unsigned short", "word_filter", filter);
  print_pairs("unsigned", "word_thirds", thirds);
  printf("const unsigned char pincite__first_words[%d] = {", FIRST_WORDS);
  for (int i = 0; i < FIRST_WORDS; i++)
    printf("%s%d", i ? "," : "", first_words[i]);
  printf("};\n");
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

static void print_authorities(const char *path) {
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
}

int main(int argc, char **argv) {
  if (argc != 4)
    die("usage", "make_tables REPORTERS.tsv AUTHORITIES.tsv OUTPUT.c");
  if (!freopen(argv[3], "w", stdout))
    die("cannot write", argv[3]);
  printf("/* Made by make_tables.c from reporters.tsv and authorities.tsv. */\n");
  printf("#include \"cite.h\"\n\n");
  print_reporters(argv[1]);
  print_authorities(argv[2]);
  filter_readers();
  print_filter();
  if (fclose(stdout))
    die("cannot write", argv[3]);
  return 0;
}
