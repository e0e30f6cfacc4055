"""Facets of the list of films: sets of film numbers in memory, which follow the revisions.

``sets`` holds them, ``rows`` reads them from the database, ``follow`` keeps them in step with it,
``choice`` is what an address chooses and how it is counted, ``orders`` what a page of it shows.
"""
