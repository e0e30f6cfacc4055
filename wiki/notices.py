"""Telling users what became of what they did: a notice on the site, which is also their mail's outbox."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from wiki.models import Notice, NoticeKind, Submission


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
    otherwise. ``text`` is what another person wrote (a note, a comment), or "".
    """
    if user is None or not user.is_active:
        return None
    if submission is not None:
        title = title or submission.title
        url = url or submission.get_absolute_url()
    return Notice.objects.create(
        user=user,
        kind=kind,
        title=title[:300],
        text=text,
        url=url,
        submission=submission,
        created_at=timezone.now(),
    )
