"""The disputed facts of a page: what each source says, and marks where the facts stand.

Everything follows from the document, so past and proposed pages tell the disputes of their moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wiki.changesets import Document, Fields
from wiki.entry_types import EntryType, Part
from wiki.fields import LongText
from wiki.models.dispute import Dispute
from wiki.scripts import script_language


@dataclass(frozen=True)
class ClaimView:
    """What one source says. ``language`` is that of the value's script, "" for Latin letters."""

    key: str
    value: str
    language: str
    source: str
    url: str
    preferred: bool
    note: str


@dataclass(frozen=True)
class DisputeView:
    """One disputed fact; ``about`` is the field or part concerned, ``label`` its words."""

    key: str
    about: str
    label: str
    detail: str
    settled: bool
    note: str
    claims: list[ClaimView]

    @property
    def anchor(self) -> str:
        """Its id in the page."""
        return self.key.replace(":", "-")


@dataclass
class Mark:
    """The word "disputed" beside a fact; it leads to the dispute, or to all if there are several."""

    anchor: str
    settled: bool
    count: int = 1

    def add(self, dispute: DisputeView) -> None:
        """Mark the same place for one more dispute."""
        self.anchor = "disputes"
        self.settled = self.settled and dispute.settled
        self.count += 1


@dataclass
class Disputes:
    """The disputes of a page, and its marks: by field, and by section for what has no line alone."""

    rows: list[DisputeView] = field(default_factory=list)
    fields: dict[str, Mark] = field(default_factory=dict)
    sections: dict[str, Mark] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.rows)


def disputes_part(entry_type: EntryType) -> Part | None:
    """The part of a type that holds disputed facts, if it has them."""
    return next((part for part in entry_type.parts if issubclass(part.model, Dispute)), None)


def disputes_of(entry_type: EntryType, document: Document) -> Disputes:
    """The disputes that ``document`` holds; open ones first, else in the order of the editors."""
    part = disputes_part(entry_type)
    found = Disputes()
    if part is None:
        return found
    claims = _claims(part, document)
    found.rows = [
        _view(part, key, fields, claims.get(key, []))
        for key, fields in document.items()
        if key.startswith(f"{part.name}:")
    ]
    found.rows.sort(key=lambda row: row.settled)
    for row in found.rows:
        _mark(found.fields, row.about, row)
        section = _section(entry_type, row.about)
        if section:
            _mark(found.sections, section, row)
    return found


def _claims(part: Part, document: Document) -> Mapping[str, list[ClaimView]]:
    """Claims by dispute, the preferred one first."""
    found: dict[str, list[ClaimView]] = {}
    below = part.parts[0]
    for key, fields in document.items():
        if key.startswith(f"{below.name}:"):
            claim = ClaimView(
                key=key,
                value=fields["value"],
                language=script_language(fields["value"]),
                source=fields["source"],
                url=fields["url"],
                preferred=fields["preferred"],
                note=fields["note"],
            )
            found.setdefault(fields[below.parent_field], []).append(claim)
    for claims in found.values():
        claims.sort(key=lambda claim: not claim.preferred)
    return found


def _view(part: Part, key: str, fields: Fields, claims: list[ClaimView]) -> DisputeView:
    return DisputeView(
        key=key,
        about=fields["about"],
        label=part.fields["about"].show(fields["about"]),
        detail=fields["detail"],
        settled=fields["settled"],
        note=fields["note"],
        claims=claims,
    )


def _mark(marks: dict[str, Mark], name: str, dispute: DisputeView) -> None:
    if name in marks:
        marks[name].add(dispute)
    else:
        marks[name] = Mark(dispute.anchor, dispute.settled)


def _section(entry_type: EntryType, about: str) -> str:
    """The section whose heading is marked: that of a part, or of a text without a line of its own."""
    for section in entry_type.sections:
        if about in section.parts:
            return section.name
        if about in section.fields:
            return section.name if isinstance(entry_type.fields[about], LongText) else ""
    return ""
