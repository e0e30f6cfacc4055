"""What users are told about each other, about lists and reviews, and about what they follow."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from wiki.figures import number
from wiki.models import Notice
from wiki.notice_kinds import Group, Kind, Mail, declare


class Told(StrEnum):
    """The kinds that accounts add to the engine's."""

    PAGE_CHANGED = "page_changed"
    NAMED = "named"
    AVAILABLE = "available"
    LIST_GREW = "list_grew"
    NEW_LIST = "new_list"
    NEW_REVIEW = "new_review"
    NEW_RECOMMENDATION = "new_recommendation"
    LIST_COMMENT = "list_comment"
    LIST_REPLY = "list_reply"
    LIST_PROPOSAL = "list_proposal"
    LIST_ACCEPTED = "list_accepted"
    LIST_DECLINED = "list_declined"
    LIST_COPIED = "list_copied"
    LIST_LIKED = "list_liked"
    REVIEW_HELPFUL = "review_helpful"
    RECOMMENDATION_HELPFUL = "recommended_helpful"
    FOLLOWER = "follower"
    REMOVED = "removed"
    COMPLAINT_DECIDED = "complaint_decided"


#: What is told of pages that are followed: nobody's own, so told whoever did it.
OF_PAGES = (Told.PAGE_CHANGED, Told.NAMED, Told.AVAILABLE)
#: Gives the singular and the plural of a sentence; put in a call of its own, so that it is collected.
_Forms = Callable[[int], str]


def _by(notice: Notice) -> str:
    """Who did it, as readers know them."""
    return str(notice.actor) if notice.actor is not None else _("Somebody")


def _people(alone: Any, more: _Forms) -> Callable[[Notice], str]:
    """The sentence of what people do: one of them by name, the others as a number."""

    def words(notice: Notice) -> str:
        others = notice.count - 1
        said = {"who": _by(notice), "title": notice.title, "others": number(others)}
        return (more(others) if others else str(alone)) % said

    return words


def _events(once: Any, often: _Forms) -> Callable[[Notice], str]:
    """The sentence of what happens: once, or so many times."""

    def words(notice: Notice) -> str:
        said = {"who": _by(notice), "title": notice.title, "count": number(notice.count)}
        return (often(notice.count) if notice.count > 1 else str(once)) % said

    return words


def _only(text: Any) -> Callable[[Notice], str]:
    """A sentence without numbers."""

    def words(notice: Notice) -> str:
        return str(text) % {"who": _by(notice), "title": notice.title}

    return words


GROUPS = [
    Group(
        "pages",
        gettext_lazy("Pages I follow"),
        gettext_lazy("Their edits, and new pages that name them."),
        mail=Mail.DAILY,
    ),
    Group(
        "available",
        pgettext_lazy("notices", "Films to watch"),
        gettext_lazy(
            "When a film that you follow or want to watch can be watched in your country."
        ),
        mail=Mail.DAILY,
    ),
    Group(
        "lists",
        gettext_lazy("Lists I follow"),
        gettext_lazy("When they grow."),
        mail=Mail.WEEKLY,
    ),
    Group(
        "people",
        gettext_lazy("Members I follow"),
        gettext_lazy("Their new lists, reviews and recommendations."),
        mail=Mail.WEEKLY,
    ),
    Group(
        "own_lists",
        gettext_lazy("My lists"),
        gettext_lazy(
            "Comments on them, films that others propose, and what becomes of your proposals."
        ),
    ),
    Group(
        "likes",
        gettext_lazy("Likes"),
        gettext_lazy("Who likes or copies your lists, or finds your reviews helpful."),
        mail=Mail.WEEKLY,
    ),
    Group(
        "followers",
        gettext_lazy("Followers"),
        gettext_lazy("Who follows you."),
        mail=Mail.WEEKLY,
    ),
]
OF_WHAT_IS_FOLLOWED = [
    Kind(
        Told.PAGE_CHANGED,
        "pages",
        _events(
            gettext_lazy("“%(title)s” was edited."),
            lambda n: ngettext(
                "“%(title)s” was edited %(count)s time.",
                "“%(title)s” was edited %(count)s times.",
                n,
            ),
        ),
        joins="events",
    ),
    Kind(
        Told.NAMED,
        "pages",
        _events(
            gettext_lazy("“%(title)s” is named on another page now."),
            lambda n: ngettext(
                "“%(title)s” is named on %(count)s more page.",
                "“%(title)s” is named on %(count)s more pages.",
                n,
            ),
        ),
        joins="events",
    ),
    Kind(
        Told.AVAILABLE,
        "available",
        _only(gettext_lazy("“%(title)s” can be watched now.")),
        joins="events",
    ),
    Kind(
        Told.LIST_GREW,
        "lists",
        _events(
            gettext_lazy("The list “%(title)s” has grown."),
            lambda n: ngettext(
                "The list “%(title)s” has grown by %(count)s row.",
                "The list “%(title)s” has grown by %(count)s rows.",
                n,
            ),
        ),
        joins="events",
    ),
    Kind(
        Told.NEW_LIST,
        "people",
        _only(gettext_lazy("%(who)s has a new list, “%(title)s”.")),
    ),
    Kind(
        Told.NEW_REVIEW,
        "people",
        _only(gettext_lazy("%(who)s has reviewed “%(title)s”.")),
    ),
    Kind(
        Told.NEW_RECOMMENDATION,
        "people",
        _only(gettext_lazy("%(who)s recommends “%(title)s”.")),
    ),
]
OF_OWN_LISTS = [
    Kind(
        Told.LIST_COMMENT,
        "own_lists",
        _events(
            gettext_lazy("%(who)s has commented on your list “%(title)s”."),
            lambda n: ngettext(
                "There is %(count)s new comment on your list “%(title)s”.",
                "There are %(count)s new comments on your list “%(title)s”.",
                n,
            ),
        ),
        joins="events",
    ),
    Kind(
        Told.LIST_REPLY,
        "comments",
        _events(
            gettext_lazy("%(who)s has commented on the list “%(title)s”, too."),
            lambda n: ngettext(
                "There is %(count)s new comment on the list “%(title)s”.",
                "There are %(count)s new comments on the list “%(title)s”.",
                n,
            ),
        ),
        joins="events",
    ),
    Kind(
        Told.LIST_PROPOSAL,
        "own_lists",
        _people(
            gettext_lazy("%(who)s proposes something for your list “%(title)s”."),
            lambda n: ngettext(
                "%(who)s and %(others)s other propose something for your list “%(title)s”.",
                "%(who)s and %(others)s others propose something for your list “%(title)s”.",
                n,
            ),
        ),
        joins="people",
    ),
    Kind(
        Told.LIST_ACCEPTED,
        "own_lists",
        _only(gettext_lazy("What you proposed for the list “%(title)s” was taken in.")),
        joins="events",
    ),
    Kind(
        Told.LIST_DECLINED,
        "own_lists",
        _only(gettext_lazy("What you proposed for the list “%(title)s” was declined.")),
        joins="events",
    ),
]
OF_OTHERS = [
    Kind(
        Told.LIST_COPIED,
        "likes",
        _people(
            gettext_lazy("%(who)s has copied your list “%(title)s”."),
            lambda n: ngettext(
                "%(who)s and %(others)s other have copied your list “%(title)s”.",
                "%(who)s and %(others)s others have copied your list “%(title)s”.",
                n,
            ),
        ),
        joins="people",
        once=True,
    ),
    Kind(
        Told.LIST_LIKED,
        "likes",
        _people(
            gettext_lazy("%(who)s likes your list “%(title)s”."),
            lambda n: ngettext(
                "%(who)s and %(others)s other like your list “%(title)s”.",
                "%(who)s and %(others)s others like your list “%(title)s”.",
                n,
            ),
        ),
        joins="people",
        once=True,
    ),
    Kind(
        Told.REVIEW_HELPFUL,
        "likes",
        _people(
            gettext_lazy("%(who)s finds your review of “%(title)s” helpful."),
            lambda n: ngettext(
                "%(who)s and %(others)s other find your review of “%(title)s” helpful.",
                "%(who)s and %(others)s others find your review of “%(title)s” helpful.",
                n,
            ),
        ),
        joins="people",
        once=True,
    ),
    Kind(
        Told.RECOMMENDATION_HELPFUL,
        "likes",
        _people(
            gettext_lazy("%(who)s finds your recommendation of “%(title)s” helpful."),
            lambda n: ngettext(
                "%(who)s and %(others)s other find your recommendation of “%(title)s” helpful.",
                "%(who)s and %(others)s others find your recommendation of “%(title)s” helpful.",
                n,
            ),
        ),
        joins="people",
        once=True,
    ),
    Kind(
        Told.FOLLOWER,
        "followers",
        _people(
            gettext_lazy("%(who)s follows you."),
            lambda n: ngettext(
                "%(who)s and %(others)s other follow you.",
                "%(who)s and %(others)s others follow you.",
                n,
            ),
        ),
        joins="people",
        once=True,
    ),
    Kind(
        Told.REMOVED,
        "account",
        _only(gettext_lazy("A moderator has removed what you wrote: “%(title)s”.")),
    ),
    Kind(
        Told.COMPLAINT_DECIDED,
        "account",
        _only(gettext_lazy("Moderators have looked at your report about “%(title)s”.")),
    ),
]


def register() -> None:
    """Let the engine know these kinds, after its own."""
    declare(GROUPS, [*OF_WHAT_IS_FOLLOWED, *OF_OWN_LISTS, *OF_OTHERS])
