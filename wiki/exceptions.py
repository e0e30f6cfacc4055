"""The family of errors that the wiki engine raises when one of its rules is broken.

Form mistakes are Django's ``ValidationError``; missing rights are ``PermissionDenied``. Every other
refusal is a ``WikiError``: it carries a sentence for the user and the HTTP status that
``wiki.views.errors`` answers with.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Unwelcome(PermissionDenied):
    """Somebody does not want the reader there: no level would help."""


class WikiError(Exception):
    """A rule of the wiki was broken. ``str(error)`` is a sentence for the user."""

    status = 400
    message: Any = _("This cannot be done.")

    def __init__(self, message: Any = None) -> None:
        super().__init__(message or self.message)

    @property
    def headers(self) -> dict[str, str]:
        """What an answer that renders this error says in its headers."""
        return {}


class NothingChanged(WikiError):
    """The proposed document equals the present one."""

    status = 400
    message = _("Nothing would change: what you sent is what the page already says.")


class NothingKept(WikiError):
    """Everything that a submission proposes would be left out of it."""

    status = 422
    message = _("Nothing of this would be left to approve. Reject it instead.")


class Indivisible(WikiError):
    """Part of something was to be approved or corrected that is one act."""

    status = 422
    message = _("This can only be approved or rejected as a whole.")


class SubmissionClosed(WikiError):
    """The submission was decided or withdrawn before this act reached it."""

    status = 409
    message = _("This submission has already been decided or withdrawn.")


class SubmissionClaimed(WikiError):
    """Another moderator has it open to decide it: ``holder``, until ``until``."""

    status = 409

    def __init__(self, holder: Any, until: Any) -> None:
        self.holder, self.until = holder, until
        clock = timezone.localtime(until)
        super().__init__(
            _(
                "%(who)s has claimed this submission until %(time)s. Take it over, or choose another."
            )
            % {"who": holder, "time": f"{clock:%H:%M %Z}"}
        )


class EntryUnavailable(WikiError):
    """The entry is hidden or was merged into another one, so that it takes no edits."""

    status = 409
    message = _("This page is hidden or was merged into another one; it cannot be edited.")


class OutsideRevision(WikiError):
    """A tracked row was written by something else than ``wiki.actions.apply``."""

    status = 500
    message = "Tracked rows are written through the wiki engine only (wiki.actions)."


class Refused(WikiError):
    """A rule that the site has set does not let this edit in; the sentence says what to change."""

    status = 422
    message = _("This edit cannot be taken as it is.")
    #: What is kept of the attempt (a ``FilterHit``) although nothing else is.
    attempt: Any = None


class TooMany(WikiError):
    """Somebody does something more often than they may; ``retry_after`` is in seconds."""

    status = 429
    message = _("That was too much at once. Please wait a little and try again.")
    #: As of ``Refused``.
    attempt: Any = None

    def __init__(self, retry_after: int, message: Any = None) -> None:
        super().__init__(message)
        self.retry_after = max(1, retry_after)

    @property
    def headers(self) -> dict[str, str]:
        """When to try again."""
        return {"Retry-After": str(self.retry_after)}


class EditConflict(WikiError):
    """The page has changed where this change set also changes it.

    ``conflicts`` is the list of ``wiki.changesets.Conflict`` that nobody has decided.
    """

    status = 409
    message = _("The page has changed since; somebody must choose which value is right.")

    def __init__(self, conflicts: list[Any], message: Any = None) -> None:
        super().__init__(message)
        self.conflicts = conflicts


class InvalidChange(WikiError):
    """A change set would leave the catalogue in a state that its rules forbid.

    ``errors`` maps a row key to ``{field name or "": [messages]}``.
    """

    status = 422
    message = _("The change is not valid.")

    def __init__(self, errors: dict[str, dict[str, list[str]]]) -> None:
        self.errors = errors
        flat = [m for fields in errors.values() for ms in fields.values() for m in ms]
        super().__init__(" ".join(str(m) for m in flat) or None)


class SearchNotReady(WikiError):
    """The search index is being made for the first time."""

    status = 503
    message = _("Search is being made ready. Try again in a minute.")

    @property
    def headers(self) -> dict[str, str]:
        """When to come again."""
        return {"Retry-After": "60"}
