"""Races about a suspension: what is done to the author's work at the same moment blocks nobody."""

from __future__ import annotations

from functools import partial

import pytest

from accounts.actions.suspend import suspend
from tests import cast
from tests.wiki.test_races import ROUNDS, at_once, losers
from wiki.actions.ask import ask
from wiki.actions.comment import comment
from wiki.actions.reject import reject
from wiki.models import Submission

pytestmark = pytest.mark.django_db(transaction=True)


def test_suspending_waits_for_no_decision_that_waits_for_it() -> None:
    author, satsuki, tatsuo, kanta = cast.totoro(), cast.satsuki(), cast.tatsuo(), cast.kanta()
    film = cast.film(runtime=1)
    for at in range(ROUNDS):
        first, second, third = (
            cast.propose(film, by=cast.mei(), runtime=10 * at + n) for n in (2, 3, 4)
        )
        Submission.objects.filter(pk__in=[first.pk, second.pk, third.pk]).update(author=author)
        mine = [Submission.objects.get(pk=each.pk) for each in (first, second, third)]
        outcomes = at_once(
            partial(suspend, author, by=satsuki, reason="Spam"),
            partial(reject, mine[0], moderator=tatsuo, note="No."),
            partial(ask, mine[1], moderator=tatsuo, text="Why?"),
            partial(comment, mine[2], author=kanta, text="Why?"),
        )
        losers(outcomes)
        author.suspended_until = None
        author.save()
