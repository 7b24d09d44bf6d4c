/* SPDX-License-Identifier: MIT
 *
 * regular.c - opening files, and nothing that is none: opening a pipe waits, a
 * tape rewinds, a device may answer for ever.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "worker.h"

static void set_end(pincite_reading_end *end, pincite_reading_state state,
                    const char *reason, const char *sentence) {
  *end = (pincite_reading_end){.state = state};
  snprintf(end->reason, sizeof end->reason, "%s", reason);
  snprintf(end->detail, sizeof end->detail, "%s", sentence);
}

static const char *kind_of(mode_t mode) {
  return S_ISDIR(mode)    ? "a folder"
         : S_ISFIFO(mode) ? "a named pipe"
         : S_ISSOCK(mode) ? "a socket"
         : S_ISCHR(mode)  ? "a character device"
         : S_ISBLK(mode)  ? "a block device"
                          : "no regular file";
}

static void set_unreadable(pincite_reading_end *end, int error) {
  char why[128] = "", sentence[PINCITE__DETAIL_SIZE];
  (void)!strerror_r(error, why, sizeof why);
  snprintf(sentence, sizeof sentence, "it cannot be opened: %s%s", why,
           error == EACCES ? "; give yourself the right to read it" : "");
  set_end(end, PINCITE_READING_FAILED, "unreadable", sentence);
}

int pincite__open_regular(const char *path, pincite_reading_end *end) {
  struct stat info;
  char sentence[PINCITE__DETAIL_SIZE];
  if (stat(path, &info)) {
    int error = errno;
    if (error == ENOENT && lstat(path, &info) == 0)
      set_end(end, PINCITE_READING_FAILED, "dangling-link",
              "it is a link to a file that does not exist; restore the file, or remove "
              "the link");
    else
      set_unreadable(end, error);
    return -1;
  }
  if (!S_ISREG(info.st_mode)) {
    snprintf(sentence, sizeof sentence, "it is %s; only files are read",
             kind_of(info.st_mode));
    set_end(end, PINCITE_READING_SKIPPED, "not-a-file", sentence);
    return -1;
  }
  /* It may be another one by now, so it is opened with care and looked at again. */
  int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (fd < 0) {
    set_unreadable(end, errno);
  } else if (fstat(fd, &info) || !S_ISREG(info.st_mode)) {
    close(fd);
    fd = -1;
    set_end(end, PINCITE_READING_FAILED, "unreadable", "it changed while it was opened");
  }
  return fd;
}
