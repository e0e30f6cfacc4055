"""Files with what is a user's own: everything for this site, and what other sites take."""
