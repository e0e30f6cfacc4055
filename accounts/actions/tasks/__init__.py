"""What somebody can do with small tasks: one verb a file."""
