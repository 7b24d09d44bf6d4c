/* SPDX-License-Identifier: MIT
 *
 * guard_files.c - Landlock: the file system as a reader may see it.
 *
 * Parsers read fonts, character maps and conversion tables of the system when a
 * document calls for them; they have no reason to see anything else.
 */
#define _DEFAULT_SOURCE /* for syscall() */
#include "guard.h"

#ifdef PINCITE_LANDLOCK
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define READING (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
/* Everything that the first version of Landlock knows. */
#define EVERYTHING ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)

static void allow(int rules, const char *path) {
  struct landlock_path_beneath_attr beneath = {.allowed_access = READING};
  beneath.parent_fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (beneath.parent_fd < 0)
    return;
  (void)!syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0U);
  close(beneath.parent_fd);
}

bool pincite__guard_files(void) {
  static const char *const paths[] = {"/usr/share", "/usr/lib", "/lib", "/lib64",
                                      "/etc/fonts"};
  struct landlock_ruleset_attr attributes = {.handled_access_fs = EVERYTHING};
  long rules = syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0U);
  if (rules < 0)
    return false;
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
    allow((int)rules, paths[i]);
  bool active = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                syscall(SYS_landlock_restrict_self, (int)rules, 0U) == 0;
  close((int)rules);
  return active;
}
#else
bool pincite__guard_files(void) {
  return false;
}
#endif
