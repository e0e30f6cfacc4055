"""The drawn poster of a film."""

from __future__ import annotations

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponseRedirect,
)
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from films import posters
from films.models import Film
from wiki.picture_names import PictureName
from wiki.policy import policy
from wiki.views.guards import LARGEST_ID

#: A poster asked for by its present version never changes; any other is looked at again.
FOREVER = "public, max-age=31536000, immutable"
AGAIN = "public, no-cache"


@require_safe
def poster(request: HttpRequest, ref: str) -> HttpResponse:
    """The placeholder that is drawn from a film's title and year; the poster, once there is one."""
    pk = int(ref.partition("-")[0])
    columns = ("title", "title_native", "year", "kind", "hidden", "poster", "adult")
    film = Film.objects.filter(pk=pk).values_list(*columns).first() if pk <= LARGEST_ID else None
    if film is None or (film[4] and not policy().may_moderate(request.user)):
        raise Http404
    picture = None if film[6] else PictureName.read(film[5])  # the same for all who ask
    if picture is not None:
        return HttpResponseRedirect(picture.file_url(320), headers={"Cache-Control": AGAIN})
    version = posters.version(*film[:4])
    etag = quote_etag(version)
    response = get_conditional_response(request, etag=etag)
    if not isinstance(response, HttpResponseNotModified):
        response = HttpResponse(posters.draw(*film[:4]), content_type="image/svg+xml")
    response["ETag"] = etag
    response["Cache-Control"] = FOREVER if request.GET.get("v") == version else AGAIN
    if film[4]:
        response["Cache-Control"] = "private, no-store"
    return response
