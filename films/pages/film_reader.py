"""Reading a film's document: its rows in order, and what references stand for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from films import adult, segments
from wiki.changesets import Document, Fields
from wiki.documents import Labels
from wiki.entry_types import registry
from wiki.scripts import script_language
from wiki.source_marks import SourceMarks
from wiki.title_language import Titles, arrange, name_html
from wiki.translations import Texts, texts_of

#: What a template needs of one row or person: plain dictionaries, which templates read fastest.
Row = dict[str, Any]

#: Kinds of names in the order in which they are read.
NAME_ORDER = {
    "native": 1,
    "romaji": 2,
    "kana": 3,
    "official": 4,
    "short": 5,
    "alias": 6,
    "working": 7,
}


class FilmReader:
    """The rows of one film's document, and the words for what they say.

    ``url`` is the address of the present page, "" for a film that is only proposed; ``for_adults`` says
    that the present page is of a film for adults, whatever the document says, which may be older.
    """

    def __init__(
        self,
        key: str,
        document: Document,
        labels: Labels,
        url: str = "",
        marks: SourceMarks | None = None,
        *,
        asked: str = "",
        for_adults: bool = False,
    ) -> None:
        self.key = key
        self.document = document
        self.labels = labels
        self.url = url
        self.asked = asked
        self.for_adults = for_adults
        self.marks = marks or SourceMarks()
        self.film: Fields = document[key]
        self._rows: dict[str, list[tuple[str, Fields]]] = {}
        for row_key, fields in document.items():
            self._rows.setdefault(row_key.partition(":")[0], []).append((row_key, fields))
        for name, rows in self._rows.items():
            if name != "segment":
                rows.sort(key=lambda row: row[1].get("position") or 0)
        self._rows.get("segment", []).sort(key=lambda row: row[1].get("number") or 0)
        self.segments: dict[str, Row] = {
            row_key: self._segment(row_key, fields) for row_key, fields in self.rows("segment")
        }

    @cached_property
    def derived(self) -> Fields:
        """What follows from the document: titles, year, whether the film is for adults."""
        return registry["film"].derive(self.key, self.document)

    @property
    def veiled(self) -> bool:
        """Whether the film's pictures are not for this reader (``films.adult``)."""
        return (self.for_adults or bool(self.derived["adult"])) and not adult.shown()

    def rows(self, name: str) -> list[tuple[str, Fields]]:
        """The rows of one shape, in the order that editors gave them."""
        return self._rows.get(name, [])

    def of(self, name: str, field: str, parent: str | None) -> Iterator[tuple[str, Fields]]:
        """The rows of one shape whose ``field`` is ``parent``."""
        return (row for row in self.rows(name) if row[1].get(field) == parent)

    def show(self, name: str, field: str, fields: Fields) -> str:
        """The value of a field in the reader's words."""
        return registry.shapes[name].fields[field].show(fields.get(field))

    def edit(self, section: str) -> str:
        """The address where a section is edited; "" where nothing can be."""
        return f"{self.url}edit/?section={section}" if self.url else ""

    def texts(self, segment: str) -> Texts:
        """What a segment says about itself, in the reader's language if it can."""
        page_url = self.segments[segment]["url"]
        return texts_of(self.document, segment, asked=self.asked, url=self.url, page_url=page_url)

    def link(self, key: str | None) -> Row:
        """A referenced entry: its names and address; no address if hidden or only proposed.

        ``html`` and ``second`` are its names for the content of elements.
        """
        if not key:
            return {"title": "", "html": "", "second": "", "url": "", "proposed": False}
        label = self.labels[key]
        names = label.shown
        return {
            "title": names.title,
            "html": names.html,
            "second": names.second_html,
            "url": "" if label.hidden else label.url,
            "proposed": ":new" in key,
        }

    def who(self, fields: Fields) -> Row:
        """Somebody who is credited: a person with a page, or a printed name alone."""
        printed = fields.get("credited_as") or ""
        person = fields.get("person")
        if not person:
            named = {"title": printed, "html": name_html(printed)}
            return {**self.link(None), **named, "printed": "", "key": printed}
        known = self.labels[person].names
        return {
            **self.link(person),
            "printed": "" if printed in known else printed,
            "key": person,
        }

    def names(self, shape: str, parent: str, owner: str) -> list[Row]:
        """The names of the film, a segment or a song: display name first, then by kind."""
        rows = [
            {
                "text": fields["text"],
                "lang": _html_language(fields.get("language") or ""),
                "language": self.show(shape, "language", fields),
                "country": self.show(shape, "country", fields),
                "kind": fields.get("kind") or "",
                "kind_label": self.show(shape, "kind", fields),
                "note": fields.get("note") or "",
                "display": bool(fields.get("display")),
                "marks": self.marks.of(key),
            }
            for key, fields in self.of(shape, parent, owner)
        ]
        rows.sort(key=lambda row: (not row["display"], NAME_ORDER.get(row["kind"], 9)))
        return rows

    def _segment(self, key: str, fields: Fields) -> Row:
        """What other rows show of a segment."""
        names = self.names("segmentname", "segment", key)
        number = fields.get("number") or 0
        shown = titles_of(names)
        return {
            "key": key,
            "number": number,
            "anchor": f"segment-{number}",
            "title": shown.title,
            "lang": shown.language,
            "html": shown.html,
            "second": shown.second_html,
            "third": shown.third_html,
            "own_title": names[0]["text"] if names else "",
            "url": segments.url(self.url, number) if self.url else f"#segment-{number}",
            "names": names,
        }

    def segment(self, key: str | None) -> Row | None:
        """The segment that a row belongs to; ``None`` for the whole film."""
        return self.segments.get(key or "")


def titles_of(names: list[Row]) -> Titles:
    """The names of a segment or a song in the reader's order; the one for display comes first of them."""
    title = names[0]["text"] if names else ""
    native = next((n["text"] for n in names[1:] if script_language(n["text"])), "")
    latin = next((n["text"] for n in names[1:] if n["lang"].endswith("-Latn")), "")
    return arrange(title, native, latin, languages=languages_of(names))


def languages_of(names: list[Row]) -> dict[str, str]:
    """What is known of the language of each name."""
    return {name["text"]: name["lang"] for name in reversed(names) if name["lang"]}


def _html_language(tag: str) -> str:
    """The ``lang`` of a text in HTML; kana is Japanese to a browser."""
    return "ja" if tag == "ja-Hrkt" else tag
