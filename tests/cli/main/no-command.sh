pincite
