"""Who may do what on this site: the one table of levels, and the answers that follow from it.

Up to *trusted*, levels are earned and lost by the rules of ``accounts.levels``; moderators and
administrators are appointed. Whether an edit needs nobody's approval depends on what each of its
pieces takes from others (``wiki.areas``): a piece that *adds* fills what was empty, one that
*changes* overwrites, one that *removes* empties a field or takes a row away. All pieces must
qualify. The record that decides is that of the piece's own area (``accounts.trust``).

What the table does not say:

- Who reads only sees everything that was decided; submissions that wait are for members to see.
- Everybody with an account proposes edits, pages, reverts, merges and hiding. Restoring a page needs
  seeing hidden pages and rolling back needs moderators.
- Whatever their pieces, hides, merges, restores and what amounts to them (a revert that hides a page
  or parts a merge) wait for a moderator, unless a moderator does them.
- A revert is judged by its own pieces: to undo an addition is to remove. To undo one's own edit, while
  it is the latest of its page, takes from nobody, and asks for no more than a change does.
- Moderators decide what others sent, administrators too; nobody decides their own.
- Who is suspended reads, withdraws what waits, and appeals; nothing else.
- Roles are set by administrators.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from accounts import standing, trust
from accounts.levels import review_after
from accounts.models import User
from accounts.suspensions import suspended_words
from wiki import areas
from wiki.areas import Area, Weight
from wiki.models import RevisionEntry, Submission, SubmissionKind
from wiki.policy import Freedom, Level

LIVE, UNLESS_DOUBTED = Freedom.LIVE, Freedom.UNLESS_DOUBTED
IF_PROVEN, REVIEWED = Freedom.IF_PROVEN, Freedom.REVIEWED

#: The table. ``settings.GENGA_LEVELS`` may change its numbers for a site.
LEVELS: tuple[Level, ...] = (
    Level(
        name=User.Role.NEW,
        label=User.Role.NEW.label,
        rank=0,
        waiting=10,
        links=1,
        images_per_day=3,
        edits_per_hour=20,
        edits_per_day=50,
        comments_per_hour=10,
        fills=REVIEWED,
        overwrites=REVIEWED,
        blanks=REVIEWED,
        protection="open",
    ),
    Level(
        name=User.Role.MEMBER,
        label=User.Role.MEMBER.label,
        rank=1,
        waiting=100,
        links=5,
        images_per_day=20,
        edits_per_hour=60,
        edits_per_day=300,
        comments_per_hour=30,
        fills=IF_PROVEN,
        overwrites=IF_PROVEN,
        blanks=REVIEWED,
        protection="open",
    ),
    Level(
        name=User.Role.TRUSTED,
        label=User.Role.TRUSTED.label,
        rank=2,
        waiting=300,
        links=20,
        images_per_day=100,
        edits_per_hour=200,
        edits_per_day=1000,
        comments_per_hour=100,
        fills=UNLESS_DOUBTED,
        overwrites=UNLESS_DOUBTED,
        blanks=REVIEWED,
        protection="trusted",
    ),
    Level(
        name=User.Role.MODERATOR,
        label=User.Role.MODERATOR.label,
        rank=3,
        waiting=None,
        links=None,
        images_per_day=500,
        edits_per_hour=1000,
        edits_per_day=None,
        comments_per_hour=500,
        fills=LIVE,
        overwrites=LIVE,
        blanks=LIVE,
        protection="moderators",
    ),
    Level(
        name=User.Role.ADMIN,
        label=User.Role.ADMIN.label,
        rank=4,
        waiting=None,
        links=None,
        images_per_day=500,
        edits_per_hour=1000,
        edits_per_day=None,
        comments_per_hour=500,
        fills=LIVE,
        overwrites=LIVE,
        blanks=LIVE,
        protection="moderators",
    ),
)

#: What only moderators may propose.
MODERATORS_ONLY = {SubmissionKind.RESTORE, SubmissionKind.ROLLBACK}
#: What waits for a moderator whatever the rest of the table says, unless a moderator does it.
ALWAYS_REVIEWED = {
    SubmissionKind.HIDE,
    SubmissionKind.RESTORE,
    SubmissionKind.MERGE,
    SubmissionKind.ROLLBACK,
}


def levels() -> tuple[Level, ...]:
    """The table as this site has it, the lowest level first."""
    changed: dict[str, dict[str, Any]] = settings.GENGA_LEVELS
    return tuple(replace(level, **changed.get(level.name, {})) for level in LEVELS)


def level_of(user: Any) -> Level:
    """The level of a user; that of a new member for who is not logged in."""
    return levels()[user.rank if user.is_authenticated else 0]


class Policy:
    """The answers of ``wiki.policy.Policy``: the table, read for one user."""

    def may_submit(self, user: Any, kind: str) -> bool:
        """Everybody with an account; restoring and rolling back is for moderators."""
        if not _is_free(user):
            return False
        return user.is_moderator if kind in MODERATORS_ONLY else kind != SubmissionKind.IMPORT

    def approved_at_once(self, user: Any, submission: Submission) -> bool:
        """If every piece of it qualifies. No query where the table alone decides, else one or two."""
        if not self.may_submit(user, submission.kind):
            return False
        if _kinds(submission) & ALWAYS_REVIEWED and not user.is_moderator:
            return False
        level = level_of(user)
        asked = _asked(submission, level, user)
        freedoms = {level.freedom(weight) for _area, weight in asked}
        if freedoms == {LIVE}:
            return True
        if REVIEWED in freedoms:
            return False
        records = trust.of(user).records
        return all(
            standing.qualifies(level.freedom(weight), records[area], weight)
            for area, weight in asked
        )

    def may_go_live(self, user: Any, kind: str) -> bool:
        """If additions do, in any area."""
        if not self.may_submit(user, kind):
            return False
        if kind in ALWAYS_REVIEWED:
            return bool(user.is_moderator)
        level = level_of(user)
        if level.fills != IF_PROVEN:
            return level.fills != REVIEWED
        return any(record.proves(Weight.FILL) for record in trust.of(user).records.values())

    def promise(self, user: Any, kind: str) -> str:
        """From the table and the user's record; one query where the record matters."""
        if not self.may_submit(user, kind) or (kind in ALWAYS_REVIEWED and not user.is_moderator):
            return ""
        level = level_of(user)
        known = trust.Trust()
        if level.fills in (IF_PROVEN, UNLESS_DOUBTED):
            known = trust.of(user)
        return standing.promise(level, known.records.values())

    def may_decide(self, user: Any, submission: Submission) -> bool:
        """Moderators decide what others sent."""
        return self.may_moderate(user) and submission.author_id != user.pk

    def after_decision(self, submission: Submission) -> None:
        """Levels rise and fall."""
        review_after(submission)

    def may_moderate(self, user: Any) -> bool:
        """Moderators and admins."""
        return bool(_is_free(user) and user.is_moderator)

    def refusal(self, user: Any) -> str:
        """That, why and until when the user is suspended. One query for who is, else none."""
        if not (user.is_authenticated and user.is_suspended):
            return ""
        return suspended_words(user)

    def may_restrain(self, user: Any, person: Any) -> bool:
        """Moderators those below them, administrators everybody but themselves."""
        if not self.may_moderate(user) or user.pk == person.pk:
            return False
        return bool(user.is_admin_role or not person.is_moderator)

    def may_set_filters(self, user: Any) -> bool:
        """Administrators."""
        return bool(_is_free(user) and user.is_admin_role)

    def may_change(self, user: Any, submission: Submission) -> bool:
        """Its author."""
        return bool(user.is_authenticated and user.is_active and submission.author_id == user.pk)

    def may_comment(self, user: Any, submission: Submission) -> bool:
        """Its author and moderators always, other members while it is open."""
        if not _is_free(user):
            return False
        return (
            submission.is_open or self.may_moderate(user) or bool(submission.author_id == user.pk)
        )

    def may_see(self, user: Any, submission: Submission) -> bool:
        """Everybody sees what was decided; what waits is for members to see.

        Submissions are no secret, but what nobody has approved is not shown to passers-by and
        search engines.
        """
        if submission.status == "approved":
            return True
        return bool(user.is_authenticated)

    def limits(self, user: Any) -> Level:
        """The user's line of the table."""
        return level_of(user)

    def levels(self) -> tuple[Level, ...]:
        """The table."""
        return levels()

    def standing(self, users: Iterable[Any]) -> dict[int, str]:
        """Level, and how many of the latest edits were accepted of those judged. One query."""
        people = {user.pk: user for user in users}
        found = trust.of_many(people.values(), scope=trust.SCOPE_OF_LISTS)
        return {pk: standing.in_short(level_of(people[pk]), found[pk]) for pk in people}


def _is_free(user: Any) -> bool:
    """Whether the user has an account that nobody has closed or suspended."""
    return bool(user.is_authenticated and user.is_active and not user.is_suspended)


def _asked(submission: Submission, level: Level, user: Any) -> set[tuple[Area, Weight]]:
    """The areas and weights in which the pieces of ``submission`` must qualify.

    What only moves rows has no pieces and counts as a change of facts.
    """
    asked = {(piece.area, piece.weight) for piece in areas.pieces(submission.changes)}
    removes = any(weight == Weight.BLANK for _area, weight in asked)
    if removes and level.blanks == REVIEWED and _undoes_own_latest(submission, user):
        asked = {(area, min(weight, Weight.OVERWRITE)) for area, weight in asked}
    return asked or {(Area.FACTS, Weight.OVERWRITE)}


def _undoes_own_latest(submission: Submission, user: Any) -> bool:
    """Whether it takes back nothing but the user's own edits, which are the latest of their pages."""
    if submission.kind != SubmissionKind.REVERT or not submission.undoes:
        return False
    undone = RevisionEntry.objects.filter(revision__in=submission.undoes)
    later = RevisionEntry.objects.filter(
        entry_type=OuterRef("entry_type"),
        entry_id=OuterRef("entry_id"),
        number__gt=OuterRef("number"),
    )
    strange = ~Q(revision__author=user) | Q(Exists(later))
    return not undone.filter(strange).exists()


def _kinds(submission: Submission) -> set[str]:
    """The submission's kind, and what else it amounts to: a revert may hide a page or undo a merge."""
    touched = {
        name for change in submission.changes if change["op"] == "~" for name in change["fields"]
    }
    acts = {"hidden": SubmissionKind.HIDE, "merged_into": SubmissionKind.MERGE}
    return {submission.kind, *(act for name, act in acts.items() if name in touched)}
