"""What can be chosen where somebody writes down what they watched: segments, versions, places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import DiaryEntry, User
from films import segments
from films.models import Cut, CutKind, DubVersion, Film, Segment, Service
from wiki.vocabularies import language_name

#: Places that are offered before anybody has named one.
_PLACES = (gettext_lazy("cinema"), gettext_lazy("at home"), gettext_lazy("festival"))
#: So many places of one's own, and services, are offered.
_OWN, _SERVICES = 20, 200


def parts_of(film: Film) -> list[Any]:
    """The segments of a film with the name that the reader wants. One query."""
    parts = Segment.objects.filter(film=film).annotate(name=segments.best_title())
    return list(parts.order_by("number", "pk"))


def cuts_of(film: Film) -> list[tuple[int, str]]:
    """The cuts of a film, as choices. One query."""
    rows = Cut.objects.filter(film=film).order_by("position", "pk").values("pk", "kind", "name")
    return [(row["pk"], cut_name(row["kind"], row["name"])) for row in rows]


def dubs_of(film: Film) -> list[tuple[int, str]]:
    """The dub versions of a film, as choices, the original first. One query."""
    rows = DubVersion.objects.filter(film=film).order_by("-original", "position", "pk")
    wanted = rows.values("pk", "language", "original", "year", "studio__title")
    return [(row["pk"], dub_name(row)) for row in wanted]


def cut_name(kind: str, name: str) -> str:
    """What a cut is called: by its own name, else by its kind."""
    return name or str(capfirst(CutKind(kind).label))


def dub_name(row: Mapping[str, Any], prefix: str = "") -> str:
    """What a dub version is called: its language, with what tells it from others of it."""
    language = row[f"{prefix}language"]
    told = str(capfirst(language_name(language))) if language else _("Unknown language")
    if row[f"{prefix}original"]:
        return _("%(language)s (original)") % {"language": told}
    more = ", ".join(
        str(each) for each in (row[f"{prefix}studio__title"], row[f"{prefix}year"]) if each
    )
    return f"{told} ({more})" if more else told


def places_for(user: User) -> list[str]:
    """Places to choose from: those of the user's own, the last first, and services. Two queries."""
    rows = DiaryEntry.objects.filter(user=user).exclude(place="").order_by("-pk")
    own = dict.fromkeys(rows.values_list("place", flat=True)[: _OWN * 5])
    services = Service.objects.visible().order_by("sort_title", "pk")
    titles = services.values_list("title", flat=True)[:_SERVICES]
    return list(dict.fromkeys([*list(own)[:_OWN], *map(str, _PLACES), *titles]))
