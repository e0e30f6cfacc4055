"""Pages of users: what stands on them, for whom."""
