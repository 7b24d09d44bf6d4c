pincite index "$source/corpus/sample" >/dev/null 2>&1
whole=$(pincite show --format json D02)
for id in 'D02#1' 'D02#2'; do
  for n in 0 1 1000; do
    pincite show --context $n $id >slice
    case $(pincite show D02) in
      *"$(cat slice)"*) echo "$id with $n: part of the article" ;;
      *) echo "$id with $n: not as stored" ;;
    esac
  done
done
pincite show --context 1000 'D02#2' | wc -l
pincite show --color always 'D02#2' | head -n 4
