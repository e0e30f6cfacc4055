"""What moderators do about users, and what users do about that: one verb a function."""
