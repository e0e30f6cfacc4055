"""The titles of an entry, which follow from its names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.text import slugify

from wiki.changesets import Fields
from wiki.folding import fold


def titles_of(names: list[Fields]) -> dict[str, Any]:
    """The derived columns that hold titles, from an entry's names in their order."""
    title = names[0]["text"] if names else ""
    native = _first(names, lambda n: _kind(n) == "native") or _first(names, _is_native)
    latin = _first(names, lambda n: _language(n).endswith("-Latn"))
    slug = slugify(title) or slugify(latin) or slugify(title, allow_unicode=True)
    return {
        "title": title,
        "title_native": native if native != title else "",
        "title_latin": latin if latin not in (title, native) else "",
        "sort_title": _sortable(title)[:300],
        "slug": slug[:80].strip("-"),
    }


_ARTICLES = ("the ", "a ", "an ")


def _sortable(title: str) -> str:
    folded = fold(title)
    for article in _ARTICLES:
        if folded.startswith(article) and len(folded) > len(article):
            return folded[len(article) :]
    return folded


def _kind(name: Fields) -> str:
    return name.get("kind") or ""


def _language(name: Fields) -> str:
    return name.get("language") or ""


def _is_native(name: Fields) -> bool:
    """An official name in a language of East Asia, whose script the reader wants to see."""
    return _kind(name) == "official" and _language(name) in ("ja", "ko", "zh-Hans", "zh-Hant")


def _first(names: list[Fields], wanted: Callable[[Fields], bool]) -> str:
    return next((n["text"] for n in names if wanted(n)), "")
