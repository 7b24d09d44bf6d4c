# SPDX-License-Identifier: MIT
#
# make_man3.awk - turns include/pincite.h into the page pincite(3), so that the
# manual of the library is written once:
#
#     awk -v date="November 24, 2026" -f make_man3.awk pincite.h >pincite.3
#
# A section of the header becomes a section of the page; a comment becomes text;
# what follows it, up to the next empty line, is shown as it stands.

function escape(line) {
  gsub(/\\/, "\\e", line)
  if (line ~ /^[.']/)
    line = "\\\\\\&" line
  return line
}

# A new sentence begins a new line, as mandoc wants it.
function put_text(line) {
  sub(/^ +/, "", line)
  sub(/ +$/, "", line)
  if (line == "")
    return
  line = escape(line)
  while (match(line, /[.:?!]\)? +[A-Z'"*(]/) && !(substr(line, 1, RSTART) ~ /(e\.g|i\.e|v|No)\.$/)) {
    cut = RSTART + RLENGTH - 1
    head = substr(line, 1, cut - 1)
    sub(/ +$/, "", head)
    print head
    line = escape(substr(line, cut))
  }
  print line
}

# A paragraph, but not right below the heading of a section.
function put_break() {
  if (!fresh)
    print ".Pp"
  fresh = 0
}

function end_display() {
  if (shown)
    print ".Ed"
  shown = 0
}

function put_code(line) {
  if (!shown)
    print ".Bd -literal"
  shown = 1
  fresh = 0
  print escape(line)
}

BEGIN {
  print ".\\\" SPDX-License-Identifier: MIT"
  print ".\\\" Made from pincite.h."
  print ".Dd " date "\n.Dt PINCITE 3\n.Os"
  print ".Sh NAME\n.Nm pincite\n.Nd a full-text index whose unit is the passage"
  print ".Sh SYNOPSIS\n.In pincite.h"
  print ".Sh DESCRIPTION"
  fresh = 1
}

NR <= 3 || /^#(if|endif|else|include|define PINCITE_H|define PINCITE_API)|^extern "C"/ { next }
/^\}$/ && !in_code { next }

# The heading of a section is between two lines of equals signs.
/^\/\* =+$/ { heading = 1; next }
heading && /=+ \*\/$/ { heading = 0; next }
heading {
  end_display()
  sub(/^ \* +[0-9]+\. +/, "")
  print ".Sh " toupper($0)
  opened = fresh = 1
  next
}

# The comment at the top: a program in it is indented by five.
!opened {
  if (/^ \*\/$/)
    next
  sub(/^ \* ?/, "")
  if (/^    /)
    put_code(substr($0, 5))
  else if (/^$/) {
    end_display()
    gap = 1
  } else {
    end_display()
    if (gap || /^ *- /)
      put_break()
    gap = 0
    sub(/^ *- /, "")
    put_text($0)
  }
  next
}

# A comment of its own, in the first column.
/^\/\* / && !in_code {
  end_display()
  put_break()
  sub(/^\/\* /, "")
  in_comment = 1
}
in_comment {
  ends = sub(/ *\*\/$/, "")
  put_text($0)
  in_comment = !ends
  next
}

/^$/ {
  end_display()
  in_code = 0
  next
}
{
  in_code = 1
  # What goes on below a name that moves to the left moves with it.
  if (sub(/^PINCITE_API /, ""))
    moved = 12
  else if (/^[^ ]/)
    moved = 0
  else if (moved && substr($0, 1, moved) ~ /^ +$/)
    $0 = substr($0, moved + 1)
  sub(/ +\\$/, " \\")
  put_code($0)
}

END {
  end_display()
  print ".Sh SEE ALSO\n.Xr pincite 1"
}
