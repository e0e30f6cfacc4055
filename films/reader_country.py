"""For which country a reader looks: where films can be watched, and when they came out.

An address may say it for its page (``?country=JP``); what holds else is the country of the account, or
that of a cookie. Nobody is asked for it, and nothing is guessed.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, QueryDict

from films.film_filters import BadFilter
from wiki.vocabularies import country_choices, country_codes

COOKIE, COOKIE_AGE = "genga_country", 365 * 24 * 3600
PARAMETER = "country"
#: In an address: no country in particular, whatever is remembered.
EVERYWHERE = "all"
#: Addresses whose pages follow the remembered country.
_FOLLOWING = ("/films/", "/watch/", "/calendar/", "/services/", "/features/")


def remembered(request: HttpRequest) -> str:
    """The country that the account or the cookie remembers; "" for none."""
    chosen = ""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        chosen = getattr(getattr(request, "user", None), "watch_country", "")
    chosen = chosen or request.COOKIES.get(COOKIE, "")
    return chosen if chosen in country_codes() else ""


def said(request: HttpRequest) -> str:
    """The country that the address says; "" for none. Raises ``BadFilter``."""
    code = single(request.GET, PARAMETER)
    if code and code != EVERYWHERE and code not in country_codes():
        raise BadFilter
    return "" if code == EVERYWHERE else code


def asked(request: HttpRequest) -> str:
    """The country that this page is for: what its address says, else what is remembered."""
    return said(request) if any(request.GET.getlist(PARAMETER)) else remembered(request)


def version(request: HttpRequest) -> str:
    """What pages that are kept for strangers depend on (``wiki.views.strangers.depends_on``)."""
    return remembered(request) if request.path.startswith(_FOLLOWING) else ""


def counts_by(request: HttpRequest, *names: str) -> None:
    """Let these parameters, in this order, be those that make another page (``wiki.addresses``)."""
    told = QueryDict(mutable=True)
    for name in names:
        value = request.GET.get(name, "")
        if value:
            told[name] = value
    request.address_parameters = told  # type: ignore[attr-defined]


def single(parameters: QueryDict, name: str) -> str:
    """The value of a parameter that an address may have once. Raises ``BadFilter``."""
    values = parameters.getlist(name)
    if len(values) > 1:
        raise BadFilter
    return values[0] if values else ""


def choices(first: set[str]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Every country as (code, name), by name: those of ``first``, and the others."""
    every = country_choices()
    return (
        [pair for pair in every if pair[0] in first],
        [pair for pair in every if pair[0] not in first],
    )
