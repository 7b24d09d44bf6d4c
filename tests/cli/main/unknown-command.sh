pincite serach hotels
