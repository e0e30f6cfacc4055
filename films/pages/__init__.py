"""What the page of each type shows beyond its document: one module per noun.

``page(page)`` gives the template its context. Rows of the page itself come from its document, so
that past versions and previews show theirs; rows of other pages that point here come from the
database in a fixed number of queries.
"""
