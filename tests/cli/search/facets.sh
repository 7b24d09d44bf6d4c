# What is found, counted by source, year and author, whatever is printed of it.
. "$source/tests/cli/search/harbour.inc"
pincite search --limit 1 --facets source,year,author lamp ships
pincite search --unit article --limit 1 --facets year --format json lamp |
  grep -o '"facets".*"total_exact":[a-z]*\|"facets":{.*}\]},"hits' | sed 's/"hits.*//'
pincite search --facets color lamp
echo "exit $?"
pincite search --facets year --format csv lamp 2>&1 | head -n 1
