"""The drawn image place of a segment."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from films import posters
from films.models import Segment, SegmentName
from films.views.posters import AGAIN, FOREVER
from wiki.policy import policy
from wiki.views.guards import LARGEST_ID


@require_safe
def plate(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """The scene that stands for a segment until images come."""
    pk = int(ref.partition("-")[0])
    rows = Segment.objects.filter(film=pk, number=number).values_list(
        "pk", "film__year", "film__hidden"
    )
    segment = rows.first() if pk <= LARGEST_ID and number <= LARGEST_ID else None
    if segment is None or (segment[2] and not policy().may_moderate(request.user)):
        raise Http404
    names = SegmentName.objects.filter(segment=segment[0]).order_by("-display", "position", "pk")
    title = names.values_list("text", flat=True).first() or ""
    version = posters.version(title, str(number), segment[1])
    etag = quote_etag(version)
    response = get_conditional_response(request, etag=etag)
    if not isinstance(response, HttpResponseNotModified):
        drawn = posters.draw_plate(title, number, segment[1])
        response = HttpResponse(drawn, content_type="image/svg+xml")
    response["ETag"] = etag
    response["Cache-Control"] = FOREVER if request.GET.get("v") == version else AGAIN
    if segment[2]:
        response["Cache-Control"] = "private, no-store"
    return response
