"""What a segment of an anthology is called, and where its page is."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from films.models import SegmentName
from wiki.title_language import best_name


def best_title(path: str = "pk") -> Subquery:
    """The name that the reader wants of the segment to which ``path`` leads, for ``annotate``.

    ``None`` where it has no name: ``title`` has words for that.
    """
    names = best_name(SegmentName.objects.filter(segment=OuterRef(path)))
    return Subquery(names.values("text")[:1])


def title(name: str | None, number: int) -> str:
    """What the segment of that ``number`` is called, whose ``best_title`` is ``name``."""
    return name or _("Segment %(number)d") % {"number": number}


def url(film_url: str, number: int) -> str:
    """The address of a segment's page, below that of its film."""
    return f"{film_url}segments/{number}/"
