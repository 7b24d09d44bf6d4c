# What zsh offers after some words: completion.zsh SOURCE BUILD, run by completion.sh.
# The builtins of zsh's completion that _pincite calls only say here what they are
# given; `compset -P` and the words are zsh's own in what matters to it.
emulate -R zsh
path=($2:a $path)
program=$1:a/docs/completion/_pincite
failed=0
offers=()

compadd() {
  [[ $1 == -- ]] && shift
  local word
  for word; do [[ $word == $PREFIX* ]] && offers+=($word); done
}
compset() { # -P 1 PATTERN
  local whole=$PREFIX
  PREFIX=${whole#$~3}
  IPREFIX=${whole%$PREFIX}
  [[ $PREFIX != $whole ]]
}
_describe() { # -t commands command listed -- OTHERS
  compadd -- ${${(P)4}%%:*} --help --version
  described=(${(P)4})
}
_files() { offers+=("files $*") }

expect() { # OFFERS WORD...
  local wanted=$1
  shift
  words=("$@") CURRENT=$# PREFIX=${@[-1]} IPREFIX= offers=()
  source $program
  [[ "$offers" == "$wanted" ]] && return
  print -r -- "zsh: $*: offers '$offers', not '$wanted'"
  failed=1
}
expect "search show status snapshot similar split serve-shard" pincite s
expect "--version" pincite --v
expect "--format --from --facets" pincite search --f
expect "text json" pincite show --format ""
expect "json jsonl" pincite search --format j
expect "json jsonl" pincite search --format=j
expect "--format --failed" pincite ledger --f
expect "remove run" pincite alerts r
expect "files -/" pincite search --index do
expect "files " pincite index READ
expect "" pincite search hotel
expect "" pincite nonsense ""
[[ ${described[1]} == "index:bring an index up to date"* ]] || { print "zsh: $described[1]"; failed=1 }
for command in ${${(f)"$(pincite --complete)"}%%$'\t'*}; do
  expect "--help" pincite $command --he
done
exit $failed
