"""The site package and the engine: entries, documents, submissions, revisions. Knows no film."""
