"""What can be done to curators' lists, one verb a file."""
