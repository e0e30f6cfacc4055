"""Whom acts on lists concern, and what they are told: owners, who keeps a list, who follows it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts.models import FilmList, ListComment, ListProposal, User
from accounts.news import announce, retract, tell, tell_all
from accounts.notice_kinds import Told
from wiki.notices import withdraw

#: So long what is done to a list is gathered before those who follow it are told.
GATHER = timedelta(minutes=5)
#: So long an owner has to fill a new list, or to hide it again.
SECOND_THOUGHTS = timedelta(minutes=15)


def tell_of_comment(said: ListComment) -> None:
    """Who keeps the list is told of a comment, and who has spoken about it before."""
    of, keepers = said.list, _keepers(said.list)
    facts = {**_facts(of), "text": said.text, "url": f"{of.get_absolute_url()}#comment-{said.pk}"}
    tell_all(keepers, Told.LIST_COMMENT, actor=said.author, **facts)
    if of.is_private:
        return
    before = ListComment.objects.filter(list=of).exclude(author__in=keepers)
    others = User.objects.filter(pk__in=before.values("author"), is_active=True)
    tell_all(others, Told.LIST_REPLY, actor=said.author, **facts)


def tell_of_proposals(of: FilmList, *, by: Any, note: str) -> None:
    """Who keeps the list is told that something is proposed."""
    facts = {**_facts(of), "text": note, "url": f"{of.get_absolute_url()}rows/"}
    tell_all(_keepers(of), Told.LIST_PROPOSAL, actor=by, **facts)


def tell_of_answers(of: FilmList, proposals: list[ListProposal], *, accept: bool, by: Any) -> None:
    """Who proposed something is told what became of it."""
    kind = Told.LIST_ACCEPTED if accept else Told.LIST_DECLINED
    tell_all([each.by for each in proposals], kind, actor=by, **_facts(of))


def tell_of_copy(of: FilmList, *, by: Any) -> None:
    """The owner is told that somebody has copied the list."""
    tell(of.owner, Told.LIST_COPIED, actor=by, **_facts(of))


def tell_of_like(of: FilmList, *, by: Any, likes: bool) -> None:
    """The owner is told that somebody likes the list; who does not any more was not there."""
    if likes:
        tell(of.owner, Told.LIST_LIKED, actor=by, **_facts(of))
    else:
        withdraw(of.owner, Told.LIST_LIKED, about=f"list:{of.pk}", actor=by)


def announce_growth(of: FilmList, rows: int, *, by: Any) -> None:
    """Those who follow the list are told that it has grown."""
    if rows and not of.is_private:
        subject = _facts(of)
        announce(Told.LIST_GREW, actor=by, count=rows, wait=GATHER, **subject)


def announce_list(of: FilmList) -> None:
    """Those who follow its owner are told of a list that everybody may see now."""
    if of.is_public:
        facts = {**_facts(of), **_as_news(of)}
        announce(Told.NEW_LIST, actor=of.owner, wait=SECOND_THOUGHTS, **facts)


def retract_list(of: FilmList) -> bool:
    """Nobody is told of a list any more; whether that was in time."""
    return retract(Told.NEW_LIST, wait=SECOND_THOUGHTS, **_as_news(of))


def _as_news(of: FilmList) -> dict[str, str]:
    return {"about": f"user:{of.owner_id}", "subject": f"list:{of.pk}"}


def _facts(of: FilmList) -> dict[str, Any]:
    return {"about": f"list:{of.pk}", "title": of.title, "url": of.get_absolute_url()}


def _keepers(of: FilmList) -> list[User]:
    """The owner, and who keeps the list with them. One query."""
    return [of.owner, *of.editors.all()]
