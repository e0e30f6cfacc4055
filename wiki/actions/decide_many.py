"""Deciding many submissions in one go: each through the same door as one alone, none stops the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError
from django.utils.translation import gettext as _

from wiki.actions.approve import approve
from wiki.actions.reject import reject
from wiki.exceptions import WikiError
from wiki.models import Submission


@dataclass(frozen=True)
class Decided:
    """What became of one of many: ``problem`` says why it was not decided, "" if it was.

    ``submission`` is as it is now; ``None`` where the number names none. ``number`` was asked for.
    """

    number: int
    submission: Submission | None
    problem: str = ""


def approve_many(
    selection: Iterable[tuple[int, int]], *, moderator: Any, note: str = ""
) -> list[Decided]:
    """Approve submissions, given by number and the version that was seen; tell of each what happened."""
    return _each(selection, moderator, lambda one: approve(one, moderator=moderator, note=note))


def reject_many(
    selection: Iterable[tuple[int, int]], *, moderator: Any, note: str
) -> list[Decided]:
    """Reject submissions, each for the same reason; tell of each what happened."""
    return _each(selection, moderator, lambda one: reject(one, moderator=moderator, note=note))


def _each(
    selection: Iterable[tuple[int, int]], moderator: Any, act: Callable[[Submission], object]
) -> list[Decided]:
    chosen = list(selection)
    rows = Submission.objects.select_related("author", "claimed_by").defer("changes")
    found = rows.in_bulk([number for number, _version in chosen])
    return [_one(number, version, found.get(number), moderator, act) for number, version in chosen]


def _one(
    number: int,
    version: int,
    submission: Submission | None,
    moderator: Any,
    act: Callable[[Submission], object],
) -> Decided:
    """Decide one, in a transaction of its own; whatever speaks against it is told, not raised."""
    if submission is None:
        return Decided(number, None, _("There is no such submission."))
    if submission.author_id == moderator.pk:
        return Decided(number, submission, _("It is your own; another moderator decides it."))
    submission.version = version
    problem = ""
    try:
        act(submission)
    except (WikiError, PermissionDenied) as error:
        problem = str(error)
    except ValidationError as error:
        problem = " ".join(error.messages)
    except OperationalError:
        problem = _("The database was too busy. Try this one again.")
    submission.refresh_from_db()
    return Decided(number, submission, problem)
