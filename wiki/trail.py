"""The way through the queue that a moderator follows, as it stands in the address.

Who opens a submission from the queue carries along what the queue was narrowed to, and its order
(``/submissions/31/?next=queue&type=film&sort=smallest``), so that the next one is the next of that
list.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from wiki.actions.claim import claim
from wiki.exceptions import SubmissionClaimed, SubmissionClosed
from wiki.forms.filters import QueueFilter
from wiki.models import Submission
from wiki.policy import policy

QUEUE = "/moderation/"
#: How many candidates are asked about, and how often one is lost to somebody faster.
TRIES = 100


class Trail:
    """Where ``moderator`` is in the queue that ``parameters`` name: at ``here``, or before its start.

    ``here`` is remembered as it is now; what is decided about it afterwards does not move the place.
    Submissions that others claim, and those that the moderator may not decide, are passed over.
    """

    def __init__(
        self, parameters: QueryDict, *, moderator: Any, here: Submission | None = None
    ) -> None:
        self.moderator = moderator
        self.followed = parameters.get("next") == "queue"
        self._filters = QueueFilter(parameters, reader=moderator)
        self._here = here.pk if here else None
        self._place = self._filters.order.values_of(here) if here else None

    @cached_property
    def choices(self) -> str:
        """What the queue is narrowed to, and its order: "type=film&sort=smallest", or ""."""
        return self._filters.query()

    @property
    def query(self) -> str:
        """What addresses of submissions end with, for who follows the queue; else ""."""
        if not self.followed:
            return ""
        return f"?next=queue&{self.choices}" if self.choices else "?next=queue"

    @property
    def queue_url(self) -> str:
        """The queue, narrowed and ordered like this."""
        return f"{QUEUE}?{self.choices}" if self.choices else QUEUE

    def next(self) -> Submission | None:
        """The next one; at the end, from the start. One query as a rule."""
        order = self._filters.order
        if self._place is not None:
            following = self._first(order.beyond(self._rows(), self._place))
            if following is not None:
                return following
        return self._first(order.ordered(self._rows()))

    def previous(self) -> Submission | None:
        """The one before; ``None`` at the start. One query as a rule."""
        if self._place is None:
            return None
        return self._first(self._filters.order.beyond(self._rows(), self._place, back=True))

    def claim_next(self) -> Submission | None:
        """Claim the next one for the moderator; whoever is faster leaves the one after it."""
        for _attempt in range(TRIES):
            following = self.next()
            if following is None:
                return None
            try:
                return claim(following, moderator=self.moderator)
            except (SubmissionClaimed, SubmissionClosed):
                continue
        return None

    def url_of(self, submission: Submission) -> str:
        """Where this trail leads to ``submission``."""
        return f"{submission.get_absolute_url()}?next=queue" + (
            f"&{self.choices}" if self.choices else ""
        )

    def _rows(self) -> QuerySet:
        rows = Submission.objects.filter(status=self._filters.state_shown)
        mine, now = self.moderator.pk, timezone.now()
        free = Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_by=mine)
        return (
            self._filters.narrow(rows)
            .filter(free)
            .exclude(author=mine)
            .exclude(seconded_by=mine)
            .exclude(pk=self._here)
            .defer("changes", "left_out")
        )

    def _first(self, rows: QuerySet) -> Submission | None:
        for number in (1, TRIES):  # the first one does, but where the policy has rules of its own
            for candidate in rows[:number]:
                if policy().may_decide(self.moderator, candidate):
                    return candidate
        return None
