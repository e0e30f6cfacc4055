"""How users are found: by allauth, and with what the header of every page says of them."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from wiki.notices import with_unread


class Backend(AuthenticationBackend):
    """allauth's, except that the query which loads a request's user counts the unread notices, too."""

    def get_user(self, user_id: Any) -> User | None:
        """The user of a session, with ``unread``; ``None`` for one who is gone or inactive."""
        user = with_unread(User.objects.filter(pk=user_id)).first()
        return user if user is not None and self.user_can_authenticate(user) else None
