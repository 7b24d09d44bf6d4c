pincite index "$source/corpus/sample" >/dev/null 2>&1
for id in nobody 'D02#0' 'D02#999' 'D02#' '#1' '' 'D02#1x'; do
  pincite show -- "$id"
  echo $?
done
