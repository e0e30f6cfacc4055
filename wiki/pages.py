"""Rendering an entry's page from a document: the present one, a past one or a proposed one.

The same builder and template serve all three, so that a preview is what the page will be.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from wiki import documents, open_web, page_sections
from wiki.changesets import ChangeSet, Document
from wiki.citations import Cited, cited_by_revision
from wiki.contributions import top_editors
from wiki.disputes import Disputes, disputes_of
from wiki.documents import Labels
from wiki.entry_types import EntryType
from wiki.models import Entry, RevisionEntry, Submission
from wiki.page_additions import additions
from wiki.pending import OwnPending, waiting_counts
from wiki.policy import policy
from wiki.protections import Lock, in_force
from wiki.source_marks import SourceMarks, marks_of
from wiki.translations import PARAMETER, Texts, texts_of


@dataclass
class Page:
    """An entry's page about to be shown.

    ``entry`` is ``None`` for the preview of a page that does not exist yet. ``as_of`` is the past
    revision that ``document`` is of (``left_out`` says what its approval left out); ``proposed`` the
    change set that it shows as if applied: that of ``submission``, or all that the reader has waiting
    (``own``).
    """

    request: HttpRequest
    entry_type: EntryType
    key: str
    document: Document
    entry: Entry | None = None
    as_of: RevisionEntry | None = None
    proposed: ChangeSet | None = None
    submission: Submission | None = None
    left_out: str = ""
    own: OwnPending | None = None
    labels: Labels = field(default_factory=Labels)

    @property
    def url(self) -> str:
        """The address of the present page; empty for one that does not exist yet."""
        return self.entry.get_absolute_url() if self.entry else ""

    @property
    def is_present(self) -> bool:
        """Whether this is the page as it is, not a past or proposed one."""
        return self.as_of is None and self.proposed is None

    @cached_property
    def disputes(self) -> Disputes:
        """What sources say differently."""
        return disputes_of(self.entry_type, self.document)

    @cached_property
    def marks(self) -> SourceMarks:
        """Marks of sources, where the reader asks for them: ``?sources=1``."""
        wanted = self.request.GET.get("sources") == "1"
        if not wanted or self.entry is None or self.proposed is not None:
            return SourceMarks()
        until = self.as_of.number if self.as_of else None
        return marks_of(self.entry_type, self.entry.pk, self.document, until=until)

    @cached_property
    def locks(self) -> list[Lock]:
        """What of the page is protected, said to every reader of the present page."""
        if self.entry is None or not self.is_present:
            return []
        return [Lock.of(each) for each in in_force([self.key]).get(self.key, [])]

    @property
    def field_marks(self) -> dict[str, SafeString]:
        """The marks of the entry's own fields; of a translated text those of the translation."""
        shown = {name: text.key for name, text in self.texts.passages.items() if text.key}
        return {
            name: self.marks.of(shown.get(name, self.key), name)
            for name in self.entry_type.own_fields
        }

    @cached_property
    def texts(self) -> Texts:
        """Deck and description in the reader's language, or as there are."""
        url = self.url if page_sections.edit_url(self, "") else ""
        asked = self.request.GET.get(PARAMETER, "")
        return texts_of(self.document, self.key, asked=asked, url=url)

    @property
    def fields(self) -> dict[str, Any]:
        """The entry's own fields."""
        return self.document[self.key]


def show(page: Page, *, status: int = 200) -> HttpResponse:
    """Render ``page`` with its type's template, or the one that serves every type.

    The template gets ``page``, ``entry_type``, ``entry``, ``document``, ``labels``, ``title`` (the
    names of the document in the reader's order), ``last`` (latest ``RevisionEntry``), ``top_editors``,
    ``pending`` (number of waiting submissions), ``own_pending`` (of open ones of the reader),
    ``may_moderate``, ``cited`` (the sources of a past revision), ``additions`` of other apps by place,
    and what ``entry_type.page`` and ``open_web.told`` add.
    """
    page.labels = documents.labels(documents.references_in(page.document), page.proposed or ())
    context: dict[str, Any] = {
        "page": page,
        "entry_type": page.entry_type,
        "entry": page.entry,
        "document": page.document,
        "labels": page.labels,
        "title": page_sections.titles(page),
        "may_moderate": policy().may_moderate(page.request.user),
        "cited": _cited(page),
        "last": None,
        "top_editors": [],
        "pending": 0,
        "own_pending": 0,
    }
    if page.entry is not None:
        context.update(
            last=latest_revision(page.entry_type, page.entry.pk),
            top_editors=top_editors(page.entry_type, page.entry.pk),
        )
        if page.request.user.is_authenticated:  # strangers are shown what revisions made, no more
            reader = page.request.user
            context.update(waiting_counts(reader, page.entry_type, page.entry.pk))
    context.update((page.entry_type.page or page_sections.page)(page))
    context["additions"], facts = additions(page)
    context.update(open_web.told(page, context, facts))
    names = [f"{page.entry_type.segment}/detail.html", "entries/detail.html"]
    return render(page.request, names, context, status=status)


def _cited(page: Page) -> list[Cited]:
    if page.as_of is None:
        return []
    return cited_by_revision([page.as_of])[page.as_of.number]


def latest_revision(entry_type: EntryType, pk: int) -> RevisionEntry | None:
    """The latest revision of an entry, with the people behind it."""
    rows = RevisionEntry.objects.filter(entry_type=entry_type.name, entry_id=pk)
    return (
        rows.select_related("revision__author", "revision__approver")
        .defer("changes")
        .order_by("-number")
        .first()
    )
