"""What members do with their own pages and with each other, one verb a file."""
