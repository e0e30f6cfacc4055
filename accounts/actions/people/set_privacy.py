"""Saying by whom the parts of one's profile are seen."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.privacy import Part, Seen
from wiki.policy import require


def set_privacy(user: User, privacy: Mapping[str, str]) -> User:
    """Keep ``privacy``: ``Seen`` by ``Part``; what is left out is for everybody."""
    require(user.is_authenticated and user.is_active)
    if not (privacy.keys() <= set(Part.values) and set(privacy.values()) <= set(Seen.values)):
        raise ValidationError(_("Choose one of the list."))
    with transaction.atomic():
        locked = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        locked.privacy = {name: seen for name, seen in privacy.items() if seen != Seen.EVERYBODY}
        locked.save(update_fields=["privacy"])
    return locked
