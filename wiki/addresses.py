"""The addresses of a page: the one that counts, and the same page in each language.

``?lang=ja`` shows a page in Japanese whatever the reader prefers; without it the reader's own language
is shown. Search engines are told of both (``hreflang``), and that further parameters which change
nothing are no pages of their own (``canonical``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, QueryDict

#: The parameter that names the language.
LANGUAGE = "lang"
#: The parameters that make another page of it, in the order in which addresses name them.
TELLING = ("q", "type", "year", "decade", "kind", "genre", "sort", "after", "before", "page")
#: Values that are longer are no part of an address that counts.
_LONGEST = 200


@dataclass(frozen=True)
class Alternate:
    """The address of a page in one language; ``x-default`` is the one that follows the reader."""

    language: str
    url: str


def here(request: HttpRequest) -> str:
    """The path and query of the page, without the language that it was asked for in."""
    if LANGUAGE not in request.GET:
        return request.get_full_path()
    kept = request.GET.copy()
    del kept[LANGUAGE]
    query = kept.urlencode()
    return f"{request.path}?{query}" if query else request.path


def canonical(request: HttpRequest) -> str:
    """The address of this page in the language that its address asks for, without what tells nothing."""
    asked = request.GET.get(LANGUAGE, "")
    return _address(request, asked if asked in dict(settings.LANGUAGES) else "")


def alternates(request: HttpRequest) -> list[Alternate]:
    """This page in each language of the site, and the address that leaves it to the reader."""
    found = [Alternate(code, _address(request, code)) for code, _name in settings.LANGUAGES]
    return [*found, Alternate("x-default", _address(request, ""))]


def _address(request: HttpRequest, language: str) -> str:
    told: QueryDict | None = getattr(request, "address_parameters", None)
    kept = QueryDict(mutable=True) if told is None else told.copy()
    for name in TELLING if told is None else ():
        value = request.GET.get(name, "")
        if value and len(value) <= _LONGEST:
            kept[name] = value
    if language:
        kept[LANGUAGE] = language
    query = kept.urlencode()
    return f"{settings.GENGA_SITE_URL}{request.path}{'?' if query else ''}{query}"
