"""Blocking a user, and no longer."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.follow import part_ways
from accounts.models import FilmList, User, UserBlock
from wiki.policy import require

#: As many as one user blocks.
MOST = 1000


def block_user(owner: User, other: User) -> UserBlock:
    """Hear nothing more from ``other``; twice is once. The two follow each other and keep lists together
    no longer.

    Raises ``ValidationError``, for moderators too: those speak for the site.
    """
    require(owner.is_authenticated and owner.is_active)
    if owner.pk == other.pk:
        raise ValidationError(_("You cannot block yourself."))
    if other.is_moderator:
        raise ValidationError(
            _("Moderators cannot be blocked: they speak to you about your edits.")
        )
    with transaction.atomic():
        both = User.objects.filter(pk__in=(owner.pk, other.pk)).order_by("pk").only("pk")
        list(both.select_for_update(no_key=True))  # neither begins to follow the other meanwhile
        if owner.blocks.count() >= MOST:
            raise ValidationError(_("You block as many as can be blocked."))
        made, _new = UserBlock.objects.get_or_create(
            owner=owner, other=other, defaults={"created_at": timezone.now()}
        )
        part_ways(owner, other)
        _keep_no_lists_together(owner, other)
    return made


def _keep_no_lists_together(owner: User, other: User) -> None:
    for keeper, whose in ((owner, other), (other, owner)):
        lists = FilmList.objects.filter(owner=whose, editors=keeper)
        for each in lists:
            each.editors.remove(keeper)
            FilmList.objects.filter(pk=each.pk).update(touched_at=timezone.now())


def unblock_user(owner: User, other: User) -> None:
    """Hear from ``other`` again."""
    require(owner.is_authenticated and owner.is_active)
    UserBlock.objects.filter(owner=owner, other=other).delete()
