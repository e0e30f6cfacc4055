"""What somebody follows, as a page lists it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.http import QueryDict

from accounts.follows import subjects
from accounts.follows.subjects import Subject
from accounts.models import Follow, User
from wiki.keyset import BadCursor, Keyset, KeysetPage

PAGE_SIZE = 60
_LATEST = Keyset("-created_at", "-pk")


@dataclass(frozen=True)
class Row:
    """Something that is followed; ``subject`` says so where it is out of sight."""

    key: str
    kind: str
    subject: Subject | None
    since: datetime


@dataclass(frozen=True)
class Kind:
    """A type of what is followed, for the links that narrow the list."""

    name: str
    label: str
    count: int
    on: bool


@dataclass(frozen=True)
class Following:
    """A page of what ``person`` follows."""

    person: User
    rows: list[Row]
    page: KeysetPage
    kinds: list[Kind]
    count: int
    kind: str


def following(person: User, reader: Any, asked: QueryDict) -> Following:
    """What ``person`` follows, the latest first; of one type where ``kind`` is asked for.

    Five queries. Raises ``BadCursor``.
    """
    own = Follow.objects.filter(user=person)
    counts = own.order_by().values_list("about_type").annotate(number=Count("pk"))
    numbers: dict[str, int] = dict(counts)
    labels = dict(subjects.kinds())
    kind = asked.get("kind", "")
    if kind and kind not in labels:
        raise BadCursor
    page = _LATEST.page(own.filter(about_type=kind) if kind else own, asked, size=PAGE_SIZE)
    shown = subjects.shown([each.key for each in page], reader)
    return Following(
        person=person,
        rows=[
            Row(
                each.key, subjects.kind_label(each.about_type), shown.get(each.key), each.created_at
            )
            for each in page
        ],
        page=page,
        kinds=[
            Kind(name, label, numbers[name], kind == name)
            for name, label in labels.items()
            if name in numbers
        ],
        count=sum(numbers.values()),
        kind=kind,
    )
