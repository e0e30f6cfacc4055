"""Pictures on pages: the one that stands for the page, and the gallery."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.utils.safestring import SafeString
from django.utils.text import capfirst

from wiki.changesets import Document, Fields
from wiki.entry_types import registry
from wiki.picture_html import image_html, picture_html
from wiki.picture_names import PictureName
from wiki.source_marks import SourceMarks

#: How wide a picture is in the gallery, for ``sizes``.
_IN_GALLERY = "(min-width: 48rem) 12rem, 45vw"


@dataclass(frozen=True)
class ImageRow:
    """A picture of a page with all that is said of it."""

    key: str
    name: PictureName
    kind: str
    kind_code: str
    alt: str
    caption: str
    rights: str
    source: str
    about: str
    segment: str | None
    marks: str = ""

    @property
    def url(self) -> str:
        """The address of the picture's own page."""
        return self.name.url

    @property
    def thumbnail(self) -> SafeString:
        """The picture in the gallery."""
        return picture_html(self.name, alt=self.alt, sizes=_IN_GALLERY)

    @property
    def at_head(self) -> SafeString:
        """The picture that stands for the page, in its head."""
        sizes = "(min-width: 60rem) 19rem, 8rem"
        return picture_html(self.name, alt=self.alt, sizes=sizes, css="picture--head", eager=True)

    @property
    def as_poster(self) -> SafeString:
        """The same, cut to a poster's shape."""
        show = partial(picture_html, self.name, alt=self.alt, eager=True)
        return show(sizes="(min-width: 60rem) 19rem, 8rem", css="poster sheet-head__poster")

    @property
    def as_lead(self) -> SafeString:
        """The picture over the whole width of an article."""
        sizes = "(min-width: 70rem) 64rem, 100vw"
        return picture_html(self.name, alt=self.alt, sizes=sizes, css="picture--lead", eager=True)

    @property
    def as_plate(self) -> SafeString:
        """The picture that stands for a segment, cut to a frame's shape."""
        return image_html(self.name, alt=self.alt, sizes="20rem", css="plate")


def chosen(document: Document, part: str, kind: str) -> str:
    """The name of the picture that stands for a page: of its kind the one shown first; "" for none.

    Without a ``kind`` it is the first of all.
    """
    rows = _of_kind(document, part, kind)
    return str(rows[0][1].get("picture") or "") if rows else ""


def images(
    document: Document,
    part: str,
    *,
    segment: str = "",
    segments: dict[str, str] | None = None,
    marks: SourceMarks | None = None,
) -> list[ImageRow]:
    """The pictures of a page, or of one segment, in the order that editors gave them.

    ``segments`` are the titles of segments by key.
    """
    rows = [
        (key, row)
        for key, row in document.items()
        if key.startswith(f"{part}:") and segment in ("", row.get("segment"))
    ]
    rows.sort(key=lambda each: each[1].get("position") or 0)
    shown = (_row(key, row, part, segments or {}, marks) for key, row in rows)
    return [row for row in shown if row is not None]


def of_kind(found: list[ImageRow], document: Document, part: str, kind: str) -> ImageRow | None:
    """The one of ``found`` that ``chosen`` names."""
    rows = _of_kind(document, part, kind)
    return next((row for row in found if rows and row.key == rows[0][0]), None)


def _of_kind(document: Document, part: str, kind: str) -> list[tuple[str, Fields]]:
    rows = [
        (key, row)
        for key, row in document.items()
        if key.startswith(f"{part}:") and kind in ("", row.get("kind")) and not row.get("segment")
    ]
    rows.sort(key=lambda each: (not each[1].get("primary"), each[1].get("position") or 0, each[0]))
    return rows


def _row(
    key: str, row: Fields, part: str, segments: dict[str, str], marks: SourceMarks | None
) -> ImageRow | None:
    name = PictureName.read(row.get("picture"))
    if name is None:
        return None
    fields = registry.shapes[part].fields
    segment = row.get("segment")
    kind = str(capfirst(fields["kind"].show(row.get("kind"))))
    about = (
        kind,
        segments.get(segment or "", ""),
        fields["language"].show(row.get("language")),
        fields["country"].show(row.get("country")),
    )
    return ImageRow(
        key=key,
        name=name,
        kind=kind,
        kind_code=row.get("kind") or "",
        alt=row.get("alt") or kind,
        caption=row.get("caption") or "",
        rights=row.get("rights") or "",
        source=row.get("source") or "",
        about=" · ".join(filter(None, about)),
        segment=segment,
        marks=marks.of(key) if marks else "",
    )
