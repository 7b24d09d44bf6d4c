/* SPDX-License-Identifier: MIT
 *
 * xapian_load.c - finding the module pincite-xapian.so.
 *
 * Nothing is kept: the system knows what is loaded, and asking once more costs a
 * lookup.
 */
#define _GNU_SOURCE /* dladdr() */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base.h"
#include "xapian.h"

#define MODULE "pincite-xapian.so"
#define PATH_MAX_HERE 4096

/* Where this very code was loaded from, up to its last '/'; "" when unknown. */
static void own_folder(char folder[PATH_MAX_HERE]) {
  static const char here = 0;
  Dl_info info;
  folder[0] = '\0';
  if (!dladdr(&here, &info) || !info.dli_fname)
    return;
  snprintf(folder, PATH_MAX_HERE, "%s", info.dli_fname);
  if (folder[0] != '/') { /* a program that was started by a relative name */
    ssize_t length = readlink("/proc/self/exe", folder, PATH_MAX_HERE - 1);
    folder[length > 0 ? length : 0] = '\0';
  }
  char *slash = strrchr(folder, '/');
  if (slash)
    slash[1] = '\0';
  else
    folder[0] = '\0';
}

static void *load(void) {
  static const char *const beside[] = {"", "pincite/", "../"};
  char folder[PATH_MAX_HERE], path[PATH_MAX_HERE + 64];
  void *module = NULL;
  own_folder(folder);
  for (size_t i = 0; folder[0] && !module && i < sizeof beside / sizeof *beside; i++) {
    snprintf(path, sizeof path, "%s%s%s", folder, beside[i], MODULE);
    module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  }
  if (!module)
    module = dlopen(PINCITE_MODULE_FOLDER "/" MODULE, RTLD_NOW | RTLD_LOCAL);
  return module ? module : dlopen(MODULE, RTLD_NOW | RTLD_LOCAL);
}

pincite_status pincite__xapian(const pincite_xapian **out, pincite_error *err) {
  void *module = load();
  if (!module)
    return pincite__fail(err, PINCITE_EINVAL,
                         "the engine xapian is not installed: %s; put " MODULE
                         " beside the library",
                         dlerror());
  const pincite_xapian *table = dlsym(module, "pincite_xapian_api");
  if (!table || table->size != sizeof *table)
    return pincite__fail(err, PINCITE_EINVAL,
                         MODULE " is of another version; install both anew");
  *out = table;
  return PINCITE_OK;
}
