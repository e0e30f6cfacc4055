"""Badges: what is remarkable in an editor's record, computed from it whenever it is shown. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from wiki.areas import Area


@dataclass(frozen=True)
class Deeds:
    """The numbers that badges look at.

    ``standing`` counts facts that stand, by area; ``anthologies`` are complete ones that hold the
    editor's work in their segments.
    """

    edits: int = 0
    pages_made: int = 0
    pages: int = 0
    made: int = 0
    standing: dict[str, int] | None = None
    sourced: int = 0
    sent: int = 0
    decisions: int = 0
    anthologies: int = 0

    def of(self, area: Area) -> int:
        """How many facts of an area stand."""
        return (self.standing or {}).get(area, 0)

    @property
    def stands(self) -> int:
        """How many facts stand."""
        return sum((self.standing or {}).values())


@dataclass(frozen=True)
class Badge:
    """A badge: its name, and what it is for."""

    name: str
    label: Any
    reason: Any
    earned: Callable[[Deeds], bool]


BADGES = (
    Badge("first", _("First stroke"), _("a first edit in the catalogue"), lambda d: d.edits >= 1),
    Badge("hundred", _("A hundred sheets"), _("100 edits"), lambda d: d.edits >= 100),
    Badge("thousand", _("A thousand sheets"), _("1,000 edits"), lambda d: d.edits >= 1000),
    Badge("founder", _("Page maker"), _("10 new pages"), lambda d: d.pages_made >= 10),
    Badge("wide", _("Wide field"), _("work on 100 pages"), lambda d: d.pages >= 100),
    Badge(
        "credits",
        _("Credit reader"),
        _("100 facts of credits and cast that stand"),
        lambda d: d.of(Area.CREDITS) >= 100,
    ),
    Badge("names", _("Name giver"), _("50 names that stand"), lambda d: d.of(Area.NAMES) >= 50),
    Badge(
        "releases",
        _("Archivist"),
        _("50 facts of releases that stand"),
        lambda d: d.of(Area.RELEASES) >= 50,
    ),
    Badge(
        "writer",
        _("Storyteller"),
        _("about 1,000 words that stand"),
        lambda d: d.of(Area.TEXT) >= 50,
    ),
    Badge(
        "anthology",
        _("Every segment"),
        _("a part in a complete anthology"),
        lambda d: d.anthologies >= 1,
    ),
    Badge(
        "lasting",
        _("In ink"),
        _("95 % of at least 100 facts still stand"),
        lambda d: d.made >= 100 and d.stands >= d.made * 0.95,
    ),
    Badge(
        "sourced",
        _("On good authority"),
        _("a source with nine of ten edits, of at least 20"),
        lambda d: d.sent >= 20 and d.sourced >= d.sent * 0.9,
    ),
    Badge(
        "moderator", _("Steady hand"), _("100 decisions in the queue"), lambda d: d.decisions >= 100
    ),
)


def badges(deeds: Deeds) -> list[Badge]:
    """The badges that ``deeds`` earn, in a fixed order."""
    return [badge for badge in BADGES if badge.earned(deeds)]
