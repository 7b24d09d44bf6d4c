/* SPDX-License-Identifier: MIT
 *
 * postings_memory.c - postings in memory, before they become a segment.
 *
 * A hash table of terms; each term has its postings as bytes in a chain of
 * slices, which grow from 16 bytes to 1 KB so that the many rare terms cost
 * little and the few common ones are not scattered:
 *
 *   posting := n:row - row before  { n:(position - position before + 1)*2 + title } n:0
 *
 * The posting of the passage at hand is without its end until the term is met in
 * another passage.
 */
#include <stdlib.h>
#include <string.h>

#include "postings_write.h"

#define POOL_PIECE ((size_t)1 << 20)
#define SLICE_FIRST 16
#define SLICE_LAST 1024
#define SLICE_LINK 4 /* bytes at the end that name the next slice */
#define TERMS_FIRST 4096

#define START 8 /* bytes of a term that stand in its slot */

/* A line of the processor's cache: what a posting needs is read in one go. */
typedef struct slot {
  uint32_t hash;
  uint32_t term, term_len; /* in 'names' */
  uint32_t df, removed_df;
  uint32_t count;
  uint32_t removal;
  uint32_t head, tail; /* the chain */
  uint16_t used, size;
  uint32_t row, position; /* the last ones; 0: none */
  uint64_t removed_count;
  char start[START];
} slot;

struct pincite_postings_memory {
  slot *slots;
  size_t slot_count, slot_capacity;
  uint32_t *table; /* index of a slot + 1; 0: free */
  size_t table_size;
  pincite_buf names;
  unsigned char **pieces;
  size_t piece_count, piece_capacity, piece_used;
};

pincite_postings_memory *pincite__memory_new(void) {
  pincite_postings_memory *memory = calloc(1, sizeof *memory);
  if (!memory)
    return NULL;
  pincite__buf_init(&memory->names, PINCITE__BUF_LIMIT);
  memory->table_size = TERMS_FIRST;
  memory->table = calloc(memory->table_size, sizeof *memory->table);
  if (!memory->table) {
    pincite__memory_free(memory);
    return NULL;
  }
  return memory;
}

static void free_pieces(pincite_postings_memory *memory) {
  for (size_t i = 0; i < memory->piece_count; i++)
    free(memory->pieces[i]);
  memory->piece_count = memory->piece_used = 0;
}

void pincite__memory_free(pincite_postings_memory *memory) {
  if (!memory)
    return;
  free_pieces(memory);
  free(memory->pieces);
  free(memory->slots);
  free(memory->table);
  pincite__buf_release(&memory->names);
  free(memory);
}

void pincite__memory_clear(pincite_postings_memory *memory) {
  free_pieces(memory);
  memory->slot_count = 0;
  pincite__buf_clear(&memory->names);
  memset(memory->table, 0, memory->table_size * sizeof *memory->table);
}

/* What is in use: what is kept for later must not look like a reason to write. */
size_t pincite__memory_bytes(const pincite_postings_memory *memory) {
  size_t full = memory->piece_count ? memory->piece_count - 1 : 0;
  return full * POOL_PIECE + memory->piece_used + memory->slot_count * sizeof(slot) +
         memory->table_size * sizeof *memory->table + memory->names.len;
}

bool pincite__memory_is_empty(const pincite_postings_memory *memory) {
  return memory->slot_count == 0;
}

/* ---- terms ---------------------------------------------------------------- */

static bool is_term(const pincite_postings_memory *memory, const slot *own, uint32_t hash,
                    pincite_str term) {
  if (own->hash != hash || own->term_len != term.len)
    return false;
  if (term.len <= START)
    return memcmp(own->start, term.at, term.len) == 0;
  return memcmp(memory->names.data + own->term, term.at, term.len) == 0;
}

static size_t find(const pincite_postings_memory *memory, uint32_t hash,
                   pincite_str term) {
  size_t at = hash & (memory->table_size - 1);
  for (;; at = (at + 1) & (memory->table_size - 1)) {
    uint32_t index = memory->table[at];
    if (!index || is_term(memory, &memory->slots[index - 1], hash, term))
      return at;
  }
}

static bool enlarge(pincite_postings_memory *memory) {
  size_t size = memory->table_size * 2;
  uint32_t *table = calloc(size, sizeof *table);
  if (!table)
    return false;
  for (size_t i = 0; i < memory->slot_count; i++) {
    size_t at = memory->slots[i].hash & (size - 1);
    while (table[at])
      at = (at + 1) & (size - 1);
    table[at] = (uint32_t)i + 1;
  }
  free(memory->table);
  memory->table = table;
  memory->table_size = size;
  return true;
}

/* The slot of a term, whose hash is at hand. NULL: out of memory. */
static slot *slot_of(pincite_postings_memory *memory, uint32_t hash, pincite_str term) {
  if (memory->slot_count * 2 >= memory->table_size && !enlarge(memory))
    return NULL;
  term.len = term.len > UINT8_MAX ? UINT8_MAX : term.len;
  size_t at = find(memory, hash, term);
  if (memory->table[at])
    return &memory->slots[memory->table[at] - 1];
  if (!pincite__grow(&memory->slots, &memory->slot_capacity, memory->slot_count + 1,
                     sizeof(slot)))
    return NULL;
  slot *own = &memory->slots[memory->slot_count];
  *own = (slot){
      .hash = hash, .term = (uint32_t)memory->names.len, .term_len = (uint32_t)term.len};
  memcpy(own->start, term.at, term.len < START ? term.len : START);
  pincite__buf_add(&memory->names, term.at, term.len);
  if (memory->names.failed)
    return NULL;
  memory->table[at] = (uint32_t)++memory->slot_count;
  return own;
}

/* ---- slices ---------------------------------------------------------------- */

static unsigned char *at_address(const pincite_postings_memory *memory,
                                 uint32_t address) {
  return memory->pieces[address / POOL_PIECE] + address % POOL_PIECE;
}

/* A slice of 'size' bytes; the address UINT32_MAX: out of memory. */
static uint32_t new_slice(pincite_postings_memory *memory, size_t size) {
  if (memory->piece_count == 0 || memory->piece_used + size > POOL_PIECE) {
    if (memory->piece_count >= UINT32_MAX / POOL_PIECE ||
        !pincite__grow(&memory->pieces, &memory->piece_capacity, memory->piece_count + 1,
                       sizeof(unsigned char *)))
      return UINT32_MAX;
    unsigned char *piece = malloc(POOL_PIECE);
    if (!piece)
      return UINT32_MAX;
    memory->pieces[memory->piece_count++] = piece;
    memory->piece_used = 0;
  }
  size_t address = (memory->piece_count - 1) * POOL_PIECE + memory->piece_used;
  memory->piece_used += size;
  return (uint32_t)address;
}

static bool put_byte(pincite_postings_memory *memory, slot *own, unsigned char byte) {
  if (own->used + SLICE_LINK >= own->size) {
    uint32_t size = own->size == 0           ? SLICE_FIRST
                    : own->size < SLICE_LAST ? own->size * 2
                                             : SLICE_LAST;
    uint32_t fresh = new_slice(memory, size);
    if (fresh == UINT32_MAX)
      return false;
    if (own->size == 0)
      own->head = fresh;
    else
      memcpy(at_address(memory, own->tail) + own->used, &fresh, sizeof fresh);
    own->tail = fresh;
    own->size = (uint16_t)size;
    own->used = 0;
  }
  at_address(memory, own->tail)[own->used++] = byte;
  return true;
}

static bool put_number(pincite_postings_memory *memory, slot *own, uint64_t value) {
  for (; value >= 0x80; value >>= 7)
    if (!put_byte(memory, own, (unsigned char)(value | 0x80)))
      return false;
  return put_byte(memory, own, (unsigned char)value);
}

static bool begin_posting(pincite_postings_memory *memory, slot *own, uint32_t row) {
  if (own->row == row)
    return true;
  if ((own->row && !put_byte(memory, own, 0)) || !put_number(memory, own, row - own->row))
    return false;
  own->row = row;
  own->position = 0;
  own->df++;
  return true;
}

/* Terms lie anywhere, and so does what is added to: have all of a text on their way
   before the first is needed. */
PINCITE__PREFETCHES void prefetch(const pincite_postings_memory *memory,
                                  const pincite_tokens *tokens) {
  const pincite_kept_token *items = tokens->items;
  size_t mask = memory->table_size - 1;
  for (size_t i = 0; i < tokens->count; i++)
    if (items[i].first)
      __builtin_prefetch(&memory->table[items[i].hash & mask]);
  for (size_t i = 0; i < tokens->count; i++) {
    uint32_t index = items[i].first ? memory->table[items[i].hash & mask] : 0;
    if (index)
      __builtin_prefetch(&memory->slots[index - 1]);
  }
  for (size_t i = 0; i < tokens->count; i++) {
    uint32_t index = items[i].first ? memory->table[items[i].hash & mask] : 0;
    const slot *own = index ? &memory->slots[index - 1] : NULL;
    if (own && own->size)
      __builtin_prefetch(at_address(memory, own->tail) + own->used);
  }
}

bool pincite__memory_add(pincite_postings_memory *memory, const pincite_tokens *tokens,
                         uint32_t row, uint32_t base, bool in_title) {
  const pincite_kept_token *items = tokens->items;
  prefetch(memory, tokens);
  for (size_t i = 0; i < tokens->count; i++) {
    if (!items[i].first)
      continue;
    slot *own = slot_of(memory, items[i].hash, pincite__token_term(tokens, &items[i]));
    if (!own || !begin_posting(memory, own, row))
      return false;
    size_t at = i;
    do {
      uint32_t position = base + items[at].position;
      uint64_t gap = position - own->position;
      if (!put_number(memory, own, (gap + 1) * 2 + in_title))
        return false;
      own->position = position;
      own->count++;
    } while ((at = items[at].next) != 0);
  }
  return true;
}

bool pincite__memory_remove(pincite_postings_memory *memory, const pincite_tokens *tokens,
                            uint32_t serial) {
  for (size_t i = 0; i < tokens->count; i++) {
    const pincite_kept_token *token = &tokens->items[i];
    slot *own = slot_of(memory, token->hash, pincite__token_term(tokens, token));
    if (!own)
      return false;
    own->removed_df += own->removal != serial;
    own->removal = serial;
    own->removed_count++;
  }
  return true;
}

/* ---- giving it all away ------------------------------------------------------- */

/* A reader of a chain. */
typedef struct chain {
  const pincite_postings_memory *memory;
  const slot *own;
  uint32_t slice, at, size;
} chain;

static unsigned char get_byte(chain *from) {
  if (from->at + SLICE_LINK >= from->size) {
    memcpy(&from->slice, at_address(from->memory, from->slice) + from->at,
           sizeof from->slice);
    from->size = from->size < SLICE_LAST ? from->size * 2 : SLICE_LAST;
    from->at = 0;
  }
  return at_address(from->memory, from->slice)[from->at++];
}

static uint64_t get_number(chain *from) {
  uint64_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    unsigned char byte = get_byte(from);
    value |= (uint64_t)(byte & 0x7f) << shift;
    if (!(byte & 0x80))
      return value;
  }
}

/* The words of one posting. */
typedef struct posting {
  uint32_t *positions;
  size_t count, capacity;
  uint32_t title;
} posting;

static bool get_posting(chain *from, posting *own) {
  uint64_t code, position = 0;
  own->count = own->title = 0;
  while ((code = get_number(from)) != 0) {
    position += code / 2 - 1;
    own->title += code & 1;
    if (!pincite__grow(&own->positions, &own->capacity, own->count + 1,
                       sizeof *own->positions))
      return false;
    own->positions[own->count++] = (uint32_t)position;
  }
  return true;
}

static pincite_status write_term(pincite_postings_memory *memory, slot *own,
                                 pincite_postings_builder *builder, posting *at,
                                 pincite_lengths_of lengths, void *data,
                                 pincite_error *err) {
  chain from = {memory, own, own->head, 0, SLICE_FIRST};
  uint32_t row = 0;
  pincite__builder_term(builder,
                        (pincite_str){memory->names.data + own->term, own->term_len});
  for (uint32_t i = 0; i < own->df; i++) {
    uint8_t length = 0, title_length = 0;
    row += (uint32_t)get_number(&from);
    if (!get_posting(&from, at))
      return pincite__no_memory(err);
    pincite_status status = lengths(data, row, &length, &title_length, err);
    if (status)
      return status;
    if (length)
      pincite__builder_posting(builder, row, (uint32_t)at->count, at->title,
                               at->positions, length, title_length);
  }
  pincite__builder_stats(builder, (int64_t)own->df - own->removed_df,
                         (int64_t)own->count - (int64_t)own->removed_count);
  return PINCITE_OK;
}

typedef struct named {
  const char *at;
  uint32_t len, slot;
} named;

static int by_term(const void *a, const void *b) {
  const named *left = a, *right = b;
  return pincite__str_compare((pincite_str){left->at, left->len},
                              (pincite_str){right->at, right->len});
}

pincite_status pincite__memory_write(pincite_postings_memory *memory,
                                     pincite_postings_builder *builder,
                                     pincite_lengths_of lengths, void *data,
                                     pincite_error *err) {
  pincite_status status = PINCITE_OK;
  posting at = {0};
  named *order = malloc((memory->slot_count + 1) * sizeof *order);
  if (!order)
    return pincite__no_memory(err);
  for (size_t i = 0; i < memory->slot_count; i++) {
    slot *own = &memory->slots[i];
    order[i] = (named){memory->names.data + own->term, own->term_len, (uint32_t)i};
    if (own->row && !put_byte(memory, own, 0)) {
      status = pincite__no_memory(err);
      goto done;
    }
  }
  qsort(order, memory->slot_count, sizeof *order, by_term);
  for (size_t i = 0; i < memory->slot_count && !status; i++)
    status = write_term(memory, &memory->slots[order[i].slot], builder, &at, lengths,
                        data, err);
done:
  free(at.positions);
  free(order);
  return status;
}
