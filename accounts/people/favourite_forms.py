"""The form of favourites: one kind at a time is put in order, or gets another by its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.people.favourites import Group, Shown
from wiki.documents import Label
from wiki.entry_types import registry
from wiki.search import resolve

_LONGEST = 300


@dataclass(frozen=True)
class Line:
    """One favourite in the table: its place as it was typed, or as it is."""

    shown: Shown
    place: str
    removed: bool = False


@dataclass(frozen=True)
class Table:
    """The favourites of one kind, with what was typed and what is wrong with it."""

    group: Group
    lines: list[Line]
    url: str
    text: str = ""
    error: str = ""
    candidates: tuple[Label, ...] = ()


class FavouritesForm:
    """Reads what was sent about one ``kind``. ``added`` is what to add, ``order`` what to keep in which
    order; both are ``None`` where that was not asked for."""

    def __init__(self, shown: list[Group], data: QueryDict | None = None) -> None:
        self.shown, self.data = shown, data
        self.kind, self.error = "", ""
        self.added: tuple[str, int] | None = None
        self.order: tuple[str, list[int]] | None = None
        self.candidates: tuple[Label, ...] = ()

    def is_valid(self) -> bool:
        """Whether what was sent can be done. Two queries at most, for a name."""
        if self.data is None:
            return False
        by_kind = {group.kind: group for group in self.shown}
        self.kind = self.data.get("kind", "")
        if self.kind not in by_kind:
            self.kind, self.error = next(iter(by_kind)), _("Choose one of the list.")
            return False
        if "add" in self.data:
            self._read_name(self.kind)
        else:
            self._read_order(by_kind[self.kind])
        return not self.error

    def refuse(self, error: ValidationError) -> None:
        """Say why it was not done."""
        self.error = " ".join(error.messages)

    def _typed(self, name: str) -> str:
        return self.data.get(name, "").strip()[:_LONGEST] if self.data is not None else ""

    def _read_name(self, kind: str) -> None:
        key, text = self._typed("key"), self._typed("text").replace("\x00", "")
        name, _colon, pk = key.partition(":")
        if name == kind and pk.isascii() and pk.isdigit() and len(pk) < 19:
            self.added = (kind, int(pk))
            return
        if not text:
            self.error = _("Say what is to be added.")
            return
        found = resolve(registry[kind], text)
        if len(found) == 1:
            self.added = (kind, int(found[0].key.partition(":")[2]))
        elif found:
            self.error = _("Several pages have this name: choose one.")
            self.candidates = tuple(found)
        else:
            self.error = _("No page has this name.")

    def _read_order(self, group: Group) -> None:
        kept: list[tuple[int, int, int]] = []
        for at, row in enumerate(group.rows, start=1):
            if self._typed(f"remove-{row.pk}"):
                continue
            place = self._typed(f"place-{row.pk}") or str(at)
            if not (place.isascii() and place.isdigit() and len(place) < 5):
                self.error = _("A place is a number from 1.")
                return
            # Who moves up to a place comes before who stands there, who moves down behind.
            moved = (int(place) > at) - (int(place) < at)
            kept.append((int(place), moved, row.pk))
        self.order = (group.kind, [pk for _place, _moved, pk in sorted(kept)])

    @property
    def groups(self) -> list[Table]:
        """The tables as they are shown."""
        return [self._table(group) for group in self.shown]

    def _table(self, group: Group) -> Table:
        mine = bool(self.data is not None and group.kind == self.kind and self.error)
        lines = [
            Line(
                row,
                (mine and self._typed(f"place-{row.pk}")) or str(at),
                bool(mine and self._typed(f"remove-{row.pk}")),
            )
            for at, row in enumerate(group.rows, start=1)
        ]
        url = f"/pick/{registry[group.kind].segment}/"
        if not mine:
            return Table(group, lines, url)
        extra: dict[str, Any] = {"error": self.error, "candidates": self.candidates}
        return Table(group, lines, url, text=self._typed("text"), **extra)
