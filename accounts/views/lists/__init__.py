"""Pages of curators' lists."""
