"""Films related in an order that their years contradict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from films.hints.film_edits import FilmEdit, facts
from films.models.relation import RelationKind
from wiki.hints import Hint, Proposal

#: What comes after the film that it is related to, by its nature. (A prequel tells what was before.)
LATER = {RelationKind.SEQUEL, RelationKind.REMAKE, RelationKind.COMPILATION}
EARLIER = {RelationKind.REMADE_FROM, RelationKind.COMPILED_FROM}


def hints(proposal: Proposal, edits: Iterable[FilmEdit]) -> Iterator[Hint]:
    """Sequels, remakes and compilations that came out before their model. One statement."""
    asked = [
        (edit, key, row)
        for edit in edits
        for key, row in edit.rows("relation").items()
        if row["kind"] in LATER | EARLIER
        and (edit.year_changes or edit.changes_any([(key, "kind"), (key, "other")]))
    ]
    films = facts(proposal, "film", (row["other"] for _edit, _key, row in asked), ("year",))
    for edit, key, row in asked:
        other = films.get(row["other"])
        if other is None or other["year"] is None or edit.year is None:
            continue
        words = {"title": other["title"], "year": other["year"], "own": edit.year}
        also = ((key, "kind"), *edit.release_dates)
        if row["kind"] in LATER and other["year"] < edit.year:
            text = _("%(title)s came out in %(year)s, before this film (%(own)s).")
            yield Hint(key, "other", text % words, also=also)
        elif row["kind"] in EARLIER and other["year"] > edit.year:
            text = _("%(title)s came out in %(year)s, after this film (%(own)s).")
            yield Hint(key, "other", text % words, also=also)
