# What is new or changed is told once; what was there when the search was added is not,
# unless that is asked for; a phrase that nothing new has stays a phrase.
. "$source/tests/cli/alerts/harbour.inc"
pincite alerts add light lighthouse
pincite alerts add 'the whole story' --from-start lighthouse OR harbour
pincite alerts add phrase '"lighthouse keeper"'
pincite alerts list
pincite alerts run >out; echo $?
news out
pincite alerts run; echo $?
night 3 'A keeper came to the new lighthouse.'
pincite alerts run >out; echo $?
news out
pincite alerts run; echo $?
night 1 'The lighthouse was built in 1811, it turned out.'
night 4 'Ships.'
pincite alerts run >out; echo $?
news out
pincite alerts remove light 'the whole story'
night 5 'Another lighthouse.'
pincite alerts run; echo $?
pincite alerts list
