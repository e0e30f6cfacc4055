"""What can be reported to moderators: finding it, quoting it, taking it from the public and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.lists.rights import rights
from accounts.lists.upkeep import settle, writing
from accounts.models import (
    ComplaintKind,
    FilmList,
    ListComment,
    Recommendation,
    Review,
    User,
    Visibility,
)
from accounts.reviews.rights import may_read
from wiki import markdown

_KEY = re.compile(r"([a-z]+):([1-9]\d{0,17})\Z", re.ASCII)
#: Letters that are kept of what was reported.
_QUOTED = 20_000


@dataclass(frozen=True)
class Subject:
    """Something that somebody wrote. ``film`` is the number of the film that it is about, if it is."""

    kind: str
    row: Any
    person: User
    title: str
    quote: str
    url: str
    readable: Callable[[Any], bool]
    film: int | None = None

    @property
    def about(self) -> str:
        """Its key: ``review:12``."""
        return f"{self.kind}:{self.row.pk}"

    @property
    def html(self) -> SafeString:
        """The quote as its own page shows it, harmless, spoilers folded."""
        return markdown.render(self.quote)

    @property
    def gives_away(self) -> bool:
        """Whether its author says that all of it gives the story away."""
        return self.kind == ComplaintKind.REVIEW and self.row.spoilers

    @property
    def film_key(self) -> str:
        """The key of the film, for what the reader knows of it; "" where it is about none."""
        return f"film:{self.film}" if self.film else ""

    @property
    def part_key(self) -> str:
        """The key of the segment that a review is about; "" for everything else."""
        part = self.row.segment_id if self.kind == ComplaintKind.REVIEW else None
        return f"segment:{part}" if part else ""


def find(about: str) -> Subject | None:
    """What ``review:12`` names; ``None`` if there is nothing of that kind and number. One query."""
    parts = parts_of(about)
    return _FOUND[parts[0]](parts[1]) if parts else None


def parts_of(about: str) -> tuple[str, int] | None:
    """Kind and number of a key; ``None`` for what is none. No query."""
    match = _KEY.match(about)
    known = match is not None and match[1] in ComplaintKind.values
    return (match[1], int(match[2])) if match and known else None


def _opinion(model: Any, kind: str, title: Callable[[Any], str]) -> Callable[[int], Subject | None]:
    def found(pk: int) -> Subject | None:
        related = (
            ("user", "film", "other") if kind == ComplaintKind.RECOMMENDATION else ("user", "film")
        )
        row = model.objects.select_related(*related).filter(pk=pk).first()
        if row is None:
            return None
        return Subject(
            kind=kind,
            row=row,
            person=row.user,
            title=title(row),
            quote=row.text[:_QUOTED],
            url=row.get_absolute_url(),
            readable=lambda user: may_read(user, row) and row.is_in_sight,
            film=row.film_id,
        )

    return found


def _list(pk: int) -> Subject | None:
    row = FilmList.objects.select_related("owner").filter(pk=pk).first()
    if row is None:
        return None
    return Subject(
        kind=ComplaintKind.LIST,
        row=row,
        person=row.owner,
        title=row.title,
        quote=row.description[:_QUOTED],
        url=row.get_absolute_url(),
        readable=lambda user: rights(user, row).see,
    )


def _comment(pk: int) -> Subject | None:
    rows = ListComment.objects.select_related("author", "list__owner")
    row = rows.filter(pk=pk).first()
    if row is None:
        return None
    return Subject(
        kind=ComplaintKind.COMMENT,
        row=row,
        person=row.author,
        title=row.list.title,
        quote=row.text,
        url=f"{row.list.get_absolute_url()}#comment-{row.pk}",
        readable=lambda user: rights(user, row.list).see and not row.hidden,
    )


def _user(pk: int) -> Subject | None:
    row = User.objects.filter(pk=pk, is_active=True).first()
    if row is None:
        return None
    return Subject(
        kind=ComplaintKind.USER,
        row=row,
        person=row,
        title=row.username,
        quote=row.about,
        url=row.get_absolute_url(),
        readable=lambda user: True,
    )


_FOUND: dict[str, Callable[[int], Subject | None]] = {
    ComplaintKind.REVIEW: _opinion(Review, ComplaintKind.REVIEW, lambda row: row.film.title),
    ComplaintKind.RECOMMENDATION: _opinion(
        Recommendation,
        ComplaintKind.RECOMMENDATION,
        lambda row: f"{row.film.title} – {row.other.title}",
    ),
    ComplaintKind.LIST: _list,
    ComplaintKind.COMMENT: _comment,
    ComplaintKind.USER: _user,
}


def hide(subject: Subject, *, hidden: bool = True) -> None:
    """Take a text from the public, or give it back. In a transaction.

    A list becomes private and stays so until it is given back; then its owner may show it again.
    """
    if subject.kind == ComplaintKind.LIST:
        with writing(subject.row) as locked:
            locked.hidden = hidden
            if hidden:
                locked.visibility = Visibility.PRIVATE
            locked.save(update_fields=["hidden", "visibility"])
            settle(locked, rows=False)
    elif subject.kind == ComplaintKind.COMMENT:
        with writing(subject.row.list) as locked:
            ListComment.objects.filter(pk=subject.row.pk).update(hidden=hidden)
            settle(locked, rows=False)
    else:
        rows = type(subject.row).objects.filter(pk=subject.row.pk)
        rows.update(hidden=hidden, touched_at=timezone.now())
