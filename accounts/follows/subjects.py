"""What can be followed: entries of every type, users and lists, each named by a key such as ``film:12``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.lists.rights import rights
from accounts.models import FilmList, User, Visibility
from wiki import documents
from wiki.entry_types import registry
from wiki.title_language import Titles
from wiki.views.guards import survivor

USER, LIST = "user", "list"
_KEY = re.compile(r"([a-z_]{1,30}):([1-9]\d{0,17})\Z", re.ASCII)


@dataclass(frozen=True)
class Subject:
    """Something that can be followed, as lists of it show it; ``url`` is empty if it is out of sight."""

    key: str
    title: str
    url: str
    titles: Titles | None = None
    note: str = ""


def parts(key: str) -> tuple[str, int] | None:
    """The type and the id that a key names; ``None`` if it names nothing that can be followed."""
    match = _KEY.match(key)
    if match is None or match[1] not in (USER, LIST, *(each.name for each in registry)):
        return None
    return match[1], int(match[2])


def kinds() -> list[tuple[str, str]]:
    """The types, with what they are called, in the order in which readers see them."""
    entries = [(each.name, capfirst(str(each.label_plural))) for each in registry]
    return [*entries, (LIST, _("Lists")), (USER, _("Members"))]


def kind_label(name: str) -> str:
    """What one of a type is called."""
    if name in (USER, LIST):
        return {USER: _("member"), LIST: _("list")}[name]
    return str(registry[name].label) if name in registry else name


def find(key: str, reader: Any) -> Any:
    """What a key names, if ``reader`` may see it: an entry, a user, a list; else ``None``.

    A page that was merged stands for the one that it became.
    """
    named = parts(key)
    if named is None:
        return None
    kind, pk = named
    if kind == USER:
        return User.objects.filter(pk=pk, is_active=True).first()
    if kind == LIST:
        found = FilmList.objects.select_related("owner").filter(pk=pk).first()
        return found if found is not None and rights(reader, found).see else None
    entry = registry[kind].model.objects.filter(pk=pk).first()
    entry = survivor(entry) if entry is not None else None
    return entry if entry is not None and not entry.hidden else None


def key_of(thing: Any) -> str:
    """The key of an entry, a user or a list."""
    if isinstance(thing, User):
        return f"{USER}:{thing.pk}"
    return (
        f"{LIST}:{thing.pk}"
        if isinstance(thing, FilmList)
        else f"{registry.of(type(thing)).name}:{thing.pk}"
    )


def shown(keys: Iterable[str], reader: Any) -> dict[str, Subject]:
    """What keys name, as lists show it; what is gone or hidden has no address. Three queries at most."""
    wanted: dict[str, list[int]] = {USER: [], LIST: []}
    entries = []
    for key in keys:
        kind, _colon, pk = key.partition(":")
        if kind in wanted:
            wanted[kind].append(int(pk))
        elif kind in registry:
            entries.append(key)
    found = {**_users(wanted[USER]), **_lists(wanted[LIST], reader)}
    for key, label in (documents.labels(entries) if entries else {}).items():
        there = not label.hidden
        found[key] = Subject(key, label.title, label.url if there else "", titles=label.shown)
    return found


def _users(ids: list[int]) -> dict[str, Subject]:
    people = User.objects.filter(pk__in=ids).order_by() if ids else []
    return {
        f"{USER}:{each.pk}": Subject(
            f"{USER}:{each.pk}", str(each), each.get_absolute_url() if each.is_active else ""
        )
        for each in people
    }


def _lists(ids: list[int], reader: Any) -> dict[str, Subject]:
    if not ids:
        return {}
    seen = ~Q(visibility=Visibility.PRIVATE) | Q(owner=reader) | Q(editors=reader)
    rows = FilmList.objects.filter(pk__in=ids).filter(seen).select_related("owner").distinct()
    return {
        f"{LIST}:{each.pk}": Subject(
            f"{LIST}:{each.pk}",
            each.title,
            each.get_absolute_url() if each.owner.is_active else "",
            note=str(each.owner),
        )
        for each in rows.order_by()
    }


def is_public(key: str) -> bool:
    """Whether all who are told of it may see what a key names: a page in sight, no private list."""
    named = parts(key)
    if named is None:
        return False
    kind, pk = named
    if kind == USER:
        return User.objects.filter(pk=pk, is_active=True).exists()
    if kind == LIST:
        lists = FilmList.objects.filter(pk=pk, owner__is_active=True)
        return lists.exclude(visibility=Visibility.PRIVATE).exists()
    return bool(registry[kind].model.objects.visible().filter(pk=pk).exists())


def is_listed(key: str) -> bool:
    """Whether everybody may be shown what a key names without asking for it: no unlisted list either."""
    named = parts(key)
    if named is not None and named[0] == LIST:
        return bool(FilmList.objects.listed().filter(pk=named[1]).exists())
    return is_public(key)
