"""Lengths that do not fit together: of a film, its segments, its cuts and their releases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from films.hints.film_edits import FilmEdit, earliest, number
from films.models.release import CutKind
from wiki.changesets import Fields
from wiki.hints import Hint

#: Minutes by which lengths may differ: they are rounded, and something joins the segments.
TOLERANCE = 2
#: A film runs four per cent faster on European television and discs.
SPEED = 0.05


def hints(edit: FilmEdit) -> Iterator[Hint]:
    """What is odd about the lengths of one film."""
    yield from _segments(edit)
    yield from _cuts(edit)
    yield from _releases(edit)


def _segments(edit: FilmEdit) -> Iterator[Hint]:
    """Segments that do not add up to the film. A film that is still to come has a planned length."""
    length, segments = number(edit.film["runtime"]), edit.rows("segment")
    total, whole = _total(segments.values())
    first = earliest(edit.released)
    planned = first is not None and first > timezone.localdate()
    if length is None or len(segments) < 2 or planned:
        return
    if total > length + TOLERANCE or (whole and total < length - TOLERANCE):
        text = _("The segments add up to %(total)s minutes, the film runs %(length)s.")
        yield Hint(
            edit.key,
            "runtime",
            text % {"total": total, "length": length},
            also=edit.everywhere("segment", "runtime"),
        )


def _cuts(edit: FilmEdit) -> Iterator[Hint]:
    segments = edit.rows("segment")
    film_length = number(edit.film["runtime"])
    theatrical = [k for k, c in edit.rows("cut").items() if c["kind"] == CutKind.THEATRICAL]
    for key, cut in edit.rows("cut").items():
        length = number(cut["runtime"])
        if length is None:
            continue
        inside = [segments[s] for s in cut["segments"] or () if s in segments]
        total, whole = _total(inside)
        if inside and (total > length + TOLERANCE or (whole and total < length - TOLERANCE)):
            text = _("The segments of this cut add up to %(total)s minutes, it runs %(length)s.")
            yield Hint(
                key,
                "runtime",
                text % {"total": total, "length": length},
                also=((key, "segments"), *edit.everywhere("segment", "runtime")),
            )
        if theatrical == [key] and film_length and abs(film_length - length) > TOLERANCE:
            text = _("The theatrical cut runs %(length)s minutes, the film %(film)s.")
            yield Hint(
                key,
                "runtime",
                text % {"length": length, "film": film_length},
                also=((key, "kind"), (edit.key, "runtime")),
            )


def _releases(edit: FilmEdit) -> Iterator[Hint]:
    """Releases whose length is not that of the cut which they say they show."""
    cuts = edit.rows("cut")
    for key, release in edit.rows("release").items():
        length = number(release["runtime"])
        of_cut = number(cuts.get(str(release["cut"]), {}).get("runtime"))
        if length is None or of_cut is None:
            continue
        if abs(length - of_cut) > max(TOLERANCE, SPEED * of_cut):
            text = _("This release runs %(length)s minutes, its cut %(cut)s.")
            yield Hint(
                key,
                "runtime",
                text % {"length": length, "cut": of_cut},
                also=((key, "cut"), (str(release["cut"]), "runtime")),
            )


def _total(rows: Iterable[Fields]) -> tuple[int, bool]:
    """The sum of the lengths that are known, and whether all are."""
    lengths = [number(row["runtime"]) for row in rows]
    known = [length for length in lengths if length is not None]
    return sum(known), bool(lengths) and len(known) == len(lengths)
