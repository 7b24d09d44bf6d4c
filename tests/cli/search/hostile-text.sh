# What came from a file cannot command the terminal.
printf '{"id":"x","title":"A\\u001b[2Jtitle\\u009b","text":"Harbour \\u001b]0;owned\\u0007 text."}\n' |
  pincite index - >/dev/null
pincite search harbour | cat -v
