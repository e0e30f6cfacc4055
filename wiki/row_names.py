"""What a row is called in words: "Director: Katsuhiro Otomo (Cannon Fodder)".

The words follow from the declaration: what kind of thing it is (a leading choice such as a role),
what it is about (its first reference or text; for rows with names of their own, the display name),
and in parentheses what else tells it from its siblings (the rest of ``Part.natural_key``, dates).
References to pages carry the page's address, references to rows of the same page are worded the
same way. Pure: works on rows and labels that it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wiki.changesets import Fields, Value, is_empty
from wiki.documents import Labels, referred
from wiki.entry_types import EntryType, Part, Shape, registry
from wiki.fields import Boolean, Choice, Field, Integer, PartialDate, Url
from wiki.picture_fields import PictureValue
from wiki.picture_html import picture_html
from wiki.picture_names import PictureName
from wiki.reference_fields import Reference, References
from wiki.vocabulary_fields import Country, Language


@dataclass(frozen=True)
class Word:
    """Some text, with the address of the page that it names; ``proposed`` for one not made yet.

    ``picture`` is shown beside it.
    """

    text: str
    url: str = ""
    proposed: bool = False
    picture: PictureName | None = None


@dataclass(frozen=True)
class Words:
    """A phrase. ``str()`` gives the text, ``html`` the same with links."""

    words: tuple[Word, ...] = ()

    def __str__(self) -> str:
        return "".join(word.text for word in self.words)

    def __bool__(self) -> bool:
        return any(word.text for word in self.words)

    def __add__(self, other: Words | str) -> Words:
        return Words(self.words + (said(other).words if isinstance(other, str) else other.words))

    @property
    def html(self) -> SafeString:
        """The phrase for a template."""
        return format_html_join("", "{}", ((_word_html(word),) for word in self.words))


def _word_html(word: Word) -> SafeString:
    if word.picture:
        shown = picture_html(word.picture, alt=_("Picture"), sizes="14rem", css="picture--small")
        return format_html('<a href="{}">{} {}</a>', word.url, shown, word.text)
    if word.url.startswith("/"):
        return format_html('<a href="{}">{}</a>', word.url, word.text)
    if word.url:
        return format_html('<a href="{}" rel="nofollow noopener">{}</a>', word.url, word.text)
    if word.proposed:
        return format_html('<mark class="proposed">{}</mark>', word.text)
    return format_html("{}", word.text)


def said(text: str) -> Words:
    """A phrase without links."""
    return Words((Word(text),) if text else ())


def joined(phrases: Iterable[Words], by: str) -> Words:
    """The phrases that say something, one after another with ``by`` between them."""
    result: list[Word] = []
    for phrase in phrases:
        if phrase:
            result += [Word(by), *phrase.words] if result else phrase.words
    return Words(tuple(result))


@dataclass
class RowName:
    """The name of a row in its pieces; ``used`` are the fields that it is made of."""

    lead: Words = Words()
    subject: Words = Words()
    details: list[Words] = field(default_factory=list)
    used: set[str] = field(default_factory=set)


class RowNames:
    """Words for rows and for values of their fields.

    ``rows`` holds the fields of every row that may be named or pointed at, by key; ``labels`` the
    labels of pages.
    """

    def __init__(self, rows: Mapping[str, Fields], labels: Labels) -> None:
        self.rows = rows
        self.labels = labels

    def name(self, key: str, *, inside: bool = False) -> Words:
        """The full name of a row; ``inside`` leaves out the row that it belongs to."""
        return self.name_and_fields(key, inside=inside)[0]

    def name_and_fields(self, key: str, *, inside: bool = False) -> tuple[Words, set[str]]:
        """The full name of a row, and which of its fields the name says."""
        shape = registry.shape_of(key)
        if isinstance(shape, EntryType):
            return self.page(key), set()
        found = self._name(key, cast(Part, shape))
        name = found.lead + ": " + found.subject if found.lead else found.subject
        if found.details:
            name = name + " (" + joined(found.details, ", ") + ")"
        parent = self.rows.get(key, {}).get(getattr(shape, "parent_field", ""))
        if not inside and parent and isinstance(registry.shape_of(parent), Part):
            name = self.short(parent) + " · " + name
        return name, found.used

    def short(self, key: str) -> Words:
        """A row as others mention it: its own name, or all that tells it where it has none."""
        shape = registry.shapes.get(key.partition(":")[0])
        if shape is None:
            return said(key)
        if isinstance(shape, EntryType):
            return self.page(key)
        own_name = self._own_name(key, cast(Part, shape))
        if own_name:
            return said(own_name)
        found = self._name(key, cast(Part, shape))
        subject = Words() if found.lead and _naming_part(shape) else found.subject
        return joined([found.lead, subject, *found.details], ", ")

    def page(self, key: str) -> Words:
        """A page by its title, linked if it exists."""
        label = self.labels[key]
        title = label.title or str(capfirst(registry.of_key(key).label))
        return Words((Word(title, label.url, proposed=":new" in key),))

    def pages_named(self, keys: Iterable[str]) -> set[str]:
        """The pages that the names of rows mention: what a caller needs labels for."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [key for key in keys if key.partition(":")[0] in registry.shapes]
        while waiting:
            key = waiting.pop()
            if key in seen:
                continue
            seen.add(key)
            shape = registry.shape_of(key)
            fields = self.rows.get(key, {})
            found |= referred(shape, fields)
            for spec in shape.references:
                value = fields.get(spec.name)
                if value and getattr(spec, "local", False):
                    waiting += value if isinstance(value, list) else [value]
        return found

    def value(self, spec: Field, value: Value) -> Words:
        """The value of a field as a reader sees it; nothing for an empty one."""
        if is_empty(value) and not isinstance(spec, Boolean):
            return Words()
        if isinstance(spec, References):
            return joined([self._reference(item) for item in value], ", ")
        if isinstance(spec, Reference):
            return self._reference(value)
        if isinstance(spec, Url):
            safe = str(value).startswith(("https://", "http://"))
            return Words((Word(str(value), str(value) if safe else ""),))
        if isinstance(spec, PictureValue) and (name := PictureName.read(value)):
            return Words((Word(spec.show(value), name.url, picture=name),))
        return said(spec.show(value))

    def items(self, spec: Field, values: Iterable[Any]) -> list[Words]:
        """Each member of a set as a reader sees it."""
        return [self.value(spec, [value]) for value in values]

    def _reference(self, key: str) -> Words:
        shape = registry.shapes.get(key.partition(":")[0])
        return self.page(key) if isinstance(shape, EntryType) else self.short(key)

    def _name(self, key: str, shape: Part) -> RowName:
        fields = self.rows.get(key, {})
        found = RowName()
        specs = [shape.fields[name] for name in shape.own_fields]
        if specs and _is_kind(specs[0]) and not is_empty(fields.get(specs[0].name)):
            found.lead = said(str(capfirst(specs[0].show(fields[specs[0].name]))))
            found.used.add(specs[0].name)
        own_name = self._own_name(key, shape) or self._name_by_children(key, shape)
        if own_name:
            found.subject = said(own_name)
        for spec in specs:
            if spec.name not in found.used and not is_empty(fields.get(spec.name)):
                self._add(found, shape, spec, fields[spec.name])
        if not found.subject and found.details:
            found.subject = found.details.pop(0)
        if not found.subject:
            found.subject, found.lead = found.lead, Words()
        if not found.subject:
            found.subject = said(str(capfirst(shape.label)))
        return found

    def _add(self, found: RowName, shape: Part, spec: Field, value: Value) -> None:
        """Let one field say its part of the name."""
        if isinstance(spec, Boolean):
            found.details.append(said(str(spec.label)))
            found.used.add(spec.name)
        elif spec.name not in shape.natural_key and not isinstance(spec, PartialDate):
            return
        elif isinstance(spec, Integer):
            words = self.value(spec, value)
            if found.subject and not found.used:  # "2. Stink Bomb"
                found.subject = words + ". " + found.subject
            elif not found.subject and not found.lead:
                found.subject = said(str(capfirst(shape.label))) + " " + words
            else:
                found.details.append(words)
            found.used.add(spec.name)
        else:
            words = self.value(spec, value)
            if found.subject or getattr(spec, "local", False):
                found.details.append(words)
            else:
                found.subject = words
            found.used.add(spec.name)

    def _own_name(self, key: str, shape: Part) -> str:
        part = _names_part(shape)
        if part is None:
            return ""
        names = self._names.get((part.name, key), [])
        names = sorted(names, key=lambda row: (not row.get("display"), row.get("position") or 0))
        return str(names[0].get("text") or "") if names else ""

    def _name_by_children(self, key: str, shape: Part) -> str:
        """What the rows inside a row say, where their declaration has them name it: "115 / 113"."""
        part = _naming_part(shape)
        rows = self._naming_rows.get(key, []) if part else []
        values = [str(row.get(part.names_parent) or "") for row in rows] if part else []
        return " / ".join(dict.fromkeys(filter(None, values)))

    @cached_property
    def _naming_rows(self) -> dict[Any, list[Fields]]:
        """The rows that name the row they belong to, by that row's key, in their order."""
        found: dict[Any, list[Fields]] = {}
        for key, fields in self.rows.items():
            shape = registry.shapes.get(key.partition(":")[0])
            if isinstance(shape, Part) and shape.names_parent:
                found.setdefault(fields.get(shape.parent_field), []).append(fields)
        for rows in found.values():
            rows.sort(key=lambda row: row.get("position") or 0)
        return found

    @cached_property
    def _names(self) -> dict[tuple[str, Any], list[Fields]]:
        """The names of rows that have names, by shape and owner."""
        found: dict[tuple[str, Any], list[Fields]] = {}
        for key, fields in self.rows.items():
            shape = registry.shapes.get(key.partition(":")[0])
            if isinstance(shape, Part) and isinstance(shape.parent, Part) and _is_name(shape):
                owner = fields.get(shape.parent_field)
                found.setdefault((shape.name, owner), []).append(fields)
        return found


def _is_kind(spec: Field) -> bool:
    """Whether a field says what kind of row it is: a choice that is no place and no language."""
    return isinstance(spec, Choice) and not isinstance(spec, Country | Language)


def _is_name(shape: Shape) -> bool:
    return "text" in shape.fields and "display" in shape.fields


def _names_part(shape: Shape) -> Part | None:
    return next((part for part in shape.parts if _is_name(part)), None)


def _naming_part(shape: Shape) -> Part | None:
    return next((part for part in shape.parts if part.names_parent), None)
