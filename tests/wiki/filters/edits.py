"""Edits as filters see them, without a database: change sets of the toy wiki and a made-up author."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.wiki.gardens import adding, change
from wiki.changesets import ChangeSet
from wiki.filters.conditions import holds
from wiki.filters.facts import Facts, adds_any, folded_texts, touched_by
from wiki.filters.patterns import Searches

KEY = "garden:1"
#: 299 characters.
STORY = (
    "The garden was laid out for a merchant who never saw it. Its beds follow the old river, and the "
    "iris grows where the water stood longest. In the war it fed the quarter. Later the city took it "
    "over, moved the gate, and gave the northern beds to schools, whose children know every path of it."
)


@dataclass
class MadeUpHistory:
    """What an author did, as numbers: the times of edits as minutes ago, and their change sets."""

    approvals: int = 0
    minutes_ago: tuple[float, ...] = ()
    earlier: tuple[ChangeSet, ...] = ()

    def approved(self, up_to: int) -> int:
        return min(self.approvals, up_to)

    def sent(self, minutes: int) -> int:
        return sum(ago < minutes for ago in self.minutes_ago)

    def same_text(self, texts: frozenset[str], hours: int) -> int:
        return sum(adds_any(folded_texts(changes), texts) for changes in self.earlier)


def note(before: str, after: str, key: str = KEY) -> ChangeSet:
    """An edit of a garden's text."""
    return [change(key, key, note=[before, after])]


def links(*values: str) -> ChangeSet:
    """New rows with addresses, on a plant's page."""
    return [
        adding(f"plantlink:new{n}", "plant:1", plant="plant:1", site="official", value=value)
        for n, value in enumerate(values, 1)
    ]


def beds_removed(number: int) -> ChangeSet:
    """Rows that go."""
    return [
        change(f"bed:{n}", KEY, "-", garden=[KEY, None], number=[n, None])
        for n in range(1, number + 1)
    ]


def facts(
    changes: ChangeSet,
    *,
    level: int = 0,
    days: float = 0,
    kind: str = "edit",
    summary: str = "",
    history: MadeUpHistory | None = None,
) -> Facts:
    """What filters see; the author is new unless more is said."""
    return Facts(kind, summary, touched_by(changes), level, days, history or MadeUpHistory())


def hit(conditions: dict[str, Any], changes: ChangeSet, **author: Any) -> bool:
    """Whether a filter with ``conditions`` hits this edit."""
    return holds(conditions, facts(changes, **author), Searches())
