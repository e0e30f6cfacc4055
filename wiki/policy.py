"""Who may do what: the questions that the engine asks, and where the answers come from.

The site names its policy class in ``settings.GENGA_POLICY``; the engine asks it and nothing else,
so that levels of trust are one table in one place.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from wiki.models import Submission


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

    def may_change(self, user: Any, submission: Submission) -> bool:
        """May ``user`` amend or withdraw ``submission`` while it waits?"""

    def may_comment(self, user: Any, submission: Submission) -> bool:
        """May ``user`` say something about ``submission``?"""

    def after_decision(self, submission: Submission) -> None:
        """Take note, in the same transaction, that ``submission`` was decided: levels may follow."""

    def may_see(self, user: Any, submission: Submission) -> bool:
        """May ``user`` read ``submission``?"""


@cache
def _load(path: str) -> Policy:
    return cast(Policy, import_string(path)())


def policy() -> Policy:
    """The site's policy."""
    return _load(settings.GENGA_POLICY)


def require(allowed: bool, message: Any = None) -> None:
    """Raise ``PermissionDenied`` with a sentence for the user unless ``allowed``."""
    if not allowed:
        raise PermissionDenied(message or _("You may not do this."))
