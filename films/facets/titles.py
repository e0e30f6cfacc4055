"""What a choice of films is called: "Science fiction anthologies on Prime Video in the United States".

Each filter wraps what is said so far in a pattern of its own, so that a language puts its words in
its own order: "%(films)s by %(studio)s" is "%(studio)sの%(films)s".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from babel.lists import format_list
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, pgettext

from films.facets.names import Names
from films.film_filters import VOICE, FilmFilters
from films.models import FilmKind
from films.roles import ROLES
from wiki.figures import number
from wiki.vocabularies import babel_locale, country_name

#: With more filters than this a title would be a riddle.
MOST = 4
#: Countries whose English names take an article.
_WITH_ARTICLE = frozenset({"AE", "BS", "CF", "DO", "GB", "GM", "MH", "MV", "NL", "PH", "SB", "US"})

Pattern = Callable[[str], str]


def title(filters: FilmFilters, names: Names) -> str:
    """The title of a choice, with a capital."""
    wrapped = list(_patterns(filters, names))
    count = len(wrapped) + bool(filters.wanted.get("kind"))
    if count > MOST:
        words = ngettext("Films with %(count)s filter", "Films with %(count)s filters", count)
        return words % {"count": number(count)}
    films = _kinds(filters)
    for pattern in wrapped:
        films = pattern(films)
    return capfirst(films)


def count_of(filters: FilmFilters) -> int:
    """How many filters are on, each value being one."""
    others = (filters.person, filters.watch_in, filters.rating, filters.watched)
    years = filters.first is not None or filters.last is not None
    return sum(1 for _pair in filters.pairs) + years + sum(1 for other in others if other)


def in_country(code: str) -> str:
    """A country as it stands behind "in" or "from"."""
    name = country_name(code)
    return (
        pgettext("in or from a country", "the %(country)s") % {"country": name}
        if code in _WITH_ARTICLE
        else name
    )


def either(words: Iterable[str], *, together: bool = False) -> str:
    """Words as alternatives: "A, B or C"; with ``together`` "A, B and C"."""
    locale = babel_locale(get_language())
    return format_list(list(words), style="standard" if together else "or", locale=locale)


def _kinds(filters: FilmFilters) -> str:
    nouns = {
        FilmKind.FEATURE: pgettext("list title", "feature films"),
        FilmKind.SHORT: pgettext("list title", "short films"),
        FilmKind.ANTHOLOGY: pgettext("list title", "anthologies"),
        FilmKind.OVA: pgettext("list title", "OVAs"),
        FilmKind.TV_SPECIAL: pgettext("list title", "TV specials"),
        FilmKind.SERIES: pgettext("list title", "series"),
        FilmKind.OTHER: pgettext("list title", "other works"),
    }
    wanted = [nouns[FilmKind(str(kind))] for kind in filters.wanted.get("kind", ())]
    return either(wanted, together=True) if wanted else pgettext("list title", "films")


def _patterns(filters: FilmFilters, names: Names) -> Iterator[Pattern]:
    """The patterns of all filters but kinds, the one that stands next to the noun first."""
    simple = {
        "genre": pgettext("list title", "%(value)s %(films)s"),
        "language": pgettext("list title", "%(films)s in %(value)s"),
        "country": pgettext("list title", "%(films)s from %(value)s"),
        "studio": pgettext("list title", "%(films)s by %(value)s"),
        "decade": pgettext("list title", "%(films)s of the %(value)s"),
        "theme": pgettext("list title", "%(films)s about %(value)s"),
        "franchise": pgettext("list title", "%(films)s of the franchise %(value)s"),
        "runtime": pgettext("list title", "%(films)s of %(value)s"),
        "has": pgettext("list title", "%(films)s with %(value)s"),
    }
    for facet, pattern in simple.items():
        if values := filters.wanted.get(facet):
            texts = [
                in_country(str(value)) if facet == "country" else names.text(facet, value)
                for value in values
            ]
            together = facet in filters.all_of
            yield _wrap(pattern, value=either(texts, together=together))
        if facet == "country":
            yield from _person(filters, names)
            yield from _years(filters)
    yield from _offers(filters, names)
    without = [names.text(facet, v) for facet, v, wanted in filters.pairs if not wanted]
    if without:
        yield _wrap(pgettext("list title", "%(films)s without %(value)s"), value=either(without))
    if filters.rating is not None:
        yield _wrap(
            pgettext("list title", "%(films)s rated %(value)s and higher"),
            value=number(filters.rating),
        )
    if filters.watched:
        seen = filters.watched == "yes"
        watched = pgettext("list title", "%(films)s that you have watched")
        yield _wrap(
            watched if seen else pgettext("list title", "%(films)s that you have not watched")
        )


def _person(filters: FilmFilters, names: Names) -> Iterator[Pattern]:
    if filters.person is None:
        return
    patterns = {
        "": pgettext("list title", "%(films)s that %(value)s worked on"),
        "director": pgettext("list title", "%(films)s directed by %(value)s"),
        "writer": pgettext("list title", "%(films)s written by %(value)s"),
        "music": pgettext("list title", "%(films)s with music by %(value)s"),
        VOICE: pgettext("list title", "%(films)s with the voice of %(value)s"),
    }
    other = pgettext("list title", "%(films)s with %(value)s (%(role)s)")
    pattern = patterns.get(filters.role, other)
    role = str(ROLES[filters.role].label) if pattern is other else ""
    yield _wrap(pattern, value=names.text("person", filters.person), role=role)


def _years(filters: FilmFilters) -> Iterator[Pattern]:
    first, last = filters.first, filters.last
    if first is not None and last is not None:
        one, many = (
            pgettext("list title", "%(films)s of %(first)d"),
            pgettext("list title", "%(films)s of %(first)d–%(last)d"),
        )
        yield _wrap(one if first == last else many, first=first, last=last)
    elif first is not None:
        yield _wrap(pgettext("list title", "%(films)s since %(first)d"), first=first)
    elif last is not None:
        yield _wrap(pgettext("list title", "%(films)s up to %(last)d"), last=last)


def _offers(filters: FilmFilters, names: Names) -> Iterator[Pattern]:
    services = [names.text("service", value) for value in filters.wanted.get("service", ())]
    terms = [names.text("offer", value) for value in filters.wanted.get("offer", ())]
    words = {"service": either(services) if services else "", "country": ""}
    if filters.watch_in:
        words["country"] = in_country(filters.watch_in)
    if services and filters.watch_in:
        yield _wrap(pgettext("list title", "%(films)s on %(service)s in %(country)s"), **words)
    elif services:
        yield _wrap(pgettext("list title", "%(films)s on %(service)s"), **words)
    elif filters.watch_in:
        yield _wrap(pgettext("list title", "%(films)s to watch in %(country)s"), **words)
    if terms:
        yield _wrap(pgettext("list title", "%(films)s (%(terms)s)"), terms=either(terms))


def _wrap(pattern: str, **words: object) -> Pattern:
    return lambda films: pattern % {"films": films, **words}
