"""What members report to moderators: what it may be about, and what becomes of it."""
