"""Commenting: people talk about a submission, or about one change in it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wiki import notices, rates
from wiki.areas import pieces
from wiki.left_out import Place
from wiki.models import Comment, NoticeKind, Submission
from wiki.policy import policy, require

#: The place of a comment on the whole.
WHOLE: Place = ("", "")


def comment(submission: Submission, *, author: Any, text: str, about: Place = WHOLE) -> Comment:
    """Say ``text`` about a submission, or about the change ``about`` (``wiki.left_out``) in it.

    Its author is told what others say; the moderators who took part are told what its author says.

    Raises ``PermissionDenied``, ``TooMany``, or ``ValidationError`` for a text that is empty or too
    long and for a change that is not part of the submission.
    """
    require(policy().may_comment(author, submission), policy().refusal(author))
    key, field = about
    if about != WHOLE and about not in {(p.key, p.field) for p in pieces(submission.changes)}:
        raise ValidationError({"about": _("This change is not part of the submission.")})
    with transaction.atomic():
        locked = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        rates.check_comments(author)
        said = Comment(
            submission=locked,
            version=submission.version,
            key=key,
            field=field,
            text=text.strip(),
            author=author,
            created_at=timezone.now(),
        )
        said.clean_fields()
        said.save()
        locked.touched_at = said.created_at
        locked.save(update_fields=["touched_at"])
        for person in _others(locked, author):
            notices.tell(person, NoticeKind.COMMENT, text=said.text, submission=locked)
    return said


def _others(submission: Submission, author: Any) -> list[Any]:
    """Whom to tell what ``author`` has said about ``submission``."""
    if author.pk != submission.author_id:
        return [submission.author] if submission.author is not None else []
    took_part = Q(pk__in=submission.comments.values("author")) | Q(
        pk__in=[submission.claimed_by_id, submission.decided_by_id, submission.seconded_by_id]
    )
    people = get_user_model()._default_manager.filter(took_part).exclude(pk=author.pk)
    return [person for person in people.order_by("pk") if policy().may_moderate(person)]
