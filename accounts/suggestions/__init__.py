"""Suggestions: what somebody may like, from what they rated and what films share.

``features`` reads what films share, ``likeness`` makes neighbours of it (the one module that loads a
library for matrices, in ``tick`` alone), ``work`` keeps them; ``taste`` combines them for one person,
``reasons`` says why, and only what it has found in the database.
"""
