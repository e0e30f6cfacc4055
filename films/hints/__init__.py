"""What looks odd about a proposed change to the catalogue, told beside it (see ``wiki.hints``).

One function for each type of entry that says more than names and links; ``names`` for the others.
Each looks at all pages of its type in a change set at once, so that the number of statements does
not follow the number of rows.
"""

from __future__ import annotations

from films.hints import dates, lengths, lives, people, relations, rows
from films.hints.film_edits import film_edits
from wiki.entry_types import registry
from wiki.hints import Hint, Proposal
from wiki.picture_hints import of_pictures


def film(proposal: Proposal) -> list[Hint]:
    """Hints about films."""
    found = names(proposal)
    edits = film_edits(proposal)
    for edit in edits:
        found += [*lengths.hints(edit), *dates.hints(edit), *rows.hints(edit)]
    return [*found, *people.hints(proposal, edits), *relations.hints(proposal, edits)]


def person(proposal: Proposal) -> list[Hint]:
    """Hints about people."""
    return [*names(proposal), *lives.of_people(proposal)]


def company(proposal: Proposal) -> list[Hint]:
    """Hints about companies."""
    return [*names(proposal), *lives.of_companies(proposal)]


def names(proposal: Proposal) -> list[Hint]:
    """Hints about the names and pictures that entries of every type have."""
    found: list[Hint] = list(of_pictures(proposal))
    for key, document in proposal.after.items():
        found += rows.native_names(registry.of_key(key), document)
    return found
