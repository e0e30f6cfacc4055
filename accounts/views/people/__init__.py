"""Views of users' pages and of what they set."""
