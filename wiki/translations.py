"""The texts of a page in the reader's language, or in the one that there is.

A page is written in the site's content language first; rows of a part that ``translates`` say the same
in others. Which of them a reader sees follows from the document and the language of the interface, or
from ``?text=``. What a translation leaves out is shown as the original has it. No queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wiki.changesets import Document, Fields
from wiki.entry_types import EntryType, Part, registry
from wiki.fields import LongText
from wiki.fingerprints import is_older
from wiki.markdown import render
from wiki.vocabularies import language_name, own_name

#: The parameter of an address that asks for the texts in a language.
PARAMETER = "text"


@dataclass(frozen=True)
class Passage:
    """One text. ``lang`` is for HTML, "" where it is the language of the page; ``key`` its row."""

    text: str = ""
    lang: str = ""
    key: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def html(self) -> SafeString:
        """The text rendered as Markdown."""
        return render(self.text)


@dataclass(frozen=True)
class Other:
    """Another language that the texts can be read in, and the address that shows them in it."""

    name: str
    tag: str
    url: str


@dataclass(frozen=True)
class Texts:
    """What a page, or a row of it, says about itself.

    ``missing`` is the name of the reader's language where nothing is in it; then ``edit`` leads to
    where it can be written. For a translation that is ``older`` than the original ``edit`` leads to
    where it is brought up to date, and ``since`` to what has changed. Past and proposed pages have
    no addresses.
    """

    passages: Mapping[str, Passage] = field(default_factory=dict)
    language: str = ""
    missing: str = ""
    older: bool = False
    others: list[Other] = field(default_factory=list)
    edit: str = ""
    since: str = ""

    @property
    def deck(self) -> Passage:
        """The one sentence."""
        return self.passages.get("deck", Passage())

    @property
    def description(self) -> Passage:
        """The long text."""
        return self.passages.get("description", Passage())

    @cached_property
    def speaks(self) -> bool:
        """Whether there is something to say of the language."""
        return bool(self.missing or self.older or self.others)


def texts_part(shape: Any) -> Part | None:
    """The part that holds translations of rows of ``shape``, if it has one."""
    return next((part for part in shape.parts if part.translates), None)


def texts_of(
    document: Document, key: str, *, asked: str = "", url: str = "", page_url: str = ""
) -> Texts:
    """The texts of the row ``key`` of ``document``: those of the page itself, or of a part.

    ``asked`` is the language that the address asks for. ``url`` is the address of the page, where it
    can be edited; ``page_url`` that of the page on which the texts stand, where it is another one.
    """
    shape = registry.shape_of(key)
    part = texts_part(shape)
    if part is None:
        return _untranslated(document, key)
    rows = _rows(document, key, part)
    wanted = get_language() or settings.LANGUAGE_CODE
    chosen = _best(asked, rows) if asked else ""
    met = _best(wanted, rows)
    shown = chosen or met or next(iter(rows), "")
    row_key, row = rows.get(shown, ("", {}))
    older = row_key not in ("", key) and is_older(row, document[key], part.translates)
    missing = bool(rows) and not met
    edit = since = ""
    if url and missing:
        edit = _edit_url(url, part, key, wanted)
    elif url and older:
        edit = _edit_url(url, part, key, shown)
        since = f"{url}history/since/?row={row_key}"
    return Texts(
        passages={name: _passage(name, [shown, *rows], rows, wanted) for name in part.translates},
        language=language_name(shown),
        missing=language_name(_tag(wanted)) if missing else "",
        older=older,
        others=[
            Other(own_name(tag), html_language(tag), f"{page_url or url}?{PARAMETER}={tag}#story")
            for tag in rows
            if tag != shown and url
        ],
        edit=edit,
        since=since,
    )


def _untranslated(document: Document, key: str) -> Texts:
    """The texts of what has no translations."""
    fields = document[key]
    return Texts({n: Passage(str(fields.get(n) or ""), "", key) for n in ("deck", "description")})


def _rows(document: Document, key: str, part: Part) -> dict[str, tuple[str, Fields]]:
    """Key and fields of every text by its language, the original first if it says anything."""
    found: dict[str, tuple[str, Fields]] = {}
    if any(document[key].get(name) for name in part.translates):
        found[settings.GENGA_CONTENT_LANGUAGE] = (key, document[key])
    prefix = f"{part.name}:"
    own = sorted(
        (fields.get("language") or "", row, fields)
        for row, fields in document.items()
        if row.startswith(prefix) and fields.get(part.parent_field) == key
    )
    return {**found, **{language: (row, fields) for language, row, fields in own}}


def _best(wanted: str, rows: Iterable[str]) -> str:
    """Of the languages there are the one that serves who wants ``wanted``; "" for none.

    The same, or without its region the same; romaji serves nobody who reads Japanese.
    """
    tags = {tag.casefold(): tag for tag in rows}
    folded = wanted.casefold()
    if folded in tags:
        return tags[folded]
    base = folded.partition("-")[0]
    alike = [tag for low, tag in tags.items() if low.partition("-")[0] == base]
    return next((tag for tag in alike if len(tag.split("-")[-1]) < 4), "")


def _passage(
    name: str, order: Iterable[str], rows: Mapping[str, tuple[str, Fields]], page: str
) -> Passage:
    """The first text of a field in the order of languages."""
    for tag in order:
        key, fields = rows.get(tag, ("", {}))
        if fields.get(name):
            lang = html_language(tag)
            return Passage(str(fields[name]), "" if lang == page else lang, key)
    return Passage()


def _edit_url(url: str, part: Part, key: str, tag: str) -> str:
    """Where the text in a language is written: the original in the fields of the page itself."""
    entry_type = part.entry_type
    if _tag(tag) == settings.GENGA_CONTENT_LANGUAGE:
        long = next(n for n, f in part.parent.fields.items() if isinstance(f, LongText))
        section = entry_type.section_of(part.parent, long)
        return f"{url}edit/?section={section.name}" if section else f"{url}edit/"
    section = entry_type.section_of(part)
    of = "" if isinstance(part.parent, EntryType) else f"&of={key}"
    name = section.name if section else ""
    return f"{url}edit/?section={name}&{PARAMETER}={_tag(tag)}{of}#text"


def _tag(language: str) -> str:
    """The tag by which the catalogue knows a language of the interface: ``pt-BR`` for ``pt-br``."""
    base, _dash, region = language.partition("-")
    if not region:
        return base
    return f"{base}-{region.upper() if len(region) == 2 else region.title()}"


def html_language(tag: str) -> str:
    """The ``lang`` of a text in HTML; kana is Japanese to a browser."""
    return "ja" if tag == "ja-Hrkt" else tag
