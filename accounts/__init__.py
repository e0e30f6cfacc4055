"""People: the user model, sign-up, roles, the user page, the demo accounts."""
