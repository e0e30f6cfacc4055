"""Somebody's favourites as pages show them: posters of films, portraits of people and characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import Favourite, User
from films import cards
from films.models import Character, CharacterImage, Film, ImageKind, Person, PersonImage
from wiki.entry_types import registry
from wiki.picture_html import picture_html
from wiki.picture_names import PictureName
from wiki.title_language import COLUMNS, Titles, of_row

#: What can be a favourite: the column of ``Favourite`` and its entries.
KINDS: dict[str, Any] = {"film": Film, "person": Person, "character": Character}
LABELS = {"film": _("Films"), "person": _("People"), "character": _("Characters")}
_HEADINGS = {
    "film": _("Favourite films"),
    "person": _("Favourite people"),
    "character": _("Favourite characters"),
}
#: So many of each kind.
MOST = 12
_IMAGES: dict[str, Any] = {"person": PersonImage, "character": CharacterImage}
_ON_SHELVES = "(min-width: 48rem) 9rem, 6rem"


@dataclass(frozen=True, slots=True)
class Shown:
    """One favourite: the row's id, what it is about, how it is drawn; ``meta`` for films alone."""

    pk: int
    kind: str
    entry: int
    names: Titles
    url: str
    image: SafeString
    meta: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The favourites of one kind, in their order."""

    kind: str
    label: str
    rows: list[Shown]

    @property
    def heading(self) -> str:
        """What stands above them on the page of the user."""
        return str(_HEADINGS[self.kind])

    @property
    def full(self) -> bool:
        """Whether there is no room for another."""
        return len(self.rows) >= MOST


def groups(person: User) -> list[Group]:
    """The favourites of ``person`` whose pages are there, by kind, empty kinds too. One query."""
    columns = cards.columns("film__")
    wanted: dict[str, Any] = {}
    for kind, images in _IMAGES.items():
        columns += [f"{kind}__{name}" for name in ("pk", "slug", *COLUMNS)]
        of_kind = images.objects.filter(**{kind: OuterRef(kind)}, kind=ImageKind.PORTRAIT)
        first = of_kind.order_by("-primary", "position", "pk").values("picture")[:1]
        wanted[f"{kind}_portrait"] = Subquery(first)
    rows = Favourite.objects.filter(user=person)
    for kind in KINDS:
        rows = rows.exclude(**{f"{kind}__hidden": True})
    found: dict[str, list[Shown]] = {kind: [] for kind in KINDS}
    ordered = rows.annotate(**wanted, favourite=F("pk")).order_by("place", "pk")
    for row in ordered.values("favourite", *wanted, *columns):
        kind = next(name for name in KINDS if row[f"{name}__pk"])
        found[kind].append(_film(row) if kind == "film" else _named(row, kind))
    return [Group(kind, str(LABELS[kind]), shown) for kind, shown in found.items()]


def _film(row: dict[str, Any]) -> Shown:
    film = cards.card(row, "film__")
    return Shown(
        row["favourite"], "film", film.pk, film.names, film.url, film.image, str(film.year or "")
    )


def _named(row: dict[str, Any], kind: str) -> Shown:
    pk = row[f"{kind}__pk"]
    names = of_row(row, f"{kind}__")
    picture = PictureName.read(row[f"{kind}_portrait"] or "")
    image = (
        picture_html(picture, alt="", sizes=_ON_SHELVES, css="portrait__picture")
        if picture
        else SafeString("")
    )
    url = registry[kind].url(pk, row[f"{kind}__slug"])
    return Shown(row["favourite"], kind, pk, names, url, image)
