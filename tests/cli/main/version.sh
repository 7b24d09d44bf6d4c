pincite --version
