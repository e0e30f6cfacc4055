"""What search engines ask for first: robots.txt and the sitemap."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from wiki import sitemaps
from wiki.views.strangers import build, clock, unless_unchanged

#: What is for people who edit, for programs, or is one page in countless shapes. What searches find is one
#: page by its canonical address.
CLOSED = (
    "/accounts/",
    "/admin/",
    "/drafts/",
    "/i18n/",
    "/moderation/",
    "/notices/",
    "/pick/",
    "/preview/",
    "/search/opensearch",
    "/search/suggest",
    "/submissions/",
    "/titles/",
    "/*/new/",
    "/*/*/cite/",
    "/*/*/edit/",
    "/*/*/hide/",
    "/*/*/history/blame/",
    "/*/*/history/compare/",
    "/*/*/merge/",
    "/*/*/pending/",
    "/*/*/protect/",
    "/*/*/restore/",
    "/*?*sources=",
)


@require_safe
@cache_control(public=True, max_age=86400)
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read (RFC 9309), and where the sitemap is."""
    rules = "".join(f"Disallow: {path}\n" for path in CLOSED)
    text = f"User-agent: *\nAllow: /\n{rules}\nSitemap: {settings.GENGA_SITE_URL}/sitemap.xml\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@unless_unchanged
def index(request: HttpRequest) -> HttpResponse:
    """The index of the sitemap: it reads whole tables, so it is kept until the next revision or act."""
    key = f"sitemap-{build()}-{clock()}"
    xml = caches["pages"].get(key)
    if xml is None:
        xml = sitemaps.index()
        caches["pages"].set(key, xml)
    return HttpResponse(xml, content_type="application/xml; charset=utf-8")


@require_safe
def one(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One list of addresses; 304 to who has it since the latest change of what is in it."""
    section = sitemaps.section(name)
    shard = section.shard(number) if section and 0 < number < 10**9 else None
    if section is None or shard is None:
        raise Http404
    # No Last-Modified: a page that is hidden leaves the list without changing what is left.
    etag = quote_etag(f"{build()}-{shard.count}-{shard.changed_at or ''}")
    response = get_conditional_response(request, etag=etag)
    if response is None:
        xml = sitemaps.listed(section.places(number))
        response = HttpResponse(xml, content_type="application/xml; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response
