"""Pages of the catalogue that are no entry's page."""
