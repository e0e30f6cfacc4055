"""Pictures that look like pictures that are here already: told beside the change that brings them."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from wiki import documents
from wiki.hints import Hint, Proposal
from wiki.models import Picture
from wiki.picture_names import PictureName
from wiki.pictures import Use, pictures_in, uses

#: Perceptual hashes that differ in so many of 64 bits, or fewer, are of copies of one picture.
ALIKE = 8
#: No more pictures of one change set are looked up.
MOST_PICTURES = 40


def of_pictures(proposal: Proposal) -> Iterator[Hint]:
    """New pictures that look like one of the same page, of another page, or of the change set itself.

    A handful of statements for all of them. Copies are found whose hashes share a quarter, which is
    all that differ in three bits and most that differ in eight.
    """
    entries = {change["key"]: change["entry"] for change in proposal.changes}
    new = list(pictures_in(proposal.changes))[:MOST_PICTURES]
    kept = {p.name: p for p in Picture.objects.filter(digest__in={n.digest for *_at, n in new})}
    near = _candidates(kept.values())
    alike = {name: _alike(picture, near) for name, picture in kept.items()}
    shown = uses(str(name) for names in alike.values() for name in names)
    labels = documents.labels({use.entry for each in shown.values() for use in each})
    for at, (key, field, name) in enumerate(new):
        names = alike.get(name, set())
        if any(other in names and key != row for row, _field, other in new[:at]):
            yield Hint(key, field, _("This looks like another picture of this edit."))
        own = entries[key]
        told: set[str] = set()
        for use in _uses(shown, names, but=key):
            if use.entry == own:
                yield Hint(key, field, _("This looks like a picture that the page has."))
            elif use.entry not in told:
                told.add(use.entry)
                yield Hint(key, field, _("This looks like a picture of another page:"),
                           labels[use.entry])  # fmt: skip


def _candidates(pictures: Iterable[Picture]) -> list[Picture]:
    """The pictures that share a quarter of their perceptual hash with one of these. One statement."""
    shared = [
        Q(**{column: quarter})
        for picture in pictures
        for column, quarter in Picture.quarters(picture.likeness).items()
    ]
    if not shared:
        return []
    return list(Picture.objects.filter(functools.reduce(operator.or_, shared)))


def _alike(picture: Picture, near: Iterable[Picture]) -> set[PictureName]:
    """Those of ``near`` that look like ``picture``, itself among them."""
    own = int(picture.likeness, 16)
    return {each.name for each in near if (own ^ int(each.likeness, 16)).bit_count() <= ALIKE}


def _uses(shown: dict[str, list[Use]], names: Iterable[PictureName], *, but: str) -> list[Use]:
    """The rows that show one of ``names``, without the row ``but``."""
    rows = [use for name in names for use in shown.get(str(name), ())]
    return [use for use in rows if f"{use.row._meta.model_name}:{use.row.pk}" != but]
