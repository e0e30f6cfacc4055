"""The names by which search finds entries: rows derived from documents."""

from __future__ import annotations

from wiki.changesets import Document
from wiki.entry_types import EntryType
from wiki.folding import fold_romaji
from wiki.models import SearchName


def search_names(entry_type: EntryType, key: str, pk: int, document: Document) -> list[SearchName]:
    """The search names of the entry ``pk``, whose row in ``document`` is ``key``; none when hidden."""
    state = document[key]
    if state["hidden"] or state["merged_into"]:
        return []
    return [
        SearchName(
            entry_type=entry_type.name,
            entry_id=pk,
            text=text,
            folded=fold_romaji(text)[:300],
            rank=min(rank, 1000),
        )
        for rank, text in enumerate(entry_type.search_names(document))
    ]
