"""The search engine: an index of names beside the database, which it follows (see ``follow``)."""
