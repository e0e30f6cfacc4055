"""Who may do what on this site: the one table of roles.

| role      | read | propose | own edits live at once | decide | hide, restore, merge | set roles |
| anonymous | yes  |         |                        |        |                      |           |
| member    | yes  | yes     |                        |        |                      |           |
| trusted   | yes  | yes     | edits, pages, reverts  |        |                      |           |
| moderator | yes  | yes     | yes                    | others'| yes                  |           |
| admin     | yes  | yes     | yes                    | others'| yes                  | yes       |
"""

from __future__ import annotations

from typing import Any

from wiki.models import Submission, SubmissionKind

#: What only moderators may propose.
MODERATORS_ONLY = {SubmissionKind.HIDE, SubmissionKind.RESTORE, SubmissionKind.MERGE}


class Policy:
    """The answers of ``wiki.policy.Policy``, by the user's role."""

    def may_submit(self, user: Any, kind: str) -> bool:
        """Members propose edits, pages and reverts; moderators also hide, restore and merge."""
        if not (user.is_authenticated and user.is_active):
            return False
        return user.is_moderator if kind in MODERATORS_ONLY else kind != SubmissionKind.IMPORT

    def approved_at_once(self, user: Any, submission: Submission) -> bool:
        """From trusted members up, unless it amounts to what only moderators do."""
        return all(self.may_go_live(user, kind) for kind in _kinds(submission))

    def may_go_live(self, user: Any, kind: str) -> bool:
        """From trusted members up."""
        return self.may_submit(user, kind) and user.is_trusted

    def may_decide(self, user: Any, submission: Submission) -> bool:
        """Moderators decide what others sent."""
        return self.may_moderate(user) and submission.author_id != user.pk

    def may_comment(self, user: Any, submission: Submission) -> bool:
        """Its author and moderators always, other members while it is open."""
        if not (user.is_authenticated and user.is_active):
            return False
        return (
            submission.is_open or self.may_moderate(user) or bool(submission.author_id == user.pk)
        )

    def after_decision(self, submission: Submission) -> None:
        """Levels are set by administrators."""

    def may_moderate(self, user: Any) -> bool:
        """Moderators and admins."""
        return bool(user.is_authenticated and user.is_active and user.is_moderator)

    def may_change(self, user: Any, submission: Submission) -> bool:
        """Its author."""
        return bool(user.is_authenticated and user.is_active and submission.author_id == user.pk)

    def may_see(self, user: Any, submission: Submission) -> bool:
        """Everybody sees what was decided; what waits is for members to see.

        Submissions are no secret, but what nobody has approved is not shown to passers-by and
        search engines.
        """
        if submission.status == "approved":
            return True
        return bool(user.is_authenticated)


def _kinds(submission: Submission) -> set[str]:
    """The submission's kind, and what else it amounts to: a revert may hide a page or undo a merge."""
    touched = {
        name for change in submission.changes if change["op"] == "~" for name in change["fields"]
    }
    acts = {"hidden": SubmissionKind.HIDE, "merged_into": SubmissionKind.MERGE}
    return {submission.kind, *(act for name, act in acts.items() if name in touched)}
