"""Telling users what became of what they did: a notice on the site, which is also their mail's outbox.

Of the user model it asks ``is_active``, ``email``, ``mail_notices`` and ``language``.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wiki.models import Notice, NoticeKind, Submission, SubmissionKind

#: Unread notices are counted no further than this.
COUNTED = 100


def tell(
    user: Any,
    kind: NoticeKind,
    *,
    text: str = "",
    title: str = "",
    url: str = "",
    submission: Submission | None = None,
) -> Notice | None:
    """Leave a notice for ``user``, in the transaction of what it tells; ``None`` if there is nobody.

    What concerns a submission is titled by its page and leads to it, unless ``title`` and ``url`` say
    otherwise. ``text`` is what another person wrote (a note, a comment), or "". ``tick`` mails it to
    those who want mail.
    """
    if user is None or not user.is_active:
        return None
    if submission is not None:
        title = title or submission.title
        url = url or submission.get_absolute_url()
    now = timezone.now()
    return Notice.objects.create(
        user=user,
        kind=kind,
        title=title[:300],
        text=text,
        url=url,
        submission=submission,
        created_at=now,
        due_at=now if user.mail_notices and user.email else None,
    )


def notices_of(user: Any) -> QuerySet[Notice]:
    """All that ``user`` was told, with what ``sentence`` needs."""
    rows = Notice.objects.filter(user=user).select_related("submission")
    return rows.defer("submission__changes", "submission__undoes")


def unread_count(user: Any) -> int:
    """How many notices ``user`` has not opened, counted up to ``COUNTED``. One query."""
    return Notice.objects.filter(user=user, read_at=None).order_by()[:COUNTED].count()


def mark_read(notices: QuerySet[Notice]) -> int:
    """Note that their reader has seen these; return how many were new."""
    return notices.filter(read_at=None).update(read_at=timezone.now())


def sentence(notice: Notice) -> str:
    """What happened, in a sentence of the active language."""
    words = {"what": _what(notice), "title": notice.title}
    texts = {
        NoticeKind.APPROVED: _("%(what)s was approved."),
        NoticeKind.REJECTED: _("%(what)s was rejected."),
        NoticeKind.ASKED: _("A moderator asks you to change %(what)s."),
        NoticeKind.COMMENT: _("There is a new comment on %(what)s."),
        NoticeKind.REVERTED: _("%(what)s was taken back."),
        NoticeKind.REOPENED: _("%(what)s is open again and waits for a moderator."),
        NoticeKind.LEVEL: _("Your level has changed: %(title)s."),
        NoticeKind.SUSPENDED: _("Your account was suspended."),
        NoticeKind.LIFTED: _("Your suspension has ended."),
        NoticeKind.ANSWER: _("Your appeal was answered."),
    }
    text = texts.get(NoticeKind(notice.kind), notice.get_kind_display())
    if notice.kind == NoticeKind.APPROVED and notice.submission and notice.submission.left_out:
        text = _("%(what)s was approved in part.")
    return str(capfirst(text % words))


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
