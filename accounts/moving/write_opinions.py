"""Writing the reviews and recommendations of rows, and taking them back.

What there is already stays: a file changes no words. New members write for others one by one, and the
suspended not at all; theirs come with the same file once they may.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from accounts.link_limits import check_links
from accounts.models import ImportRow, ListImport, Recommendation, Review, User
from accounts.moving.match import match
from accounts.moving.rows import Row
from accounts.reviews.rights import is_free
from accounts.reviews.words import Words, check_reason
from wiki.exceptions import Refused

_Place = tuple[int, int | None]


def may_bring(user: User) -> bool:
    """Whether files of ``user`` write what others read."""
    return is_free(user) and user.rank > 0


class Opinions:
    """What whoever brings a file has written for others, for one piece of its rows."""

    def __init__(self, of: ListImport, rows: Sequence[ImportRow]) -> None:
        """Two queries where rows hold words, and those of matching; none where they hold none."""
        self.of = of
        self._made: list[tuple[ImportRow, Review | Recommendation]] = []
        self._reviews: set[_Place] = set()
        self._pairs: set[tuple[int, int]] = set()
        self._others: dict[tuple[int, int], int] = {}
        holding = [row for row in rows if row.read.get("review") or row.read.get("pairs")]
        self._writes = bool(holding) and may_bring(of.user)
        if self._writes:
            own = {"user": of.user_id}
            self._reviews = set(Review.objects.filter(**own).values_list("film", "segment"))
            self._pairs = set(Recommendation.objects.filter(**own).values_list("film", "other"))
            self._others = _others(holding)

    def add(self, row: ImportRow, place: _Place) -> bool:
        """Take note of the words of a row that are not there yet; whether there are any."""
        if not self._writes:
            return False
        read = Row.of(row.read)
        before = len(self._made)
        if read.review and place not in self._reviews:
            self._review(row, place, read.review)
        for at, pair in enumerate(read.pairs):
            other = self._others.get((row.pk, at))
            ids = tuple(sorted((place[0], other))) if other else ()
            if len(set(ids)) == 2 and ids not in self._pairs:
                self._pair(row, ids[0], ids[1], pair)
        return len(self._made) > before

    def save(self) -> None:
        """Write what was noted, and note in each row what it wrote."""
        for row, made in self._made:
            made.save()
            row.after = row.after or {}
            name = "review" if isinstance(made, Review) else "pairs"
            row.after.setdefault(name, []).append(made.pk)

    def _review(self, row: ImportRow, place: _Place, told: Mapping[str, Any]) -> None:
        words = Words(**{name: value for name, value in told.items() if name != "written"})
        try:
            words.check()
            check_links(self.of.user, words.text)
        except (ValidationError, Refused):
            return
        made = Review(user_id=self.of.user_id, film_id=place[0], segment_id=place[1])
        words.put(made)
        _date(made, told)
        self._made.append((row, made))
        self._reviews.add(place)

    def _pair(self, row: ImportRow, film: int, other: int, told: Mapping[str, Any]) -> None:
        text, language = told["text"], told["language"]
        try:
            check_reason(text, language)
            check_links(self.of.user, text)
        except (ValidationError, Refused):
            return
        made = Recommendation(
            user_id=self.of.user_id, film_id=film, other_id=other, text=text, language=language
        )
        _date(made, told)
        self._made.append((row, made))
        self._pairs.add((film, other))


def _date(made: Review | Recommendation, told: Mapping[str, Any]) -> None:
    """Let it have been written when the file says so."""
    now = timezone.now()
    at = min(datetime.fromisoformat(told["written"]), now) if told.get("written") else now
    made.created_at = made.changed_at = at
    made.touched_at = now


def _others(rows: Sequence[ImportRow]) -> dict[tuple[int, int], int]:
    """The other films of pairs that are sure, by the row and the place of the pair in it."""
    asked = [
        ((row.pk, at), Row(**pair["other"]))
        for row in rows
        for at, pair in enumerate(Row.of(row.read).pairs)
    ]
    found = match([row for _place, row in asked], anime=False)
    return {
        place: int(each.target.partition(":")[2])
        for (place, _row), each in zip(asked, found, strict=True)
        if each.target.startswith("film:")
    }


def take_back(of: ListImport, rows: Iterable[ImportRow]) -> None:
    """Delete what rows have written. What has changed since, or was found helpful, stays."""
    for name, model in (("review", Review), ("pairs", Recommendation)):
        ids = [pk for row in rows for pk in (row.after or {}).get(name, ())]
        if ids:
            written = model.objects.filter(user=of.user_id, pk__in=ids, helpful_count=0)
            written.filter(changed_at=F("created_at")).delete()
