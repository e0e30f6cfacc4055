"""Pages for readers who are not logged in: kept until the next revision, answered 304 if unchanged.

What strangers see of the catalogue follows from its revisions, which have one order
(``wiki.actions.apply``), and from acts of moderation (a protected page says so), which have one line
each in the log. So the latest of both is the version of every page: one indexed query tells whether
a kept page, or the copy in the reader's browser, still holds. A change shows at once in every process.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from functools import cache, partial, wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.timezone import localdate
from django.utils.translation import get_language

from wiki import page_additions, title_language
from wiki.models import LogEntry, Revision
from wiki.views.guards import LARGEST_ID

#: Addresses with longer query strings are rendered anew; they are not visited twice.
LONGEST_QUERY = 300

Decorator = Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]

_dependences: list[Callable[[HttpRequest], str]] = []


def depends_on(ask: Callable[[HttpRequest], str]) -> None:
    """Keep pages apart by what ``ask`` says of a request: a choice that a reader's cookie remembers.

    It must be quick, ask no database of readers without a session, and say few different things.
    """
    _dependences.append(ask)


@cache
def build() -> str:
    """What tells this state of code, templates, texts and translations from others, in every process."""
    digest = hashlib.blake2b(digest_size=12)
    for folder in ("accounts", "films", "wiki", "templates", "locale", "docs"):
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in (".py", ".html", ".mo", ".md"):
                state = path.stat()
                digest.update(f"{path} {state.st_mtime_ns} {state.st_size}".encode())
    return digest.hexdigest()


def clock(of: tuple[str, int] | None = None) -> str:
    """What changes with every revision and act, and with what apps add to the entry ``of`` (type, id).

    One indexed query, most of what a kept page costs.
    """
    latest_of = [
        f"(SELECT created_at FROM {connection.ops.quote_name(table)} ORDER BY id DESC LIMIT 1)"  # noqa: S608
        for table in (Revision._meta.db_table, LogEntry._meta.db_table)
    ]
    added = page_additions.clocks(of[0]) if of else []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(latest_of + added)}", [of[1] for _each in added if of])
        latest = cursor.fetchone()
    return hashlib.blake2b(str(latest).encode(), digest_size=12).hexdigest()


def for_strangers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep what ``view`` answers to readers without a session, as long as no revision is made and
    nobody moderates.

    The view must show strangers nothing that follows from anything but revisions, the
    log of moderation and the day.
    """

    return for_strangers_as_of(_nothing_else)(view)


def for_strangers_as_of(also: Callable[..., str]) -> Decorator:
    """``for_strangers`` for pages that follow from more than that: from what ``also`` says.

    It is asked with the arguments of the view, for each look at a kept page.
    """

    def decorated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            request.is_public_page = True  # type: ignore[attr-defined]
            if not _is_stranger(request):
                return view(request, *args, **kwargs)
            also_of = also(request, *args, **kwargs)
            return _kept(request, partial(view, request, *args, **kwargs), also_of)

        return kept

    return decorated


def unless_unchanged(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 304 to who has what ``view`` gives as of the latest revision and act; keep nothing.

    For what programs read: the view must give everybody the same, whoever asks and in whatever language.
    """
    return unless_unchanged_as_of(_nothing_else)(view)


def unless_unchanged_as_of(also: Callable[..., str]) -> Decorator:
    """``unless_unchanged`` for what follows from more than that: from what ``also`` says."""

    def decorated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            also_of = also(request, *args, **kwargs)
            version = f"{build()} {clock()} {localdate()} {request.get_full_path()} {also_of}"
            etag = f'W/"{hashlib.blake2b(version.encode(), digest_size=12).hexdigest()}"'
            response = get_conditional_response(request, etag=etag)
            if response is None:
                response = view(request, *args, **kwargs)
            if response.status_code in (200, 304):
                response["ETag"] = etag
                response["Cache-Control"] = "public, max-age=0, must-revalidate"
            return response

        return answered

    return decorated


def _nothing_else(request: HttpRequest, *args: Any, **kwargs: Any) -> str:
    return ""


def _kept(request: HttpRequest, answer: Callable[[], HttpResponse], also: str) -> HttpResponse:
    """The page as it is kept for strangers, or what ``answer`` makes of it; 304 to who has it."""
    chosen = " ".join(ask(request) for ask in _dependences)
    latest = f"{clock(_entry_of(request))} {also}"
    version = (
        f"{build()} {latest} {get_language()} {title_language.current()} {localdate()} {chosen}"
    )
    etag = f'W/"{hashlib.blake2b(version.encode(), digest_size=12).hexdigest()}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None and unchanged.status_code == 304:
        return _marked(unchanged, etag)
    key = _key(request, version)
    body = caches["pages"].get(key)
    if body is None:
        response = answer()
        if response.status_code != 200 or response.streaming or response.cookies:
            return response
        body = gzip.compress(response.content, 6, mtime=0)
        caches["pages"].set(key, body)
    return _marked(_answer(request, body), etag)


def _entry_of(request: HttpRequest) -> tuple[str, int] | None:
    """Whose page an address names, if it is an entry's own."""
    match = request.resolver_match
    if match is None or match.url_name != "entry":
        return None
    pk = int(match.kwargs["ref"].partition("-")[0])
    return (match.kwargs["entry_type"].name, pk) if pk <= LARGEST_ID else None


def _is_stranger(request: HttpRequest) -> bool:
    """Whether the page can be the same for everybody: read only, no session, nothing to be told."""
    personal = (settings.SESSION_COOKIE_NAME, "messages")
    return (
        request.method in ("GET", "HEAD")
        and not any(name in request.COOKIES for name in personal)
        and len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY
    )


def _key(request: HttpRequest, version: str) -> str:
    address = f"{request.get_host()} {request.is_secure()} {request.get_full_path()}"
    return hashlib.blake2b(f"{version} {address}".encode(), digest_size=24).hexdigest()


def _answer(request: HttpRequest, body: bytes) -> HttpResponse:
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(body)
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(body))
    return response


def _marked(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(response, ["Accept-Encoding", "Accept-Language", "Cookie"])
    return response
