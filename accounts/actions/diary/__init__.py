"""What a user does with their diary: one verb, one module."""
