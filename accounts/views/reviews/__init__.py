"""Pages of reviews and recommendations."""
