"""The page of any declared type, from its declaration alone.

``page`` gives what ``templates/entries/detail.html`` shows: per declared section its facts, its
texts and a table for each of its parts, rows of rows in tables of their own. A type with a page of
its own design uses the pieces that it needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from wiki.changesets import Fields, is_empty
from wiki.disputes import Mark, disputes_part
from wiki.documents import Label
from wiki.entry_types import EntryType, Part, Section
from wiki.fields import Boolean, Choice, Field, LongText
from wiki.markdown import render
from wiki.row_names import RowNames
from wiki.title_language import Titles, of_row
from wiki.translations import Passage, texts_part

if TYPE_CHECKING:
    from wiki.pages import Page

#: Fields that fold a row away until it is opened.
SPOILER = "spoiler"


@dataclass(frozen=True)
class Fact:
    """One field of an entry, worded; ``html`` links what it names."""

    name: str
    label: str
    html: SafeString
    disputed: Mark | None = None
    marks: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a part. ``cells`` follow the table's columns."""

    key: str
    cells: list[SafeString]
    spoiler: bool = False


@dataclass
class Table:
    """The rows of one part; columns that no row uses are left out."""

    name: str
    label: str
    columns: list[str]
    rows: list[Row]


@dataclass
class SectionView:
    """A declared section with what the page holds of it."""

    name: str
    label: str
    edit_url: str
    facts: list[Fact] = field(default_factory=list)
    texts: list[Fact] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether the page says nothing here yet."""
        return not (self.facts or self.texts or self.tables)


def page(page: Page) -> dict[str, Any]:
    """The context of the page of a type that declares none. No query."""
    texts = page.texts
    return {
        "texts": texts,
        "deck": texts.deck.text,
        "sections": sections(page),
        "edit_page": edit_url(page, ""),
        "survivor": survivor(page),
    }


def titles(page: Page) -> Titles:
    """The names of the page in the reader's order, as they follow from the document shown."""
    hint = page.fields.get("original_language") or ""
    return of_row(page.entry_type.derive(page.key, page.document), hint=hint)


def survivor(page: Page) -> Label | None:
    """The page that this one was merged into."""
    target = page.fields["merged_into"]
    return page.labels[target] if target else None


def sections(page: Page) -> list[SectionView]:
    """Every declared section of ``page``, empty ones too.

    Disputed facts have a form of their own; translations stand where the original does.
    """
    names = RowNames(page.document, page.labels)
    apart = [
        part and (part.name,)
        for part in (disputes_part(page.entry_type), texts_part(page.entry_type))
    ]
    shown = [section for section in page.entry_type.sections if section.parts not in apart]
    return [_section(page, section, names) for section in shown]


def facts(page: Page, wanted: tuple[str, ...], names: RowNames | None = None) -> list[Fact]:
    """The fields ``wanted`` that say something, in their order. Switches show only when on."""
    names = names or RowNames(page.document, page.labels)
    disputed = page.disputes.fields
    return [
        Fact(
            spec.name,
            str(capfirst(spec.label)),
            _worded(spec, page.fields[spec.name], names),
            disputed.get(spec.name),
            page.marks.of(page.key, spec.name),
        )
        for spec in (page.entry_type.fields[name] for name in wanted)
        if not is_empty(page.fields[spec.name])
    ]


def _worded(spec: Field, value: Any, names: RowNames) -> SafeString:
    """A value that stands alone: a choice begins with a capital."""
    if isinstance(spec, Choice):
        return escape(capfirst(spec.show(value)))
    return names.value(spec, value).html


def edit_url(page: Page, section: str) -> str:
    """Where a section, or without one the whole page, is edited.

    "" on past pages, previews and pages that take no edits.
    """
    if page.entry is None or not page.is_present or page.fields["hidden"]:
        return ""
    if page.fields["merged_into"]:
        return ""
    return f"{page.url}edit/?section={section}" if section else f"{page.url}edit/"


def _section(page: Page, section: Section, names: RowNames) -> SectionView:
    long = [n for n in section.fields if isinstance(page.entry_type.fields[n], LongText)]
    short = tuple(name for name in section.fields if name not in (*long, "deck"))
    view = SectionView(section.name, str(section.label), edit_url(page, section.name))
    view.facts = facts(page, short, names)
    for name in long:
        shown = page.texts.passages.get(name) or Passage(page.fields[name])
        if shown:
            label = str(capfirst(page.entry_type.fields[name].label))
            view.texts.append(Fact(name, label, shown.html, lang=shown.lang))
    for name in section.parts:
        for shape in page.entry_type.part(name).walk():
            if isinstance(shape, Part):
                table = _table(page, shape, names)
                if table.rows:
                    view.tables.append(table)
    return view


def _table(page: Page, part: Part, names: RowNames) -> Table:
    rows = {key: row for key, row in page.document.items() if key.startswith(f"{part.name}:")}
    nested = not isinstance(part.parent, EntryType)
    used = [
        spec
        for spec in (part.fields[name] for name in part.own_fields)
        if spec.name != SPOILER and any(not is_empty(row.get(spec.name)) for row in rows.values())
    ]
    labels = [str(capfirst(spec.label)) for spec in used]
    if nested:
        labels.insert(0, str(capfirst(part.parent.label)))
    return Table(
        part.name,
        str(capfirst(part.label_plural)),
        labels,
        [_row(key, row, part, used, names, nested=nested) for key, row in rows.items()],
    )


def _row(
    key: str, row: Fields, part: Part, used: list[Field], names: RowNames, *, nested: bool
) -> Row:
    cells = [_cell(spec, row, names) for spec in used]
    if nested:
        cells.insert(0, names.short(row[part.parent_field]).html)
    return Row(key, cells, bool(row.get(SPOILER)))


def _cell(spec: Field, row: Mapping[str, Any], names: RowNames) -> SafeString:
    value = row.get(spec.name)
    if isinstance(spec, Boolean) and not value:
        return SafeString("")
    if isinstance(spec, LongText):
        return render(str(value or ""))
    return names.value(spec, value).html
