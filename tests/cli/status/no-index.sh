pincite status
echo $?
PINCITE_INDEX=elsewhere pincite status
echo $?
