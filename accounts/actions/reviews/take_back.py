"""Taking back a review or a recommendation."""

from __future__ import annotations

from typing import Any

from accounts.models import Recommendation, Review
from wiki.policy import policy, require


def take_back(about: Review | Recommendation, *, by: Any) -> None:
    """Delete what ``by`` wrote, with its versions and votes. The suspended may, too.

    Raises ``PermissionDenied``.
    """
    require(by.is_authenticated and by.is_active and about.user_id == by.pk, policy().refusal(by))
    about.delete()
