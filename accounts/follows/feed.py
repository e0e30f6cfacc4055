"""The feed of what a member follows: at an address that only they know, and can change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from operator import attrgetter
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.html import escape
from django.utils.translation import gettext as _

from accounts.follows import subjects
from accounts.models import FilmList, Follow, Review, User, Visibility
from wiki.changesets import ids_by_type
from wiki.entry_types import EntryType, registry
from wiki.feeds import LENGTH, SiteFeed, served, tag
from wiki.models import RevisionEntry
from wiki.open_web import absolute
from wiki.views.guards import LARGEST_ID


@dataclass(frozen=True)
class Item:
    """The latest that happened to something that is followed."""

    name: str
    title: str
    text: str
    url: str
    at: datetime


def address_of(user: User) -> str:
    """The full address of the feed of ``user``; "" if there is none."""
    if not user.feed_key:
        return ""
    return absolute(reverse("following_feed", args=[user.pk, user.feed_key]))


def items_for(user: User) -> list[Item]:
    """What happened of late to what ``user`` follows: of each page its latest edit.

    A query for each type that is followed, of its latest pages alone.
    """
    keys = [each.key for each in Follow.objects.filter(user=user)]
    followed = {kind: list(ids) for kind, ids in ids_by_type(keys).items()}
    people, lists = followed.pop(subjects.USER, []), followed.pop(subjects.LIST, [])
    found = [*_of_lists(lists), *_of_people(people)]
    edits = [
        row
        for name, ids in followed.items()
        if name in registry
        for row in _latest(registry[name], ids)
    ]
    edits.sort(key=lambda row: row["changed_at"], reverse=True)
    found += _of_edits(edits[:LENGTH])
    return sorted(found, key=attrgetter("at"), reverse=True)[:LENGTH]


def _latest(entry_type: EntryType, ids: list[int]) -> Iterable[dict[str, Any]]:
    rows = entry_type.model.objects.visible().filter(pk__in=ids, changed_at__isnull=False)
    columns = ("pk", "title", "slug", "number", "changed_at")
    for row in rows.order_by("-changed_at", "-pk").values(*columns)[:LENGTH]:
        yield {**row, "type": entry_type}


def _of_edits(edits: list[dict[str, Any]]) -> list[Item]:
    """The latest edits of pages, with what their authors say of them. One query."""
    each = [Q(entry_type=e["type"].name, entry_id=e["pk"], number=e["number"]) for e in edits]
    wanted = Q(pk__in=[])
    for condition in each:
        wanted |= condition
    rows = RevisionEntry.objects.filter(wanted).order_by().select_related("revision")
    known = {(r.entry_type, r.entry_id): r.revision.summary for r in rows.defer("changes")}
    return [
        Item(
            name=f"{edit['type'].name}:{edit['pk']}/history/{edit['number']}",
            title=_("%(title)s was edited") % {"title": edit["title"]},
            text=known.get((edit["type"].name, edit["pk"]), ""),
            url=f"{edit['type'].url(edit['pk'], edit['slug'])}history/{edit['number']}/",
            at=edit["changed_at"],
        )
        for edit in edits
    ]


def _of_lists(ids: list[int]) -> list[Item]:
    rows = FilmList.objects.filter(pk__in=ids, owner__is_active=True)
    latest = rows.exclude(visibility=Visibility.PRIVATE).order_by("-changed_at", "-pk")
    return [
        Item(
            name=f"lists/{each.pk}/{each.changed_at.isoformat()}",
            title=_("The list %(title)s has changed") % {"title": each.title},
            text="",
            url=each.get_absolute_url(),
            at=each.changed_at,
        )
        for each in latest[:LENGTH]
    ]


def _of_people(ids: list[int]) -> list[Item]:
    if not ids:
        return []
    lists = FilmList.objects.listed().filter(owner__in=ids).select_related("owner")
    seen = Review.objects.shown().filter(user__in=ids, film__hidden=False)
    reviews = seen.select_related("user", "film")
    found = [
        Item(
            name=f"lists/{each.pk}",
            title=_("%(name)s has a new list, %(title)s")
            % {"name": each.owner, "title": each.title},
            text="",
            url=each.get_absolute_url(),
            at=each.created_at,
        )
        for each in lists.order_by("-created_at", "-pk")[:LENGTH]
    ]
    found += [
        Item(
            name=f"reviews/{each.pk}",
            title=_("%(name)s has reviewed %(title)s") % {"name": each.user, "title": each.film},
            text="" if each.spoilers else each.lead,
            url=each.get_absolute_url(),
            at=each.created_at,
        )
        for each in reviews.order_by("-created_at", "-pk")[:LENGTH]
    ]
    return found


class FollowingFeed(SiteFeed):
    """What happened to what one member follows."""

    def get_object(self, request: HttpRequest, pk: int, key: str) -> User:
        user = User.objects.filter(pk=min(pk, LARGEST_ID), is_active=True).first()
        if user is None or not (user.feed_key and constant_time_compare(user.feed_key, key)):
            raise Http404
        return user

    def path(self, about: User) -> str:
        return reverse("following_feed", args=[about.pk, about.feed_key])

    def link(self, about: User) -> str:
        return absolute(reverse("following"))

    def feed_guid(self, about: User) -> str:
        return tag(f"users/{about.pk}/following")

    def title(self, about: User) -> str:
        return _("What %(name)s follows") % {"name": about}

    def items(self, about: User) -> list[Item]:
        return items_for(about)

    def item_title(self, item: Item) -> str:
        return item.title

    def item_description(self, item: Item) -> str:
        return escape(item.text)

    def item_link(self, item: Item) -> str:
        return absolute(item.url)

    def item_guid(self, item: Item) -> str:
        return tag(item.name)

    def item_pubdate(self, item: Item) -> datetime:
        return item.at


def for_one(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What is for whoever knows the address: kept by nobody in between, found by no search engine."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, max-age=300"
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answered


following_feed = served(FollowingFeed(), for_one)
