# What is wrong is said.
try() { pincite alerts "$@" >out 2>err; echo "$? $*: $(head -n 1 err)"; }
try list
. "$source/tests/cli/alerts/harbour.inc"
try
try nonsense
try add name
try remove
try list x
try add '' word
try add $'two\nlines' word
try add name '"lamp'
try add name lamp
try add name lamp
try remove other
try remove name
try list
try run --to x
