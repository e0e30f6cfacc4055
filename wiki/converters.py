"""URL parts that mean something: entry types, entries, users, pictures."""

from __future__ import annotations

from wiki.entry_types import EntryType, registry


class EntryTypeConverter:
    """``films`` in an address is the entry type that was declared with that segment."""

    regex = "[a-z]+"

    def to_python(self, value: str) -> EntryType:
        entry_type = registry.by_segment(value)
        if entry_type is None:
            raise ValueError(value)
        return entry_type

    def to_url(self, value: EntryType) -> str:
        return value.segment


class EntryRefConverter:
    """``12-memories`` or ``12``: the id decides, the words are for people."""

    regex = r"\d{1,19}(?:-[^/]+)?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class UserConverter:
    """What may be somebody's name: databases do not look up null characters."""

    regex = r"[^/\x00]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PictureDigestConverter:
    """What a picture's name begins with."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
