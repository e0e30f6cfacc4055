"""The life of a submission as one table: each state × act × role, allowed or refused.

What is not in the tables is refused: with ``PermissionDenied`` for who may not do it in any state,
else with the error that says that it is too late, or too early.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from tests import cast
from tests.wiki.gardens import change, garden, key_of, value
from wiki.actions.amend import amend
from wiki.actions.approve import approve
from wiki.actions.ask import ask
from wiki.actions.claim import claim, release, take_over
from wiki.actions.comment import comment
from wiki.actions.hold import hold, unhold
from wiki.actions.reject import reject
from wiki.actions.reopen import NotReopenable, reopen
from wiki.actions.withdraw import withdraw
from wiki.exceptions import SubmissionClaimed, SubmissionClosed
from wiki.models import Submission, SubmissionStatus

pytestmark = pytest.mark.django_db

STATES = [str(state) for state in SubmissionStatus]
OPEN = ("pending", "asked", "held")
DECIDABLE = ("pending", "asked")


def moderating_author() -> User:
    """Somebody who has become a moderator since."""
    return cast._user("sosuke", User.Role.MODERATOR)


def administrating_author() -> User:
    """Somebody who has become an administrator since."""
    return cast._user("lisa", User.Role.ADMIN)


#: Who acts, on whose submission.
ROLES: dict[str, tuple[Callable[[], User], Callable[[], User]]] = {
    "author": (cast.mei, cast.mei),
    "member": (cast.totoro, cast.mei),
    "trusted": (cast.kanta, cast.mei),
    "moderator": (cast.satsuki, cast.mei),
    "admin": (cast.tatsuo, cast.mei),
    "author, moderator": (moderating_author, moderating_author),
    "author, admin": (administrating_author, administrating_author),
}
AUTHORS = ("author", "author, moderator", "author, admin")
MODERATORS = ("moderator", "admin")
EVERYBODY = tuple(ROLES)


def area(submission: Submission, new: int) -> Any:
    key = submission.entry_key
    assert key is not None
    return [change(key, key, area=[3, new], note=["", "amended"])]


def approving(s: Submission, who: User) -> Any:
    return approve(s, moderator=who)


def approving_in_part(s: Submission, who: User) -> Any:
    return approve(s, moderator=who, leaving_out={(s.entry_key or "", "note"): "no source"})


def correcting(s: Submission, who: User) -> Any:
    return approve(s, moderator=who, corrections={(s.entry_key or "", "area"): "5"})


def rejecting(s: Submission, who: User) -> Any:
    return reject(s, moderator=who, note="No source.")


def asking(s: Submission, who: User) -> Any:
    return ask(s, moderator=who, text="Where is this from?")


def amending(s: Submission, who: User) -> Any:
    return amend(s, area(s, 6), user=who)


#: act -> (what it does, who may ever do it, state before -> state after, what it raises elsewhere)
ACTS: dict[str, tuple[Callable[[Submission, User], Any], Any, dict[str, str], Any]] = {
    "approve": (
        approving, MODERATORS, dict.fromkeys(DECIDABLE, "approved"), SubmissionClosed,
    ),
    "approve in part": (
        approving_in_part, MODERATORS, dict.fromkeys(DECIDABLE, "approved"), SubmissionClosed,
    ),
    "correct": (correcting, MODERATORS, dict.fromkeys(DECIDABLE, "approved"), SubmissionClosed),
    "reject": (rejecting, MODERATORS, dict.fromkeys(DECIDABLE, "rejected"), SubmissionClosed),
    "ask": (asking, MODERATORS, {"pending": "asked"}, SubmissionClosed),
    "amend": (amending, AUTHORS, dict.fromkeys(DECIDABLE, "pending"), SubmissionClosed),
    "withdraw": (
        lambda s, who: withdraw(s, user=who),
        AUTHORS, dict.fromkeys(OPEN, "withdrawn"), SubmissionClosed,
    ),
    "reopen": (
        lambda s, who: reopen(s, moderator=who),
        MODERATORS, {"rejected": "pending", "withdrawn": "pending"}, NotReopenable,
    ),
    "claim": (
        lambda s, who: claim(s, moderator=who),
        MODERATORS, {"pending": "pending", "asked": "asked"}, SubmissionClosed,
    ),
    "take over": (
        lambda s, who: take_over(s, moderator=who),
        MODERATORS, {"pending": "pending", "asked": "asked"}, SubmissionClosed,
    ),
    "comment": (
        lambda s, who: comment(s, author=who, text="Hm."),
        EVERYBODY, {state: state for state in STATES}, None,
    ),
}  # fmt: skip


def in_state(state: str, author: User) -> Submission:
    """A submission of ``author`` that got into ``state`` by the acts themselves."""
    hortus = garden(area=3)
    submission = cast.propose(hortus, area=4, note="new")
    Submission.objects.filter(pk=submission.pk).update(author=author)
    submission = Submission.objects.get(pk=submission.pk)
    ways: dict[str, Callable[[], Any]] = {
        "pending": lambda: None,
        "asked": lambda: asking(submission, cast.satsuki()),
        "held": lambda: hold(author, by=cast.satsuki()),
        "approved": lambda: approving(submission, cast.satsuki()),
        "rejected": lambda: rejecting(submission, cast.satsuki()),
        "withdrawn": lambda: withdraw(submission, user=author),
    }
    ways[state]()
    found = Submission.objects.get(pk=submission.pk)
    assert found.status == state
    return found


def may_comment(role: str, state: str) -> bool:
    """Authors and moderators always, other members while it is open."""
    return role not in ("member", "trusted") or state in OPEN


@pytest.mark.parametrize(("state", "act"), list(product(STATES, ACTS)))
def test_each_role_may_do_in_each_state_what_the_table_says(state: str, act: str) -> None:
    do, allowed, leads_to, too_late = ACTS[act]
    for role, (actor, author) in ROLES.items():
        submission = in_state(state, author())
        entered, version = submission.created_at, submission.version
        ever = role in allowed and (act != "comment" or may_comment(role, state))
        if not ever:
            with pytest.raises(PermissionDenied):
                do(submission, actor())
        elif state not in leads_to:
            with pytest.raises(too_late):
                do(submission, actor())
        else:
            do(submission, actor())
        now = Submission.objects.get(pk=submission.pk)
        done = ever and state in leads_to
        assert now.status == (leads_to[state] if done else state), (role, act, state)
        assert now.created_at == entered, "it keeps its place in the queue"
        assert (now.decided_at is not None) == (now.status in ("approved", "rejected"))
        if not done:
            assert now.version == version
            assert now.comments.count() == submission.comments.count()


@pytest.mark.parametrize("state", STATES)
def test_holding_takes_what_is_open_and_unholding_gives_it_back(state: str) -> None:
    submission = in_state(state, cast.mei())
    others = cast.propose(garden("Other", area=3), by=cast.totoro(), area=4)
    held = hold(cast.mei(), by=cast.satsuki())
    submission.refresh_from_db()
    assert submission.status == ("held" if state in OPEN else state)
    assert held == (1 if state in DECIDABLE else 0)
    released = unhold(cast.mei(), by=None)
    submission.refresh_from_db()
    assert submission.status == ("pending" if state in OPEN else state)
    assert released == (1 if state in OPEN else 0)
    others.refresh_from_db()
    assert others.is_pending


@pytest.mark.parametrize("state", STATES)
def test_the_catalogue_changes_by_approval_alone(state: str) -> None:
    submission = in_state(state, cast.mei())
    (hortus,) = type(garden("Other")).objects.filter(pk=submission.entry_id)
    assert value(hortus, "area") == (4 if state == "approved" else 3)
    assert key_of(hortus) == submission.entry_key


@pytest.mark.parametrize("act", ["approve", "approve in part", "correct", "reject", "ask", "claim"])
def test_what_another_moderator_has_claimed_is_left_to_them(act: str) -> None:
    submission = in_state("pending", cast.mei())
    claim(submission, moderator=cast.tatsuo())
    submission.refresh_from_db()
    do = ACTS[act][0]
    with pytest.raises(SubmissionClaimed):
        do(submission, cast.satsuki())
    submission.refresh_from_db()
    assert submission.status == "pending"
    release(submission, moderator=cast.tatsuo())
    submission.refresh_from_db()
    do(submission, cast.satsuki())


@pytest.mark.parametrize("act", ["approve", "reject", "ask"])
def test_a_claim_that_has_lapsed_keeps_nobody(act: str) -> None:
    submission = in_state("pending", cast.mei())
    claim(submission, moderator=cast.tatsuo())
    past = timezone.now() - timedelta(minutes=1)
    Submission.objects.filter(pk=submission.pk).update(claimed_until=past)
    submission.refresh_from_db()
    ACTS[act][0](submission, cast.satsuki())
    submission.refresh_from_db()
    assert submission.status != "pending"
    assert submission.claimed_by is None


@pytest.mark.parametrize("act", ["approve", "reject", "ask", "withdraw", "amend"])
def test_who_is_no_longer_active_does_nothing(act: str) -> None:
    submission = in_state("pending", cast.mei())
    who = cast.mei() if act in ("withdraw", "amend") else cast.satsuki()
    who.is_active = False
    with pytest.raises(PermissionDenied):
        ACTS[act][0](submission, who)
