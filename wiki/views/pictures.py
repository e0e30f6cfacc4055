"""Pictures: their files, and a page for each."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wiki import documents
from wiki.models import Picture
from wiki.picture_html import picture_html
from wiki.pictures import may_see, uses

#: The content of an address never changes: its name follows from it.
FOREVER = "public, max-age=31536000, immutable"
PRIVATE = "private, no-store"


@require_safe
def picture_file(request: HttpRequest, digest: str, width: int) -> HttpResponse:
    """One file of a picture."""
    picture = _visible(request, digest)
    if width not in picture.name.widths:
        raise Http404
    etag = quote_etag(f"{digest}-{width}")
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(_content(picture, width), content_type="image/webp")
    response["ETag"] = etag
    response["Cache-Control"] = FOREVER if picture.published_at else PRIVATE
    return response


@require_safe
def picture_page(request: HttpRequest, digest: str) -> HttpResponse:
    """A picture as large as it is, with what the pages that show it say of it."""
    picture = _visible(request, digest)
    name = picture.name
    rows = uses([str(name)]).get(str(name), [])
    labels = documents.labels(use.entry for use in rows)
    shown: list[dict[str, Any]] = [{"page": labels[use.entry], "row": use.row} for use in rows]
    alt = str(rows[0].row) if rows else _("Image")
    image = picture_html(name, alt=alt, sizes="100vw", eager=True)
    context = {"picture": picture, "name": name, "image": image, "uses": shown}
    response = render(request, "pictures/detail.html", context)
    if not picture.published_at:
        response["Cache-Control"] = PRIVATE
    return response


def _visible(request: HttpRequest, digest: str) -> Picture:
    picture: Picture = get_object_or_404(Picture, digest=digest)
    if not may_see(request.user, picture):
        raise Http404
    return picture


def _content(picture: Picture, width: int) -> bytes:
    try:
        with default_storage.open(picture.name.path(width)) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        raise Http404 from None
    return content
