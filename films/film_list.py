"""What the list of films shows for one address: a page of films, the facets, and how it is called."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from films.cards import FilmCard, cards, columns, films_in_words
from films.facets import follow, orders, personal, titles
from films.facets.choice import Choice
from films.facets.declared import FACETS
from films.facets.names import Names
from films.facets.panel import Rows, roles
from films.facets.people import films_of
from films.facets.titles import in_country
from films.film_filters import SORTS, BadFilter, FilmFilters
from films.models import Film
from wiki.documents import labels
from wiki.entry_types import registry
from wiki.keyset import AFTER, BEFORE
from wiki.search import Candidate, Query, pick, resolve

#: What a form without a script sends beside its fields; it is led to the address that counts.
SHOW = "show"
#: The text that somebody has typed for a person.
PERSON_TEXT = "person-text"
#: Search engines list lists with so many filters.
_FOUND = 2
_PERSONS = 6


@dataclass(frozen=True)
class Chip:
    """A filter that is on: its words, and the query string that takes it off."""

    label: SafeString | str
    without: str


@dataclass(frozen=True)
class Sort:
    """An order of the list."""

    value: str
    label: Any
    chosen: bool


def better_address(asked: QueryDict, filters: FilmFilters) -> str:
    """Where to go instead: a random order needs a seed, a form's address is tidied. "" to stay."""
    if filters.sort == "random" and filters.seed is None:
        return f"/films/{replace(filters, seed=secrets.randbelow(10**6)).query()}"
    if SHOW not in asked:
        return ""
    tidied, text = asked.copy(), Query.of(asked.get(PERSON_TEXT)).text
    if PERSON_TEXT in asked and not _is_called(filters.person, text):
        found = resolve(registry["person"], text, limit=2)
        tidied["person"] = str(found[0].pk) if len(found) == 1 else ""
    address = FilmFilters.read(tidied).parameters()
    if text and "person" not in address:
        address[PERSON_TEXT] = text
    for name, sought in found_by(asked).items():
        address[FACETS[name].find_name] = sought
    return f"/films/?{address.urlencode()}" if address else "/films/"


def _is_called(person: int | None, text: str) -> bool:
    """Whether the text beside a person is still their name; a form without a script keeps both."""
    if person is None:
        return False
    label = labels([f"person:{person}"])[f"person:{person}"]
    return text in (*label.names, label.shown.title)


def found_by(asked: QueryDict) -> dict[str, str]:
    """The facets whose values are looked for by name, and by what."""
    texts = {f.name: Query.of(asked.get(f.find_name)).text for f in FACETS.values() if f.found}
    return {name: text for name, text in texts.items() if text}


def chosen(filters: FilmFilters, user: Any) -> Choice:
    """What filters leave for a reader. Raises ``BadFilter`` where nobody knows what they ask for."""
    if not personal.is_known() and (filters.rating is not None or filters.watched):
        raise BadFilter
    if not personal.is_known() and filters.sort == "rating":
        raise BadFilter
    return Choice(
        follow.current(),
        filters,
        person=None if filters.person is None else films_of(filters.person, filters.role),
        watched=personal.watched(user),
        ratings=personal.ratings(),
    )


class FilmList:
    """One page of the list. Raises ``BadFilter`` for values that are no pages, ``BadCursor``."""

    def __init__(self, filters: FilmFilters, asked: QueryDict, user: Any, *, size: int) -> None:
        self.filters, self.asked, self.user = filters, asked, user
        self.choice = chosen(filters, user)
        self.rows = Rows(self.choice, found_by(asked))
        self.names = Names(self.rows.pairs)
        told = [(name, value) for name, value, _wanted in filters.pairs]
        if filters.person is not None:
            told.append(("person", filters.person))
        if not all(self.names.is_known(name, value) for name, value in told):
            raise BadFilter
        self.page = orders.page(self.choice, asked, size=size)

    def context(self) -> dict[str, Any]:
        """What the template needs."""
        filters, count = self.filters, len(self.choice.films)
        known = personal.is_known()
        return {
            "filters": filters,
            "title": titles.title(filters, self.names),
            "count": count,
            "count_in_words": films_in_words(count),
            "panel": self.rows.panel(self.names, personal=known, member=self.user.is_authenticated),
            "chips": list(self.chips()),
            "chosen_count": titles.count_of(filters),
            "sorts": [
                Sort(name, label, name == filters.sort)
                for name, label in SORTS.items()
                if known or name != "rating"
            ],
            "roles": roles(),
            "person": self.person,
            "persons": self.persons,
            "person_text": Query.of(self.asked.get(PERSON_TEXT)).text,
            "person_query": replace(filters, person=None, role="").parameters().urlencode(),
            "random_url": f"/films/random/{replace(filters, sort='newest').query()}",
            "is_found": self.is_found,
            "cards": self.cards(),
            "page": self.page,
        }

    @property
    def address(self) -> QueryDict:
        """The parameters of the address that counts."""
        told = self.filters.parameters()
        for name in (AFTER, BEFORE):
            if name in self.asked:
                told[name] = str(self.asked[name])
        return told

    @property
    def is_found(self) -> bool:
        """Whether search engines should list this page: a start of a list that somebody may look for."""
        filters, asked = self.filters, self.asked
        if AFTER in asked or BEFORE in asked or PERSON_TEXT in asked or found_by(asked):
            return False
        if filters.sort == "random" or filters.watched or filters.rating is not None:
            return False
        if filters.unwanted or filters.wanted.get("has"):
            return False
        return not filters.narrow or (bool(self.page.ids) and titles.count_of(filters) <= _FOUND)

    def cards(self) -> list[FilmCard]:
        """The films of the page. One query."""
        ids = self.page.ids
        rows = {row["pk"]: row for row in Film.objects.filter(pk__in=ids).values(*columns())}
        return cards(rows[pk] for pk in ids if pk in rows)

    @cached_property
    def person(self) -> str:
        """The name of the person who is asked for."""
        return self.names.text("person", self.filters.person) if self.filters.person else ""

    @cached_property
    def persons(self) -> list[Candidate]:
        """Who may be meant by the text that was typed for a person."""
        text = self.asked.get(PERSON_TEXT, "")
        if self.filters.person is not None or not text:
            return []
        return pick(registry["person"], text, limit=_PERSONS)

    def chips(self) -> Iterator[Chip]:
        """The filters that are on, in the order of the panel."""
        filters, names = self.filters, self.names
        for name, value, wanted in filters.pairs:
            html = names.html(name, value)
            label = html if wanted else format_html(_("not {}"), html)
            yield Chip(label, filters.without(name, value).query())
        years = (filters.first, filters.last)
        if years != (None, None):
            text = "–".join(str(year or "") for year in dict.fromkeys(years))
            yield Chip(text, replace(filters, first=None, last=None).query())
        if filters.person is not None:
            html = names.html("person", filters.person)
            role = dict(roles()).get(filters.role, _("voice")) if filters.role else ""
            label = format_html("{} ({})", html, role) if role else html
            yield Chip(label, replace(filters, person=None, role="").query())
        if filters.watch_in:
            words = _("to watch in %(country)s") % {"country": in_country(filters.watch_in)}
            yield Chip(capfirst(words), replace(filters, watch_in="").query())
        if filters.rating is not None:
            words = _("rated %(rating)d and higher") % {"rating": filters.rating}
            yield Chip(capfirst(words), replace(filters, rating=None).query())
        if filters.watched:
            words = _("watched") if filters.watched == "yes" else _("not watched")
            yield Chip(capfirst(words), replace(filters, watched="").query())
