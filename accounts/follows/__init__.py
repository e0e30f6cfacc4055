"""Following pages, users and lists: what can be followed, and how those who do hear of it."""
