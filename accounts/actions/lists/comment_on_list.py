"""Saying something about a list, and taking it away."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.blocks import check_not_blocked
from accounts.link_limits import check_links
from accounts.lists.limits import check_comments
from accounts.lists.rights import may_remove, rights
from accounts.lists.telling import tell_of_comment
from accounts.lists.upkeep import settle, writing
from accounts.models import FilmList, ListComment
from wiki.policy import policy, require

#: Comments are no longer than this.
LONGEST = 4000


def comment_on_list(of: FilmList, text: str, *, by: Any) -> ListComment:
    """Say something. Raises ``PermissionDenied``, ``TooMany``, ``Refused`` or ``ValidationError``."""
    text = text.strip()
    if not text:
        raise ValidationError(_("Write something."))
    if len(text) > LONGEST:
        raise ValidationError(_("That is too long."))
    with writing(of) as locked:
        found = rights(by, locked)
        require(found.see and found.comment, policy().refusal(by))
        check_not_blocked(locked.owner_id, by)
        check_comments(by)
        check_links(by, text)
        said = ListComment.objects.create(
            list=locked, author=by, text=text, created_at=timezone.now()
        )
        settle(locked, rows=False)
        tell_of_comment(said)
    return said


def remove_comment(said: ListComment, *, by: Any) -> None:
    """Take a comment away for good. Raises ``PermissionDenied``."""
    with writing(said.list) as locked:
        found = rights(by, locked)
        require(found.see and may_remove(by, said, found), policy().refusal(by))
        ListComment.objects.filter(pk=said.pk).delete()
        settle(locked, rows=False)
