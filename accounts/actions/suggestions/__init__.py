"""What somebody can do with suggestions: one verb a file."""
