"""Translations in the edit form: the original beside them, and what an editor says about it.

The form shows the original as it is in the document that the editor saw, so a tick at "It says what the
original says today" means that one, whatever has become of the page meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wiki import word_diffs
from wiki.changesets import MADE_FROM, Fields
from wiki.diffs import pieces_html
from wiki.entry_types import EntryType, Part, registry
from wiki.fingerprints import NOTHING, fingerprint, is_older
from wiki.originals import Former, Wanted, former_originals
from wiki.vocabularies import language_name

if TYPE_CHECKING:
    from wiki.forms.edit import EditForm


@dataclass(frozen=True)
class Asked:
    """The translation for which the form was opened: ``?text=ja``, of a part's row by ``&of=``."""

    part: Part
    parent: str
    language: str

    @classmethod
    def read(cls, query: Mapping[str, str], form: EditForm) -> Asked | None:
        """What the address asks for, if there is such a text to write."""
        tag, parent = query.get("text", ""), query.get("of") or form.key
        shape = registry.shapes.get(parent.partition(":")[0])
        part = next((p for p in shape.parts if p.translates), None) if shape else None
        if part is None or parent not in form.start:
            return None
        try:
            language = part.fields["language"].clean(tag)
        except ValidationError:
            return None
        return cls(part, parent, language) if language else None

    @property
    def start(self) -> Fields:
        """What the row says before anything is typed."""
        return {
            **{name: spec.default() for name, spec in self.part.fields.items()},
            "language": self.language,
        }

    def is_met_by(self, fields: Fields) -> bool:
        """Whether a row is this translation."""
        same = fields.get("language") == self.language
        return same and fields.get(self.part.parent_field) == self.parent


@dataclass(frozen=True)
class Original:
    """What is to be translated: each field that says something, with its label."""

    language: str
    language_name: str
    texts: list[tuple[str, str]]
    open: bool


@dataclass(frozen=True)
class Comparison:
    """What the form asks about a translation whose original has changed.

    ``words`` say why; ``made_from`` is what it says if ticked; ``since`` what changed in the
    original, if known.
    """

    words: str
    made_from: str
    ticked: bool
    since: SafeString


def say_originals(form: EditForm) -> None:
    """Write down, in what was read from ``form``, which originals the editor has seen.

    That is for rows that the editor made, and for those that were ticked; all others keep what they
    said. Rows and original may have been typed together: then the original is what was typed.
    """
    for key, fields in form.after.items():
        part = registry.shape_of(key)
        if not isinstance(part, Part) or not part.translates:
            continue
        parent = fields[part.parent_field]
        seen = fingerprint(form.start.get(parent, {}), part.translates)
        ticked = form.data.get(f"{key}.{MADE_FROM}") == seen
        was = form.start.get(key, {}).get(MADE_FROM) or ""
        if ticked or (key not in form.base and was in ("", seen)):
            fields[MADE_FROM] = fingerprint(form.after.get(parent, {}), part.translates)


class Originals:
    """The originals that the rows of ``form`` translate."""

    def __init__(self, form: EditForm) -> None:
        self.form = form

    def of(self, part: Part, parent: str) -> Original | None:
        """What the rows of ``part`` below ``parent`` translate; ``None`` where there is nothing."""
        fields = self.form.start.get(parent, {})
        shape = part.parent
        texts = [
            (str(capfirst(shape.fields[name].label)), str(fields.get(name) or ""))
            for name in part.translates
            if fields.get(name)
        ]
        if not texts:
            return None
        tag = settings.GENGA_CONTENT_LANGUAGE
        asked = self.form.asked
        shown = isinstance(shape, EntryType) or (asked is not None and asked.parent == parent)
        return Original(tag, language_name(tag), texts, shown)

    def comparison(self, part: Part, key: str) -> Comparison | None:
        """What to ask about a row; ``None`` for one that is new or up to date."""
        row = self.form.start.get(key, {})
        parent = row.get(part.parent_field, "")
        seen = fingerprint(self.form.start.get(parent, {}), part.translates)
        made_from = row.get(MADE_FROM) or seen
        if seen == NOTHING or made_from == seen:
            return None
        ticked = self.form.data.get(f"{key}.{MADE_FROM}") == seen
        words = _("This translation is older than the original.")
        if made_from == NOTHING:
            words = _("This was written before there was an original.")
        return Comparison(words, seen, ticked, self._since(part, parent, made_from))

    def _since(self, part: Part, parent: str, made_from: str) -> SafeString:
        former = self._former.get((parent, made_from))
        if former is None:
            return SafeString("")
        now = self.form.start[parent]
        pairs = [
            (
                capfirst(part.parent.fields[name].label),
                str(former.fields.get(name) or ""),
                str(now.get(name) or ""),
            )
            for name in part.translates
        ]
        language = settings.GENGA_CONTENT_LANGUAGE
        changed = [
            (label, language, pieces_html(word_diffs.shorten(word_diffs.compare(was, becomes))))
            for label, was, becomes in pairs
            if was != becomes
        ]
        return format_html(
            '<details class="fold older__since"><summary>{}</summary><dl>{}</dl></details>',
            _("What has changed in the original since"),
            format_html_join("", '<dt>{}</dt><dd lang="{}">{}</dd>', changed),
        )

    @cached_property
    def _former(self) -> dict[Wanted, Former]:
        """The former originals of all rows that are older. One query, where there are any."""
        start = self.form.start
        wanted: dict[Wanted, tuple[str, ...]] = {}
        for key, row in start.items():
            part = registry.shape_of(key)
            if isinstance(part, Part) and part.translates:
                parent = row[part.parent_field]
                if is_older(row, start.get(parent, {}), part.translates):
                    wanted[parent, row[MADE_FROM]] = part.translates
        pk = self.form.key.partition(":")[2]
        if not wanted or not pk.isdigit():
            return {}
        return former_originals(self.form.entry_type, int(pk), wanted)
