"""What accounts add to the page of a segment: what all made of it, on its own."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Max
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.film_pieces import drawn
from accounts.models import Tally
from accounts.scales import scale_of


def pieces(request: HttpRequest, segment: int) -> Iterator[SafeString]:
    """The ratings of a segment, in the reader's scale. One query."""
    tally = Tally.objects.filter(segment=segment).first()
    scale = scale_of(request.user)
    figures = drawn(tally, scale)
    if figures is not None:
        yield render_to_string("viewings/_tally.html", {"drawn": figures})


def version(film: int) -> str:
    """When ratings of a film or its segments changed last. One query."""
    return str(Tally.objects.filter(film=film).aggregate(at=Max("changed_at"))["at"])
