"""Who may do what: the questions that the engine asks, and where the answers come from.

The site names its policy class in ``settings.GENGA_POLICY``; the engine asks it and nothing else,
so that levels of trust are one table in one place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki.areas import Weight
from wiki.models import Submission


class Freedom(models.TextChoices):
    """When a change of some weight needs nobody's approval; the freest first."""

    LIVE = "live", gettext_lazy("live at once")
    UNLESS_DOUBTED = (
        "unless_doubted",
        gettext_lazy("live at once, unless the record in the area is against it"),
    )
    IF_PROVEN = "if_proven", gettext_lazy("live at once in areas where trust is proven")
    REVIEWED = "reviewed", gettext_lazy("a moderator looks first")


@dataclass(frozen=True)
class Level:
    """What one level of users may do. ``None`` is no limit; ``rank`` counts from 0, the lowest.

    ``waiting`` are open submissions at once, ``links`` new ones in the texts of one edit.
    ``protection`` is the strongest protection of a page that does not keep the level from editing it.
    """

    name: str
    label: Any
    rank: int
    waiting: int | None
    links: int | None
    images_per_day: int | None
    edits_per_hour: int | None
    edits_per_day: int | None
    comments_per_hour: int | None
    fills: Freedom
    overwrites: Freedom
    blanks: Freedom
    protection: str

    def freedom(self, weight: Weight) -> Freedom:
        """When a change of this weight needs nobody's approval."""
        if weight == Weight.FILL:
            return self.fills
        return self.overwrites if weight == Weight.OVERWRITE else self.blanks


class Policy(Protocol):
    """The questions. ``user`` may be anonymous; answers never depend on anything but arguments."""

    def may_submit(self, user: Any, kind: str) -> bool:
        """May ``user`` propose a change of this ``SubmissionKind``?"""

    def approved_at_once(self, user: Any, submission: Submission) -> bool:
        """Does ``submission``, which ``user`` has just sent, need nobody's approval?"""

    def may_go_live(self, user: Any, kind: str) -> bool:
        """May an edit of this kind by ``user`` need nobody's approval, if its changes are light?"""

    def may_decide(self, user: Any, submission: Submission) -> bool:
        """May ``user`` approve or reject ``submission``?"""

    def may_moderate(self, user: Any) -> bool:
        """May ``user`` see the queue and hidden pages?"""

    def may_set_filters(self, user: Any) -> bool:
        """May ``user`` change the rules that edits are checked by?"""

    def may_change(self, user: Any, submission: Submission) -> bool:
        """May ``user`` amend or withdraw ``submission`` while it waits?"""

    def may_comment(self, user: Any, submission: Submission) -> bool:
        """May ``user`` say something about ``submission``?"""

    def after_decision(self, submission: Submission) -> None:
        """Take note, in the same transaction, that ``submission`` was decided: levels may follow."""

    def may_see(self, user: Any, submission: Submission) -> bool:
        """May ``user`` read ``submission``?"""

    def refusal(self, user: Any) -> str:
        """Why ``user`` may do nothing at present, in a sentence; "" if there is no such reason."""

    def may_restrain(self, user: Any, person: Any) -> bool:
        """May ``user`` suspend ``person``, and roll back what they did?"""

    def limits(self, user: Any) -> Level:
        """What ``user``'s level may do."""

    def levels(self) -> tuple[Level, ...]:
        """All levels, the lowest first."""

    def standing(self, users: Iterable[Any]) -> dict[int, str]:
        """Who each of ``users`` is to a moderator: level and record in a few words, by their ids.

        The number of queries does not grow with the number of users.
        """

    def promise(self, user: Any, kind: str) -> str:
        """What of an edit of this kind by ``user`` is live at once, in a sentence; "" if nothing."""


@cache
def _load(path: str) -> Policy:
    return cast(Policy, import_string(path)())


def policy() -> Policy:
    """The site's policy."""
    return _load(settings.GENGA_POLICY)


def require_may_submit(user: Any, kind: str) -> None:
    """Raise ``PermissionDenied`` unless ``user`` may propose a change of this kind."""
    require(policy().may_submit(user, kind), policy().refusal(user))


def require(allowed: bool, message: Any = None) -> None:
    """Raise ``PermissionDenied`` with a sentence for the user unless ``allowed``."""
    if not allowed:
        raise PermissionDenied(message or _("You may not do this."))
