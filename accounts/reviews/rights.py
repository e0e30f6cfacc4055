"""Who may do what with what people wrote about films."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from wiki.policy import policy, require


def is_free(user: Any) -> bool:
    """Whether ``user`` may write what others read."""
    return bool(user.is_authenticated and user.is_active and not user.is_suspended)


def require_free(user: Any) -> None:
    """Raise ``PermissionDenied``, for the suspended with the reason, unless ``user`` may write."""
    require(user.is_authenticated and user.is_active)
    if user.is_suspended:
        raise PermissionDenied(policy().refusal(user))


def may_read(user: Any, about: Any) -> bool:
    """Whether ``user`` sees a review or recommendation: what is hidden its author and moderators."""
    if not about.user.is_active:
        return False
    return not about.hidden or about.user_id == user.pk or policy().may_moderate(user)


def may_vote(user: Any, about: Any) -> bool:
    """Whether ``user`` may find it helpful: members whose own it is not. No query."""
    return is_free(user) and about.user_id != user.pk and not about.hidden
