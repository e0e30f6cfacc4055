"""A queue as a busy wiki would have it: many waiting submissions, and as many that were decided.

The same rows each time, written in bulk and past the engine.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from films.models import Character, Company, Film, Person
from wiki.areas import Area, Weight
from wiki.changesets import Change, ChangeSet, size
from wiki.models import (
    EditFilter,
    Outcome,
    Submission,
    SubmissionArea,
    SubmissionFlag,
    SubmissionKind,
    SubmissionPage,
    SubmissionStatus,
)

BATCH = 2_000
AUTHORS, MODERATORS = 500, 12
#: The flags of edit filters, and for how many of a thousand submissions they are raised.
FLAGS = {
    "bench-blanking": 40,
    "bench-links": 30,
    "bench-mass": 60,
    "bench-shouting": 12,
    "bench-repeated": 8,
    "bench-rare": 1,
}
SOURCES = "https://example.org/programme/1995\nseen in the credits"


@dataclass
class Cast:
    """Who sends, who decides, and the pages that are edited: type, id, title, present runtime."""

    authors: list[User]
    moderators: list[User]
    pages: list[tuple[str, int, str, int | None]]


def cast() -> Cast:
    """The users and filters of the rows (made unless they are there), and pages of the catalogue."""
    users = [
        User(username=f"bench-{role}-{at}", email=f"bench-{role}-{at}@example.org", role=role)
        for role, number in ((User.Role.MEMBER, AUTHORS), (User.Role.MODERATOR, MODERATORS))
        for at in range(number)
    ]
    User.objects.bulk_create(users, ignore_conflicts=True)
    EditFilter.objects.bulk_create(
        [EditFilter(slug=slug, name=slug, changed_at=timezone.now()) for slug in FLAGS],
        ignore_conflicts=True,
    )
    pages = [("film", *row) for row in Film.objects.visible().values_list("pk", "title", "runtime")]
    for name, model in (("person", Person), ("character", Character), ("company", Company)):
        rows = model.objects.visible().values_list("pk", "title")[: len(pages)]
        pages += [(name, pk, title, None) for pk, title in rows]
    made = User.objects.filter(username__startswith="bench-").order_by("pk")
    by_role = {
        role: list(made.filter(role=role)) for role in (User.Role.MEMBER, User.Role.MODERATOR)
    }
    return Cast(by_role[User.Role.MEMBER], by_role[User.Role.MODERATOR], pages)


def fill(waiting: int, decided: int, people: Cast) -> None:
    """Write ``waiting`` submissions that wait (and some sent back or on hold), ``decided`` others."""
    chance = random.Random(1995)  # noqa: S311  (the same rows each time)
    now = timezone.now()
    rows = (
        row
        for status, number in (
            (SubmissionStatus.PENDING, waiting),
            (SubmissionStatus.ASKED, waiting // 50),
            (SubmissionStatus.HELD, waiting // 200),
            (SubmissionStatus.APPROVED, decided * 17 // 20),
            (SubmissionStatus.REJECTED, decided * 3 // 20),
        )
        for row in (_submission(chance, people, status, now, at) for at in range(number))
    )
    with transaction.atomic():
        while batch := list(islice(rows, BATCH)):
            _write(chance, batch)


def _write(chance: random.Random, batch: list[Submission]) -> None:
    Submission.objects.bulk_create(batch)
    SubmissionPage.objects.bulk_create(
        SubmissionPage(submission=one, entry_type=one.entry_type, entry_id=one.entry_id)
        for one in batch
        if one.entry_id is not None
    )
    SubmissionArea.objects.bulk_create(area for one in batch for area in _areas(chance, one))
    SubmissionFlag.objects.bulk_create(
        SubmissionFlag(submission=one, name=f"{EditFilter.FLAG_PREFIX}{name}", text=name)
        for one in batch
        for name, share in FLAGS.items()
        if chance.randrange(1000) < share
    )


def _submission(
    chance: random.Random, people: Cast, status: SubmissionStatus, now: datetime, at: int
) -> Submission:
    open_ = status in (SubmissionStatus.PENDING, SubmissionStatus.ASKED, SubmissionStatus.HELD)
    name, pk, title, runtime = chance.choice(people.pages)
    kind = chance.choices(
        [SubmissionKind.EDIT, SubmissionKind.CREATE, SubmissionKind.REVERT, SubmissionKind.HIDE],
        [84, 11, 4, 1],
    )[0]
    created = now - timedelta(days=(60 if open_ else 200) * chance.random(), minutes=5)
    wait = timedelta(hours=min(chance.lognormvariate(1.2, 1.3), 24 * 20))
    decided = None if open_ else min(created + wait, now)
    changes = _changes(chance, name, pk, runtime, at)
    if kind == SubmissionKind.CREATE:
        changes = json.loads(json.dumps(changes).replace(f'"{name}:{pk}"', f'"{name}:new1"'))
        changes[0]["op"] = "+"
    sourced = chance.random() < 0.7
    claimed = open_ and chance.random() < 0.001
    return Submission(
        kind=kind,
        status=status,
        entry_type=name,
        entry_id=None if kind == SubmissionKind.CREATE else pk,
        title=title,
        changes=changes,
        size=size(changes),
        summary=f"From the programme, page {at % 90}",
        sources=SOURCES if sourced else "",
        sourced=sourced,
        author=chance.choice(people.authors),
        created_at=created,
        touched_at=decided or created + (now - created) * (chance.random() / 3),
        conflicts=chance.choice((1, 1, 1, 2, 5)) if open_ and chance.random() < 0.04 else 0,
        language="ja" if chance.random() < 0.08 else "en",
        claimed_by=chance.choice(people.moderators) if claimed else None,
        claimed_until=now + timedelta(minutes=chance.randrange(1, 15)) if claimed else None,
        decided_at=decided,
        decided_by=None if open_ else chance.choice(people.moderators),
        automatic=status == SubmissionStatus.APPROVED and chance.random() < 0.25,
        decision_note="No source." if status == SubmissionStatus.REJECTED else "",
    )


def _changes(chance: random.Random, name: str, pk: int, runtime: int | None, at: int) -> ChangeSet:
    """One field of the page, and for a film often a dozen credits or so."""
    key = f"{name}:{pk}"
    head: dict[str, list[Any]] = {"deck": ["", f"A short text of number {at} about this page."]}
    if name == "film" and chance.random() < 0.5:
        head = {"runtime": [runtime, (runtime or 90) + 1 + at % 7]}
    changes: ChangeSet = [{"key": key, "entry": key, "op": "~", "fields": head}]
    if name == "film" and chance.random() < 0.4:
        number = min(int(chance.expovariate(0.12)) + 1, 80)
        changes += [_credit(key, row) for row in range(number)]
    return changes


def _credit(key: str, row: int) -> Change:
    values = {
        "film": key,
        "role": "key_animation",
        "credited_as": f"Animator {row}",
        "position": 1000 + row,
    }
    fields = {name: [None, value] for name, value in values.items()}
    return {"key": f"credit:new{row}", "entry": key, "op": "+", "fields": fields}


def _areas(chance: random.Random, one: Submission) -> Iterator[SubmissionArea]:
    heads = one.changes[0]["fields"]
    facts = {Area.TEXT if "deck" in heads else Area.FACTS: 1}
    if len(one.changes) > 1:
        facts[Area.CREDITS] = 2 * (len(one.changes) - 1)
    if chance.random() < 0.03:
        facts[Area.RELATIONS] = 1
    for area, number in facts.items():
        outcome = {
            SubmissionStatus.APPROVED: Outcome.UNCHECKED if one.automatic else Outcome.ACCEPTED,
            SubmissionStatus.REJECTED: Outcome.REFUSED,
        }.get(SubmissionStatus(one.status), Outcome.OPEN)
        yield SubmissionArea(
            submission=one,
            area=area,
            weight=chance.choice(Weight.values),
            facts=number,
            kept=number if outcome in (Outcome.ACCEPTED, Outcome.UNCHECKED) else 0,
            outcome=outcome,
            decided_at=one.decided_at,
        )
