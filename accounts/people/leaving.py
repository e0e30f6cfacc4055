"""What becomes of a user's rows when the account is deleted: every relation to a user is named here once.

The rule: what is the user's own goes; what others have built on stays, under a name that says nothing.
A test holds this table against the models.
"""

from __future__ import annotations

import re
from typing import Any

from django.apps import apps

#: Rows that go, by the relation that makes them the user's.
GOES: tuple[str, ...] = (
    "accounts.DiaryEntry.user",
    "accounts.Viewing.user",
    "accounts.Favourite.user",
    "accounts.ReviewVote.user",
    "accounts.Review.user",
    "accounts.RecommendationVote.user",
    "accounts.Recommendation.user",
    "accounts.Follow.user",
    "accounts.News.actor",
    "accounts.NotForMe.user",
    "accounts.TaskPause.user",
    "accounts.UserBlock.owner",
    "accounts.UserBlock.other",
    "accounts.ListImport.user",
    "accounts.ListLike.user",
    "accounts.ListComment.author",
    "accounts.ListProposal.by",
    "accounts.FilmList_editors.user",
    "accounts.FilmList.owner",
    "accounts.Complaint.person",
    "accounts.User_groups.user",
    "accounts.User_user_permissions.user",
    "account.EmailAddress.user",
    "wiki.Draft.user",
    "wiki.Notice.user",
    "wiki.PictureUpload.user",
    "wiki.Report.owner",
)
#: Relations that are emptied; their rows are others'.
EMPTIED: tuple[str, ...] = (
    "wiki.Submission.claimed_by",
    "wiki.Notice.actor",
)
#: Rows that stay under the emptied account, and why.
STAYS: dict[str, str] = {
    "wiki.Submission.author": "the catalogue's history",
    "wiki.SubmissionVersion.author": "the catalogue's history",
    "wiki.Revision.author": "the catalogue's history",
    "wiki.Revision.approver": "the catalogue's history",
    "wiki.Revision.corrector": "the catalogue's history",
    "wiki.Contribution.author": "follows from the history",
    "wiki.Comment.author": "others have answered it, and decided by it",
    "wiki.Submission.decided_by": "moderation can be looked into",
    "wiki.Submission.seconded_by": "moderation can be looked into",
    "wiki.Submission.patrolled_by": "moderation can be looked into",
    "wiki.Audit.decided_by": "moderation can be looked into",
    "wiki.FilterHit.author": "moderation can be looked into",
    "wiki.Distinction.said_by": "the catalogue's history",
    "wiki.Distinction.taken_back_by": "the catalogue's history",
    "wiki.LogEntry.actor": "moderation can be looked into",
    "wiki.LogEntry.person": "moderation can be looked into",
    "wiki.Protection.by": "moderation can be looked into",
    "wiki.Protection.lifted_by": "moderation can be looked into",
    "accounts.Suspension.user": "moderation can be looked into",
    "accounts.Suspension.by": "moderation can be looked into",
    "accounts.Suspension.lifted_by": "moderation can be looked into",
    "accounts.Appeal.user": "moderation can be looked into",
    "accounts.Appeal.answered_by": "moderation can be looked into",
    "accounts.Complaint.by": "moderation can be looked into",
    "accounts.Complaint.decided_by": "moderation can be looked into",
    "accounts.ListItem.added_by": "rows of lists that others keep",
    "accounts.ListChange.by": "the history of lists that others keep",
    "admin.LogEntry.user": "administration can be looked into",
}
#: Columns of the user that stay as they are, or are set by themselves; all others become empty.
KEPT = frozenset({"id", "username", "password", "is_active", "date_joined", "deleted_at"})
#: What deleted accounts are called; nobody else can be.
PREFIX = "deleted-"
_RESERVED = re.compile(rf"{PREFIX}\d", re.IGNORECASE)


def is_reserved(name: str) -> bool:
    """Whether only a deleted account may have that name."""
    return bool(_RESERVED.match(name))


def relation(label: str) -> tuple[Any, str]:
    """The model and the field that a label of the table above means."""
    app, model, field = label.split(".")
    return apps.get_model(app, model), field
