"""What can be done with reviews and recommendations, one verb a file."""
