"""The list of a type, by name. Types with a list of their own have an address before this one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from wiki.entry_types import EntryType
from wiki.fields import Choice
from wiki.keyset import BadCursor, Keyset
from wiki.search import COLUMNS, candidates_of
from wiki.views.strangers import for_strangers

PAGE_SIZE = 100
#: Lists shorter than this need no letters to jump to.
LETTERS_FROM = 300
_BY_NAME = Keyset("sort_title", "pk")
#: Where the letters lead; the last one is the first kana, before the kanji.
_LETTERS = [*"abcdefghijklmnopqrstuvwxyz", "ァ"]


@require_safe
@for_strangers
def entry_list(request: HttpRequest, entry_type: EntryType) -> HttpResponse:
    """The entries of a type by name, in pages; ``?kind=`` keeps those of one kind."""
    entries = entry_type.model.objects.visible()
    kinds, kind = _kinds(entry_type, request.GET.get("kind", ""))
    if kind:
        entries = entries.filter(kind=kind)
    page = _BY_NAME.page(entries.values(*COLUMNS, "sort_title"), request.GET, size=PAGE_SIZE)
    count = entries.count()
    context = {
        "entry_type": entry_type,
        "entries": candidates_of(entry_type, page),
        "page": page,
        "count": count,
        "kinds": kinds,
        "kind": kind,
        "letters": _letters(kind) if count >= LETTERS_FROM else [],
        "title": capfirst(entry_type.label_plural),
    }
    names = [f"{entry_type.segment}/list.html", "entries/list.html"]
    return render(request, names, context)


def _kinds(entry_type: EntryType, asked: str) -> tuple[list[dict[str, Any]], str]:
    """The kinds that a type knows, and the one asked for. Raises ``BadCursor`` for another."""
    field = entry_type.fields.get("kind")
    if not isinstance(field, Choice):
        return [], ""
    kinds = [
        {"value": value, "label": capfirst(str(label)), "chosen": value == asked}
        for value, label in field.choices
    ]
    if asked and not any(kind["chosen"] for kind in kinds):
        raise BadCursor
    return kinds, asked


def _letters(kind: str) -> list[dict[str, str]]:
    """Where the names begin with each letter: a place in the list, no filter."""
    kept = f"kind={kind}&" if kind else ""
    return [
        {"label": "あ" if letter == "ァ" else letter.upper(), "url": f"?{kept}after={letter}~0"}
        for letter in _LETTERS
    ]
