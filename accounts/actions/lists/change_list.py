"""Changing what a list says of itself: title, description, tags, who sees it, who keeps it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.link_limits import check_links
from accounts.lists.rights import rights
from accounts.lists.telling import announce_list, retract_list
from accounts.lists.upkeep import settle, tell, writing
from accounts.lists.words import Words
from accounts.models import FilmList, ListAct, Visibility
from wiki.policy import policy, require


def refusal_to_show() -> str:
    """Why a list that moderators took from the public stays private."""
    return _("Moderators have removed this list from the public. It stays private.")


def change_list(of: FilmList, words: Words, *, by: Any) -> FilmList:
    """Give a list other words. Its owner may; the suspended show nobody what was private.

    Raises ``PermissionDenied`` or ``Refused``.
    """
    with writing(of) as locked:
        require(rights(by, locked).manage, policy().refusal(by))
        shown = words.visibility != Visibility.PRIVATE
        require(not (by.is_suspended and shown), policy().refusal(by))
        require(not (locked.hidden and shown), refusal_to_show())
        if words.description != locked.description:
            check_links(by, words.description)
        former, hidden, public = locked.title, locked.is_private, locked.is_public
        fields = words.put(locked)
        changed = [*fields, *words.put_beside(locked)]
        if changed:
            told = [name for name in changed if name != "slug"]
            more: dict[str, Any] = {"former": former} if "title" in changed else {}
            if hidden and not locked.is_private:
                more["opened"] = True  # others read the history from here
            if public and not locked.is_public and retract_list(locked):
                more["shown"] = False  # nobody was told
            if not public and locked.is_public:
                if not _was_news(locked):
                    announce_list(locked)
                more["shown"] = True  # it is news once
            tell(locked, ListAct.WORDS, by=by, fields=told, **more).save()
            settle(locked, *(fields or ["title"]), rows=False)
    return locked


def _was_news(of: FilmList) -> bool:
    """Whether those who follow the owner were told of the list, or are about to be."""
    said = of.changes.filter(details__has_key="shown").order_by("-pk").first()
    return said is not None and said.details["shown"]
