"""Declarations of the parts that every entry type has: names and links."""

from __future__ import annotations

from typing import Any

from wiki.entry_types import Part


def names(model: Any) -> Part:
    """The part that holds names."""
    return Part(
        model,
        fields=("text", "language", "kind", "country", "display", "note"),
        natural_key=("text", "language", "kind", "country"),
        advanced=("note",),
    )


def links(model: Any) -> Part:
    """The part that holds links and external ids."""
    return Part(model, fields=("site", "value"), natural_key=("site", "value"))
