"""What users are told of: kinds of notices, in groups that each user chooses about.

The engine declares what concerns submissions and accounts; apps above it declare theirs when they start.
A kind says itself in a sentence of the active language. What happens again ``about`` the same thing
joins the notice that is still unread, where the kind says what is counted then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wiki.models import Notice, NoticeKind, SubmissionKind


class Mail(models.TextChoices):
    """When a notice is mailed."""

    NOW = "now", pgettext_lazy("mails", "at once")
    DAILY = "daily", pgettext_lazy("mails", "once a day")
    WEEKLY = "weekly", pgettext_lazy("mails", "once a week")
    NONE = "none", pgettext_lazy("mails", "never")


@dataclass(frozen=True)
class Group:
    """Kinds that a user chooses about together. ``mail`` holds until the user has chosen.

    What is ``vital`` stands on the site in any case.
    """

    name: str
    label: Any
    told: Any
    mail: Mail = Mail.NOW
    vital: bool = False


@dataclass(frozen=True)
class Kind:
    """One kind of notices: its group, and its sentence.

    ``joins`` is what ``Notice.count`` counts where several are one: ``events``, or ``people`` who did it.
    What can be taken back and done again is told ``once`` a day of the same person.
    """

    name: str
    group: str
    words: Callable[[Notice], str]
    joins: Literal["", "events", "people"] = ""
    once: bool = False


_groups: dict[str, Group] = {}
_kinds: dict[str, Kind] = {}


def declare(groups: Iterable[Group], kinds: Iterable[Kind]) -> None:
    """Add groups, in the order in which readers see them, and kinds."""
    _groups.update((group.name, group) for group in groups)
    _kinds.update((kind.name, kind) for kind in kinds)


def groups() -> list[Group]:
    """All groups."""
    return list(_groups.values())


def kinds() -> list[Kind]:
    """All kinds."""
    return list(_kinds.values())


def is_known(name: str) -> bool:
    """Whether there is a kind of that name."""
    return name in _kinds


def kind_of(name: str) -> Kind:
    """A kind by its name. Raises ``KeyError``."""
    return _kinds[name]


def group_of(name: str) -> Group:
    """The group of a kind. Raises ``KeyError``."""
    return _groups[_kinds[name].group]


def kinds_in(group: str) -> list[str]:
    """The names of the kinds in a group."""
    return [kind.name for kind in _kinds.values() if kind.group == group]


def sentence(notice: Notice) -> str:
    """What happened, in a sentence of the active language."""
    kind = _kinds.get(notice.kind)
    return kind.words(notice) if kind else notice.title  # of a kind that there was once


def _says(text: Any) -> Callable[[Notice], str]:
    """The sentence of a notice about a submission or an account."""

    def words(notice: Notice) -> str:
        return _sentence(str(text), notice)

    return words


def _approved(notice: Notice) -> str:
    part = notice.submission is not None and notice.submission.left_out
    text = _("%(what)s was approved in part.") if part else _("%(what)s was approved.")
    return _sentence(text, notice)


def _sentence(text: str, notice: Notice) -> str:
    """``text`` about the work of a notice, which may stand at its beginning."""
    return str(capfirst(text % {"what": _what(notice), "title": notice.title}))


def _what(notice: Notice) -> str:
    """The work that a notice is about, as its reader thinks of it."""
    words = {"title": notice.title}
    submission = notice.submission
    if notice.kind != NoticeKind.REVERTED and submission is not None:
        if submission.author_id != notice.user_id:
            return _("the edit of “%(title)s”") % words
        if submission.kind == SubmissionKind.CREATE:
            return _("your new page “%(title)s”") % words
    return _("your edit of “%(title)s”") % words


declare(
    [
        Group(
            "edits",
            gettext_lazy("My edits"),
            gettext_lazy("What moderators decide about them, and what is taken back."),
        ),
        Group(
            "comments",
            gettext_lazy("Comments"),
            gettext_lazy("On edits and lists where you have a part in the talk."),
        ),
        Group(
            "account",
            gettext_lazy("My account"),
            gettext_lazy("Your level, and what moderators decide about you or what you wrote."),
            vital=True,
        ),
    ],
    [
        Kind(NoticeKind.APPROVED, "edits", _approved),
        Kind(NoticeKind.REJECTED, "edits", _says(gettext_lazy("%(what)s was rejected."))),
        Kind(
            NoticeKind.ASKED,
            "edits",
            _says(gettext_lazy("A moderator asks you to change %(what)s.")),
        ),
        Kind(
            NoticeKind.COMMENT,
            "comments",
            _says(gettext_lazy("There is a new comment on %(what)s.")),
        ),
        Kind(NoticeKind.REVERTED, "edits", _says(gettext_lazy("%(what)s was taken back."))),
        Kind(
            NoticeKind.REOPENED,
            "edits",
            _says(gettext_lazy("%(what)s is open again and waits for a moderator.")),
        ),
        Kind(
            NoticeKind.LEVEL,
            "account",
            _says(gettext_lazy("Your level has changed: %(title)s.")),
        ),
        Kind(NoticeKind.SUSPENDED, "account", _says(gettext_lazy("Your account was suspended."))),
        Kind(NoticeKind.LIFTED, "account", _says(gettext_lazy("Your suspension has ended."))),
        Kind(NoticeKind.ANSWER, "account", _says(gettext_lazy("Your appeal was answered."))),
    ],
)
