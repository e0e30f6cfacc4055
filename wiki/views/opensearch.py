"""The site's search in the browser's own box (OpenSearch 1.1)."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from wiki.open_web import absolute
from wiki.search import Query, suggest

#: The longest name that the format allows.
_SHORT = 16
#: How many suggestions a browser's box has room for.
_OFFERED = 8


@require_safe
@cache_control(public=True, max_age=86400)
def description(request: HttpRequest) -> HttpResponse:
    """Where to search, and where to ask for suggestions."""
    name = escape(settings.GENGA_SITE_NAME[:_SHORT])
    urls = "".join(
        f"<Url type={quoteattr(kind)} {rel}template={quoteattr(absolute(path))}/>"
        for kind, rel, path in (
            ("text/html", "", "/search/?q={searchTerms}"),
            (
                "application/x-suggestions+json",
                'rel="suggestions" ',
                "/search/opensearch?q={searchTerms}",
            ),
        )
    )
    icon = escape(absolute(static("img/icon-192.png")))
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        f"<ShortName>{name}</ShortName>"
        f"<Description>{escape(_('An open wiki for anime film.'))}</Description>"
        f'<Image width="192" height="192" type="image/png">{icon}</Image>{urls}'
        "<InputEncoding>UTF-8</InputEncoding></OpenSearchDescription>"
    )
    return HttpResponse(xml, content_type="application/opensearchdescription+xml; charset=utf-8")


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """What the browser's box offers: the query, names, notes and addresses, as four lists."""
    query = Query.of(request.GET.get("q"))
    found = [each.as_json() for each in suggest(query, [], limit=_OFFERED)] if query else []
    columns = (
        [each["title"] for each in found],
        [" · ".join(filter(None, (each["kind"], str(each["year"] or "")))) for each in found],
        [absolute(each["url"]) for each in found],
    )
    return JsonResponse(
        [query.text, *columns], safe=False, content_type="application/x-suggestions+json"
    )
