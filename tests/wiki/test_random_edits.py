"""A crowd that edits at random: whatever it tries is done or refused in words, and history holds."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.cast import kanta, key_of, mei, satsuki, tatsuo
from tests.toywiki.models import Garden, Plant
from tests.wiki.gardens import garden, now, plant, send
from wiki import changesets, documents
from wiki.actions.amend import amend
from wiki.actions.approve import approve
from wiki.actions.fit import conflicts_of
from wiki.actions.hide import hide, restore
from wiki.actions.merge import merge
from wiki.actions.reject import reject
from wiki.actions.revert import revert
from wiki.actions.withdraw import withdraw
from wiki.changesets import Document
from wiki.entry_types import Part, registry
from wiki.exceptions import OutsideRevision, WikiError
from wiki.fields import Boolean, Choice, Integer, PartialDate, Position
from wiki.integrity import disagreements
from wiki.models import RevisionEntry, Submission
from wiki.reference_fields import Reference, References
from wiki.vocabulary_fields import Country, Language

pytestmark = pytest.mark.django_db
SEEDS = range(int(os.environ.get("GENGA_RANDOM_SEEDS", "6")))
STEPS = 60
ROWS: Any = {
    "bed:new1": {"number": 1},
    "bed:new2": {"number": 2},
    "planting:new1": {"label": "moss", "bed": "bed:new1"},
    "planting:new2": {"label": "fern"},
    "harvest:new1": {"planting": "planting:new1", "year": 1995},
    "path:new1": {"beds": ["bed:new1", "bed:new2"]},
}
WORDS: dict[type, list[Any]] = {
    Country: ["", "JP", "US"],
    Language: ["", "ja", "en"],
    PartialDate: ["", "1995", "1995-12"],
    Integer: [1, 1, 2, 2, 3, 1995],
    Position: [0, 1, 2, 3],
}


class Crowd:
    """Chooses what happens next, from one seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311  (not for secrets)
        self.pages: list[Any] = [
            *(garden(name, rows=ROWS) for name in "AB"),
            *(plant(f"P{n}") for n in range(4)),
        ]
        self.seen = {key_of(page): now(page) for page in self.pages}
        self.users = [mei(), kanta(), satsuki(), tatsuo()]

    def step(self) -> None:
        act = self.dice.choices(
            [
                self.edit,
                self.create,
                self.decide,
                self.change_mind,
                self.undo,
                self.hide,
                self.merge,
            ],
            [10, 1, 6, 2, 3, 1, 1],
        )[0]
        act()

    def page(self, model: Any = None) -> Any:
        page = self.dice.choice([p for p in self.pages if model is None or isinstance(p, model)])
        page.refresh_from_db()
        return page

    def edit(self) -> None:
        page = self.page()
        key = key_of(page)
        if self.dice.random() < 0.7:  # others edit from what they saw a while ago
            self.seen[key] = now(page)
        base = self.seen[key]
        changes = changesets.diff(base, self.altered(base, key), entry=key)
        send(changes, page, by=self.dice.choice(self.users))

    def create(self) -> None:
        model = self.dice.choice([Garden, Plant])
        name = registry.of(model).name
        key = f"{name}:new1"
        row = {name: key, "text": f"N{self.dice.randrange(99)}", "display": True}
        document = self.altered({key: {}, f"{name}name:new1": row}, key, 3)
        changes = changesets.diff({}, document, entry=key)
        submission = send(changes, key, by=self.dice.choice(self.users), kind="create")
        submission.refresh_from_db()
        if submission.entry_id:
            self.pages.append(model.objects.get(pk=submission.entry_id))
            self.seen[key_of(self.pages[-1])] = now(self.pages[-1])

    def altered(self, base: Document, entry: str, times: int = 0) -> Document:
        after = {key: dict(fields) for key, fields in base.items()}
        for at in range(times or self.dice.randint(1, 4)):
            what = self.dice.random()
            parts = [key for key in after if key != entry]
            if self.dice.random() < 0.9:
                parts = [key for key in parts if "name:" not in key]
            if what < 0.2 and parts:
                del after[self.dice.choice(parts)]
            elif what < 0.5:
                shapes = [s for s in registry.of_key(entry).walk() if isinstance(s, Part)]
                shape = self.dice.choice(shapes)
                row = {name: self.value(f, after) for name, f in shape.fields.items()}
                parents = [k for k in after if k.partition(":")[0] == shape.parent.name]  # type: ignore[attr-defined]
                row[shape.parent_field] = self.dice.choice(parents) if parents else entry
                after[f"{shape.name}:new{at}x{self.dice.randrange(9)}"] = row
            else:
                key = self.dice.choice(list(after))
                shape = registry.shape_of(key)  # type: ignore[assignment]
                name = self.dice.choice(list(shape.fields))
                if name in ("hidden", "merged_into") and self.dice.random() < 0.9:
                    continue
                if name == getattr(shape, "parent_field", "") and self.dice.random() < 0.9:
                    continue
                after[key][name] = self.value(shape.fields[name], after)
        return after

    def value(self, field: Any, document: Document) -> Any:
        if isinstance(field, (Reference, References)):
            if field.target in registry:
                keys = [key_of(page) for page in self.pages]
                keys = [key for key in keys if key.startswith(f"{field.target}:")]
            else:
                keys = [key for key in document if key.startswith(f"{field.target}:")]
            if isinstance(field, References):
                return sorted(self.dice.sample(keys, self.dice.randint(0, len(keys))))
            return self.dice.choice([None, *keys])
        if isinstance(field, Boolean):
            return self.dice.random() < 0.3
        words = WORDS.get(type(field), ["x", "y", "z"])
        if isinstance(field, Choice) and type(field) is Choice:
            words = [value for value, _label in field.choices]
        return self.dice.choice(words if self.dice.random() < 0.97 else ["", None, 0, "?", "x"])

    def decide(self) -> None:
        waiting = list(Submission.objects.pending())
        if not waiting:
            return
        submission = self.dice.choice(waiting)
        moderator = self.dice.choice(self.users[2:])
        if self.dice.random() < 0.2:
            reject(submission, moderator=moderator, note="No")
            return
        choices = {
            (c.key, c.field): "now" if c.now is None else self.dice.choice(["now", "proposed"])
            for c in conflicts_of(submission.changes)
        }
        approve(submission, moderator=moderator, resolutions=choices)

    def change_mind(self) -> None:
        waiting = list(Submission.objects.pending().filter(author=self.users[0]))
        if not waiting:
            return
        submission = self.dice.choice(waiting)
        if self.dice.random() < 0.5:
            withdraw(submission, user=self.users[0])
            return
        amend(submission, submission.changes[: self.dice.randint(1, 4)], user=self.users[0])

    def undo(self) -> None:
        row = self.dice.choice(list(RevisionEntry.objects.all()))
        everywhere = self.dice.random() < 0.5
        revert(row, user=self.dice.choice(self.users), summary="Undo", everywhere=everywhere)

    def hide(self) -> None:
        page = self.page()
        act = self.dice.choice([hide, restore, restore])
        act(page, user=self.dice.choice(self.users[2:]), summary="x")

    def merge(self) -> None:
        one = self.page()
        two = self.page(type(one))
        merge(one, into=two, user=self.dice.choice(self.users[2:]), summary="Same")


def attempt(act: Callable[[], None]) -> Exception | None:
    """The refusal that an act met, if any; any other error is a failure of the engine."""
    try:
        act()
    except OutsideRevision:
        raise
    except (WikiError, ValidationError) as error:
        return error
    return None


@pytest.mark.parametrize("seed", SEEDS)
def test_a_crowd_breaks_nothing(seed: int) -> None:
    crowd = Crowd(seed)
    refused = 0
    for step in range(STEPS):
        before = Submission.objects.count()
        error = attempt(crowd.step)
        if error is not None:
            refused += 1
            assert str(error), step
            assert Submission.objects.count() == before
    assert list(disagreements()) == []
    assert refused < STEPS * 0.8  # it did get something done
    for page in crowd.pages:
        documents.labels(documents.references_in(now(page)))
