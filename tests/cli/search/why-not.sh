# Why a passage is no hit: the first part that fails, or the option.
. "$source/tests/cli/search/harbour.inc"
ask() {
  pincite search --why-not "$@"
  echo "exit $?"
}
ask light#1 lamp
ask light#1 'lamp AND (storm OR wind)'
ask light#1 -- lamp -keeper
ask light#1 'lighthouse /3 oil'
ask road#1 wind tide
ask light#1 --from 2000 lamp
ask road#1 --from 2000 ships
ask road#1 --source 'Harbour News' ships
ask light#1 --zone note lamp
ask light#1 --format json 'steps date:2004'
ask light#1 ''
ask light lamp
ask light#9 lamp
