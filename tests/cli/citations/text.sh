# A line for each citation; the undecided have a question mark.
printf 'See 47 U.S.C. § 230(c)(1) and FOSTA,\n132 Stat. 1253; the TVPA.\n' >a.txt
pincite citations a.txt
pincite citations - <a.txt | cut -f 4 | sort | uniq -c
