"""A catalogue of any size for benchmarks: the same rows for the same numbers, spread as real ones are.

`python -m tests.benchmarks.synthetic --films 1000000` fills the empty database that DATABASE_URL names
with films, people, characters and companies, 4 names, 10 credits and 2 characters to a film, and all
that facets, search and pages ask for. Rows are written straight into tables and have no history but
one revision that names them all: it measures reading, and is no way to edit.
"""
