"""What a page tells programs: search engines, and sites on which somebody shares it.

An entry type declares both (``EntryType.linked_data`` and ``sharing``); they are made from what the page
has read anyway. Past, proposed and hidden pages tell nothing. The template tags of ``open_web`` write
it into the head of the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from babel.core import get_global
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from wiki.pages import Page

#: One thing of schema.org.
Node = dict[str, Any]

#: What would end a script element or begin a character reference, as JSON writes it.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Picture:
    """A picture that stands for a page elsewhere; ``path`` is its address on this site."""

    path: str
    width: int
    height: int
    alt: str = ""

    @property
    def url(self) -> str:
        """Its whole address."""
        return absolute(self.path)


@dataclass(frozen=True)
class Shared:
    """What other sites show of a page: ``kind`` in the words of OpenGraph.

    What is empty is what the head of the page says anyway.
    """

    kind: str = "website"
    title: str = ""
    description: str = ""
    picture: Picture | None = None
    #: Further properties of the kind, by name: ``video:duration``.
    more: tuple[tuple[str, str], ...] = ()


def told(
    page: Page, context: Mapping[str, Any], facts: Mapping[str, Any] = MappingProxyType({})
) -> dict[str, Any]:
    """``linked_data`` and ``shared`` for the context of an entry's page, from what it has so far.

    ``facts`` are what apps above the catalogue add to the thing itself, the first of the nodes.
    Nothing for types without a page of their own (``EntryType.page``), of which both are made.
    """
    if page.entry is None or not page.is_present or page.fields["hidden"]:
        return {}
    if page.entry_type.page is None:
        return {}
    found: dict[str, Any] = {}
    if page.entry_type.linked_data:
        thing, *others = page.entry_type.linked_data(page, context)
        found["linked_data"] = [{**thing, **facts}, *others]
    if page.entry_type.sharing:
        found["shared"] = page.entry_type.sharing(page, context)
    return found


def absolute(path: str) -> str:
    """The whole address of a place of this site; that of another site as it is."""
    return path if "://" in path else f"{settings.GENGA_SITE_URL}{path}"


def filled(**properties: Any) -> Node:
    """A node without the properties that say nothing. ``kind`` is its type, ``id`` its identity."""
    renamed = {{"kind": "@type", "id": "@id"}.get(n, n): value for n, value in properties.items()}
    return {name: value for name, value in renamed.items() if value not in (None, "", [], {}, ())}


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> Node:
    """The way to a page: names and addresses, the page itself last."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": name, "item": absolute(path)}
            for at, (name, path) in enumerate(steps, start=1)
        ],
    }


def written(nodes: list[Node]) -> SafeString:
    """Nodes as JSON-LD that can stand in a ``script`` element, whatever the names hold."""
    graph = {"@context": "https://schema.org", "@graph": nodes}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308  (nothing of HTML is left in it)


def locale_of(language: str) -> str:
    """A language with the country that OpenGraph wants beside it: ``ja_JP``."""
    base, _dash, region = language.partition("-")
    likely = get_global("likely_subtags").get(base, "")
    region = region.upper() if len(region) == 2 else likely.rpartition("_")[2]
    return f"{base}_{region}" if region else base
