"""The talk about a submission: comments, its versions and what moderators did, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.utils.safestring import SafeString

from wiki import documents, markdown
from wiki.changesets import ChangeSet, Document
from wiki.diffs import known_to_declarations, pages_named
from wiki.documents import Labels
from wiki.left_out import Place
from wiki.models import (
    Act,
    Comment,
    CommentKind,
    LogEntry,
    Submission,
    SubmissionStatus,
    SubmissionVersion,
)
from wiki.place_names import PlaceNames
from wiki.row_names import Words

#: The acts that are told in the talk; asking for changes is told by its own words.
TOLD = (
    Act.APPROVE,
    Act.APPROVE_PART,
    Act.CORRECT,
    Act.SECOND,
    Act.REJECT,
    Act.REOPEN,
)


@dataclass
class Said:
    """A comment; ``about`` is the change that it is about in words, empty for the whole."""

    comment: Comment
    about: Words = field(default_factory=Words)

    @property
    def place(self) -> Place:
        """The change that it is about; two empty strings for the whole."""
        return self.comment.key, self.comment.field

    @property
    def asks(self) -> bool:
        """Whether it asks the author for changes."""
        return self.comment.kind == CommentKind.ASK

    @property
    def html(self) -> SafeString:
        """The text, harmless."""
        return markdown.render(self.comment.text)

    @property
    def excerpt(self) -> str:
        """The beginning of the text, without its spoilers."""
        return markdown.excerpt(self.comment.text, 240)


@dataclass(frozen=True)
class Line:
    """Something that happened: somebody said something, an author wrote a version, a moderator acted.

    ``number`` is that of the new version, ``act`` the line of the log.
    """

    kind: Literal["said", "version", "act"]
    at: datetime
    who: Any
    said: Said | None = None
    number: int = 0
    act: LogEntry | None = None


@dataclass
class Talk:
    """All that was said and done about one submission, the oldest first."""

    submission: Submission
    said: list[Said] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    #: The change sets that comments on single changes speak of, by the number of their version.
    changes: dict[int, ChangeSet] = field(default_factory=dict)

    @property
    def request(self) -> Said | None:
        """What its author was asked for last."""
        return next((said for said in reversed(self.said) if said.asks), None)

    def pages_named(self, pages: Mapping[str, Document]) -> set[str]:
        """The pages that the changes in question mention: load labels for these."""
        return {key for each in self.changes.values() for key in pages_named(each, pages)}

    def put_into_words(self, labels: Labels, pages: Mapping[str, Document], main: str) -> None:
        """Name the changes that comments are about. No query."""
        names: dict[int, PlaceNames] = {}
        for number, changes in self.changes.items():
            proposed = documents.labels((), changes)
            known = Labels({**labels, **proposed})
            own = f"{self.submission.entry_type}:new1"
            makes_it = any(change["key"] == own for change in changes)
            names[number] = PlaceNames(changes, known, pages=pages, main=own if makes_it else main)
        for said in self.said:
            if said.place[0] and said.comment.version in names:
                said.about = names[said.comment.version].name(said.place)

    def by_place(self) -> dict[Place, list[Said]]:
        """Comments on single changes of the present version."""
        found: dict[Place, list[Said]] = {}
        for said in self.said:
            if said.place[0]:
                found.setdefault(said.place, []).append(said)
        return found


def talk_of(submission: Submission) -> Talk:
    """The talk about ``submission``. Three queries, or four if it speaks of former versions."""
    comments = list(submission.comments.select_related("author").order_by("created_at", "pk"))
    versions = list(submission.versions.select_related("author").defer("changes"))
    acts = list(
        LogEntry.objects.filter(submission=submission, act__in=TOLD)
        .select_related("actor")
        .order_by("pk")
    )
    talk = Talk(submission, [Said(comment) for comment in comments])
    talk.changes = _changes_spoken_of(submission, talk.said)
    talk.lines = [
        *(Line("said", said.comment.created_at, said.comment.author, said) for said in talk.said),
        *_versions(submission, versions, acts),
        *(Line("act", act.created_at, act.actor, act=act) for act in acts),
    ]
    talk.lines.sort(key=lambda line: line.at)
    return talk


def last_request(submission: Submission) -> Said | None:
    """What the author of a submission is asked for, while it is sent back. One query."""
    if submission.status != SubmissionStatus.ASKED:
        return None
    comments = submission.comments.filter(kind=CommentKind.ASK).select_related("author")
    comment = comments.order_by("-created_at", "-pk").first()
    return Said(comment) if comment else None


def _versions(
    submission: Submission, versions: Iterable[SubmissionVersion], acts: Iterable[LogEntry]
) -> list[Line]:
    """The versions after the first; one that a moderator made is told by the act."""
    corrected = any(act.act == Act.CORRECT for act in acts)
    return [
        Line("version", version.created_at, submission.author, number=version.number + 1)
        for version in versions
        if not (corrected and version.number + 1 == submission.version)
    ]


def _changes_spoken_of(submission: Submission, said: Iterable[Said]) -> dict[int, ChangeSet]:
    """The change sets of the versions whose single changes were talked about."""
    wanted = {each.comment.version for each in said if each.place[0]}
    former = wanted - {submission.version}
    found: dict[int, ChangeSet] = {}
    if former:
        rows = submission.versions.filter(number__in=former)
        found.update(rows.values_list("number", "changes"))
    if submission.version in wanted:
        found[submission.version] = submission.changes
    return {number: known_to_declarations(changes) for number, changes in found.items()}
