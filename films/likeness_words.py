"""Why two pages look alike, in words, and what tells two pages of one name apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from films.models import (
    Appearance,
    Character,
    Company,
    Credit,
    Film,
    FilmKind,
    FilmLink,
    Person,
    PersonName,
)
from films.sites import SITES
from wiki.figures import number
from wiki.partial_dates import show_partial_date
from wiki.vocabularies import country_name

Facts = Mapping[int, Mapping[Any, str | list[str]]]


def reason(told: tuple[Any, ...]) -> str:
    """One reason of ``films.likenesses`` in words; "" for one that is not known any more."""
    name, *values = told
    if name == "name":
        further = sum(values)
        if not further:
            return _("the same name")
        return _("the name of one is a further name of the other") if further == 1 else _(
            "a further name in common"
        )  # fmt: skip
    if name in _NUMBERS:
        return _NUMBERS[name](values[0])
    if name in _PAIRS:
        return str(_PAIRS[name]) % {"one": values[0], "other": values[1]}
    if name == "year":
        return _("both of %(year)d") % {"year": values[0]}
    if name == "born":
        return _("both born in %(year)d") % {"year": values[0]}
    return str(_PLAIN.get(name, ""))


_PLAIN = {
    "sites": gettext_lazy("known to different catalogues"),
    "script": gettext_lazy("written alike in Japanese"),
    "readings": gettext_lazy("but read differently"),
    "strangers": gettext_lazy("but nobody worked on both"),
    "one_film": gettext_lazy("but both are in one film"),
    "kind": gettext_lazy("of one kind"),
    "country": gettext_lazy("of one country"),
}
_PAIRS = {
    "years": gettext_lazy("of %(one)d and %(other)d"),
    "runtime": gettext_lazy("%(one)d and %(other)d minutes"),
    "lengths": gettext_lazy("but %(one)d and %(other)d minutes"),
}


def _names(many: int) -> str:
    return ngettext("%(count)s name in common", "%(count)s names in common", many) % {
        "count": number(many)
    }


def _people(many: int) -> str:
    return ngettext("%(count)s person worked on both", "%(count)s people worked on both", many) % {
        "count": number(many)
    }


def _films(many: int) -> str:
    return ngettext("%(count)s film names both", "%(count)s films name both", many) % {
        "count": number(many)
    }


def _voices(many: int) -> str:
    return ngettext("%(count)s voice in common", "%(count)s voices in common", many) % {
        "count": number(many)
    }


def _franchises(many: int) -> str:
    return ngettext("of one franchise", "of %(count)s franchises both", many) % {
        "count": number(many)
    }


def _identifiers(many: int) -> str:
    return ngettext(
        "but %(count)s catalogue knows two", "but %(count)s catalogues know two", many
    ) % {"count": number(many)}


_NUMBERS = {
    "names": _names,
    "people": _people,
    "films": _films,
    "voices": _voices,
    "franchises": _franchises,
    "identifiers": _identifiers,
}


def of_films(ids: list[int]) -> Facts:
    """Year, kind, length, country, staff and links; numbers and lists are not compared. Three queries."""
    kinds = dict(FilmKind.choices)
    staff = _counts(Credit.objects.filter(film__in=ids), "film")
    sites: dict[int, list[str]] = defaultdict(list)
    links = FilmLink.objects.filter(film__in=ids).order_by("position", "pk")
    for pk, site in links.values_list("film", "site"):
        label = str(SITES[site].label) if site in SITES else site
        if label not in sites[pk]:
            sites[pk].append(label)
    rows = Film.objects.filter(pk__in=ids).values("pk", "year", "kind", "runtime", "country")
    return {
        row["pk"]: {
            _("Year"): str(row["year"] or ""),
            _("Kind"): str(kinds.get(row["kind"], "")),
            _("Runtime"): _("%(minutes)d\u00a0min") % {"minutes": row["runtime"]} if row["runtime"] else "",
            _("Country"): country_name(row["country"]),
            _("Staff"): [number(staff[row["pk"]])] if staff[row["pk"]] else [],
            _("Links"): sites[row["pk"]],
        }
        for row in rows
    }  # fmt: skip


def of_people(ids: list[int]) -> Facts:
    """Names, dates and number of credits. Three queries."""
    names: dict[int, list[str]] = defaultdict(list)
    rows = PersonName.objects.filter(person__in=ids).order_by("position", "pk")
    for pk, text in rows.values_list("person", "text"):
        names[pk].append(text)
    staff = _counts(Credit.objects.filter(person__in=ids), "person")
    people = Person.objects.filter(pk__in=ids).values("pk", "born", "country")
    return {
        row["pk"]: {
            _("Names"): names[row["pk"]][:5],
            _("Born"): show_partial_date(row["born"]),
            _("Country"): country_name(row["country"]),
            _("Credits"): [number(staff[row["pk"]])] if staff[row["pk"]] else [],
        }
        for row in people
    }


def of_characters(ids: list[int]) -> Facts:
    """The films that characters are in. Two queries."""
    films: dict[int, list[str]] = defaultdict(list)
    rows = Appearance.objects.filter(character__in=ids).order_by("film__year", "film")
    for pk, title in rows.values_list("character", "film__title"):
        if title not in films[pk]:
            films[pk].append(title)
    known = Character.objects.filter(pk__in=ids).values_list("pk", flat=True)
    return {pk: {_("Films"): films[pk][:4]} for pk in known}


def of_companies(ids: list[int]) -> Facts:
    """Kind, country and founding. One query."""
    rows = Company.objects.filter(pk__in=ids)
    return {
        one.pk: {
            _("Kind"): str(one.get_kind_display()),
            _("Country"): country_name(one.country),
            _("Founded"): show_partial_date(one.founded),
        }
        for one in rows
    }


def _counts(rows: Any, owner: str) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    found.update(rows.order_by().values_list(owner).annotate(many=Count("pk")))
    return found
