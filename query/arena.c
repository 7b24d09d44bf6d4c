/* SPDX-License-Identifier: MIT
 *
 * arena.c - memory of one question: given out piece by piece, freed at once.
 */
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "tree.h"

#define BLOCK_SIZE ((size_t)16 << 10)

struct pincite_arena {
  struct pincite_arena *next; /* the blocks that are full */
  size_t used, size;
  alignas(max_align_t) unsigned char bytes[];
};

static pincite_arena *new_block(size_t size, pincite_arena *next) {
  pincite_arena *block = malloc(sizeof *block + size);
  if (block) {
    block->next = next;
    block->used = 0;
    block->size = size;
  }
  return block;
}

void *pincite__arena_give(pincite_arena **arena, size_t size) {
  size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
  if (!*arena || (*arena)->size - (*arena)->used < size) {
    pincite_arena *block = new_block(size > BLOCK_SIZE ? size : BLOCK_SIZE, *arena);
    if (!block)
      return NULL;
    *arena = block;
  }
  void *piece = (*arena)->bytes + (*arena)->used;
  (*arena)->used += size;
  memset(piece, 0, size);
  return piece;
}

void pincite__arena_free(pincite_arena *arena) {
  while (arena) {
    pincite_arena *next = arena->next;
    free(arena);
    arena = next;
  }
}
