"""What users say of themselves: a text and a picture. Who is suspended changes nothing that others see."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts import avatars
from accounts.link_limits import check_links
from accounts.models import User
from wiki.log import record
from wiki.models import Act
from wiki.policy import policy, require


def describe_self(
    user: User, *, about: str, picture: UploadedFile | None = None, remove_picture: bool = False
) -> User:
    """Keep the text, and the picture if one is sent.

    Raises ``PermissionDenied``, ``ValidationError`` for the picture, or ``Refused`` for the text.
    """
    require(
        user.is_authenticated and user.is_active and not user.is_suspended, policy().refusal(user)
    )
    if about.strip() != user.about:
        check_links(user, about)
    prepared = avatars.prepare(picture, owner=user.pk) if picture is not None else None
    if prepared is not None:
        avatars.store(prepared)
    with transaction.atomic():
        locked = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        former = locked.avatar
        locked.about = about.strip()
        if prepared is not None:
            locked.avatar = prepared.name
        elif remove_picture:
            locked.avatar = ""
        locked.save(update_fields=["about", "avatar"])
        if former != locked.avatar:
            transaction.on_commit(lambda: avatars.discard(former))
    return locked


def clear_profile(person: User, *, moderator: User, reason: str) -> User:
    """Take text and picture of somebody's page away. Moderators may; the log says why."""
    require(policy().may_moderate(moderator))
    with transaction.atomic():
        locked = User.objects.select_for_update(no_key=True).get(pk=person.pk)
        former, locked.about, locked.avatar = locked.avatar, "", ""
        locked.save(update_fields=["about", "avatar"])
        record(Act.CLEAR, actor=moderator, person=locked, reason=reason)
        transaction.on_commit(lambda: avatars.discard(former))
    return locked
