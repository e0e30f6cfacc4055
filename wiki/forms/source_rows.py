"""The rows of the reason form that say on what source: kind, title, address, day, and what it is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki.models import CitationKind
from wiki.sources import MOST_SOURCES, Source, parse

#: Empty rows that the form offers, and that the button for more adds where there is no script.
BLANK_ROWS = 3
#: What the button for more rows sends as ``add``.
ADD = "sources"


class SourceForm(forms.Form):
    """One source. Without a kind it is read from what was typed."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[("", gettext_lazy("as written")), *CitationKind.choices],
    )
    title = forms.CharField(label=gettext_lazy("What it is"), max_length=300, required=False)
    url = forms.URLField(
        label=gettext_lazy("Address"), max_length=500, required=False, assume_scheme="https"
    )
    accessed_on = forms.DateField(
        label=gettext_lazy("Read on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Write a day as 1995-12-23.")},
    )

    def clean_url(self) -> str:
        """Pages of the web alone."""
        url: str = self.cleaned_data["url"]
        if url and not url.lower().startswith(("https://", "http://")):
            raise forms.ValidationError(_("Write an address that begins with https:// or http://."))
        return url

    def clean_accessed_on(self) -> Any:
        """Not a day that is still to come."""
        day = self.cleaned_data["accessed_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        """Say what kind it is, and what is missing for that kind."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        kind, title, url = given.get("kind", ""), given.get("title", ""), given.get("url", "")
        if not kind:
            read = parse(title)
            if url:
                given["kind"] = CitationKind.WEB
            elif read:
                given.update(kind=read[0].kind, title=read[0].title, url=read[0].url)
        elif kind == CitationKind.WEB and not url and title and "url" not in self.errors:
            self.add_error("url", _("Give the address of the page."))
        elif kind == CitationKind.PRINT and not title and (url or given.get("accessed_on")):
            self.add_error("title", _("Say which book, magazine or disc it is."))
        if given.get("kind") == CitationKind.WEB and given.get("url"):
            given["accessed_on"] = given.get("accessed_on") or timezone.localdate()
        return given

    @property
    def says_something(self) -> bool:
        """Whether a source was given: what was seen needs no further words."""
        given = self.cleaned_data
        seen = given.get("kind") == CitationKind.SEEN
        return bool(seen or given.get("title") or given.get("url"))


@dataclass
class SourceRow:
    """A row of the form. ``targets`` are the changes that its source is for; none for all."""

    name: str
    number: int
    form: SourceForm
    targets: list[str] = field(default_factory=list)
    removed: bool = False
    spare: bool = False


class SourceRows:
    """The rows together, blank, from sources, or from what was posted.

    ``choices`` are the changes that a source can be given for, once the form knows them: value and
    label.
    """

    def __init__(self, data: QueryDict | None = None, initial: Sequence[Source] = ()) -> None:
        self.data = data
        self.initial = list(initial)
        self.choices: dict[str, str] = {}
        self.rows = self._shown() if data is None else self._posted(data)

    def _shown(self) -> list[SourceRow]:
        rows = []
        for number, source in enumerate(self.initial, start=1):
            fields = {
                "kind": source.kind,
                "title": source.title,
                "url": source.url,
                "accessed_on": source.accessed_on,
            }
            form = SourceForm(prefix=f"source-{number}", initial=fields)
            rows.append(SourceRow(str(number), number, form, list(source.targets)))
        return rows + self._blank(len(rows), max(BLANK_ROWS - len(rows), 1))

    def _posted(self, data: QueryDict) -> list[SourceRow]:
        rows = []
        names = [name for name in dict.fromkeys(data.getlist("source")) if name.isascii()]
        for number, name in enumerate(filter(str.isdigit, names[:MOST_SOURCES]), start=1):
            prefix = f"source-{name}"
            rows.append(
                SourceRow(
                    name,
                    number,
                    SourceForm(data, prefix=prefix),
                    data.getlist(f"{prefix}-for"),
                    removed=bool(data.get(f"{prefix}-delete")),
                )
            )
        if ADD in data.getlist("add"):
            rows += self._blank(max((int(row.name[:4]) for row in rows), default=0), BLANK_ROWS)
        return rows or self._blank(0, BLANK_ROWS)

    def _blank(self, after: int, count: int) -> list[SourceRow]:
        """Empty rows; a script keeps the first of them and gives more on demand."""
        return [
            SourceRow(str(n), n, SourceForm(prefix=f"source-{n}"), spare=n > after + 1)
            for n in range(after + 1, after + count + 1)
        ]

    @property
    def template(self) -> SourceRow:
        """The blank row that a script copies."""
        return SourceRow("__source__", 0, SourceForm(prefix="source-__source__"))

    @property
    def total(self) -> int:
        """The number that the next new row gets."""
        return max(int(row.name[:4]) for row in self.rows) + 1

    def offer(self, choices: Mapping[str, str]) -> None:
        """Let sources be given for single changes: target and label of each."""
        self.choices = dict(choices)

    def is_valid(self) -> bool:
        """Whether every row could be read."""
        return all(row.form.is_valid() for row in self._read())

    @property
    def sources(self) -> list[Source]:
        """The sources given. Valid rows only."""
        return [
            Source(
                kind=given["kind"],
                title=given["title"],
                url=given["url"],
                accessed_on=given["accessed_on"],
                targets=tuple(row.targets),
            )
            for row in self._read()
            if row.form.says_something and (given := row.form.cleaned_data)
        ]

    def _read(self) -> list[SourceRow]:
        return [row for row in self.rows if row.form.is_bound and not row.removed]
