"""The living style guide: what the site is drawn with, shown by the site itself."""
