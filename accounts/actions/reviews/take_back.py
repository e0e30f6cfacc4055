"""Taking back a review or a recommendation."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import Recommendation, Review
from wiki.exceptions import WikiError
from wiki.policy import policy, require


class RemovedAlready(WikiError):
    """Moderators have removed it; deleted, it could be written anew and be seen by all."""

    status = 409
    message = _("Moderators have removed it: nobody but you sees it, and it cannot be deleted.")


def take_back(about: Review | Recommendation, *, by: Any) -> None:
    """Delete what ``by`` wrote, with its versions and votes. The suspended may, too.

    Raises ``PermissionDenied``, ``RemovedAlready``, or ``Http404`` where it is gone.
    """
    require(by.is_authenticated and by.is_active and about.user_id == by.pk, policy().refusal(by))
    with transaction.atomic():
        held = type(about)._default_manager.select_for_update().filter(pk=about.pk).first()
        if held is None:
            raise Http404
        if held.hidden:
            raise RemovedAlready
        held.delete()
