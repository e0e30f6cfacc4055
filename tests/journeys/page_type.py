"""What a page type is: an address, those who look at it, and how its state is reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

#: Who looks: nobody in particular, a member and a moderator, by the demo's names.
STRANGER, MEMBER, MODERATOR, ADMIN = "", "editor", "moderator", "admin"
#: A member who has done nothing yet, one who is suspended, one who has no password.
NEWCOMER, SUSPENDED, PASSWORDLESS = "newcomer", "yubaba", "bou"
ALL = (STRANGER, MEMBER, MODERATOR)
#: Where what members may do shows among what moderators may.
ANYBODY = (STRANGER, MODERATOR)
MEMBERS = (MEMBER, MODERATOR)


@dataclass(frozen=True)
class PageType:
    """One kind of page, or one state of it.

    ``view`` is the name of its URL pattern, ``path`` an address with places of ``world.addresses`` in
    it, ``who`` those who look at it, ``status`` what the page answers with in the end. ``steps`` lead
    from the address to the state that is meant.
    """

    name: str
    view: str
    path: str
    who: tuple[str, ...] = (STRANGER,)
    status: int = 200
    steps: Callable[[Page], None] | None = None
