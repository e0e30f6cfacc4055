"""Feeds of what happens: changes everywhere, on one page, new pages of a type."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wiki.entry_types import EntryType
from wiki.feeds import LENGTH, SiteFeed, served, tag
from wiki.forms.filters import ChangesFilter
from wiki.models import Entry, Revision, RevisionEntry
from wiki.open_web import absolute
from wiki.revisions import ChangeLine, history_of, latest, lines
from wiki.views.guards import find_entry, survivor


def by_whom(revision: Revision) -> str:
    """Who made a revision; an import is nobody's."""
    return str(revision.author) if revision.author else _("an import")


class ChangesFeed(SiteFeed):
    """The latest revisions of all pages that strangers may see."""

    def path(self, about: None) -> str:
        return "/changes/feed/"

    def title(self, about: None) -> str:
        return _("Recent changes of %(site)s") % {"site": settings.GENGA_SITE_NAME}

    def items(self, about: None) -> list[ChangeLine]:
        found = lines(latest(ChangesFilter({}))[:LENGTH], reader=AnonymousUser())
        return [line for line in found if line.url]

    def item_title(self, item: ChangeLine) -> str:
        return f"{item.title} · {item.revision.get_kind_display()}"

    def item_description(self, item: ChangeLine) -> str:
        return escape(item.revision.summary)

    def item_link(self, item: ChangeLine) -> str:
        return absolute(f"{item.url}history/{item.number}/")

    def item_guid(self, item: ChangeLine) -> str:
        return tag(f"revisions/{item.revision.pk}")

    def item_author_name(self, item: ChangeLine) -> str:
        return by_whom(item.revision)

    def item_pubdate(self, item: ChangeLine) -> Any:
        return item.revision.created_at


class NewPagesFeed(SiteFeed):
    """The pages of a type that came last."""

    def get_object(self, request: HttpRequest, entry_type: EntryType) -> EntryType:
        return entry_type

    def path(self, about: EntryType) -> str:
        return f"/{about.segment}/feed/"

    def title(self, about: EntryType) -> str:
        words = {"what": capfirst(about.label_plural), "site": settings.GENGA_SITE_NAME}
        return _("New on %(site)s: %(what)s") % words

    def items(self, about: EntryType) -> list[Entry]:
        found = about.model.objects.visible().exclude(created_at=None)
        return list(found.order_by("-created_at", "-pk")[:LENGTH])

    def item_title(self, item: Any) -> str:
        year = getattr(item, "year", None)
        return f"{item} ({year})" if year else str(item)

    def item_description(self, item: Any) -> str:
        return escape(getattr(item, "deck", ""))

    def item_link(self, item: Entry) -> str:
        return absolute(item.get_absolute_url())

    def item_guid(self, item: Entry) -> str:
        return tag(f"{item._meta.model_name}:{item.pk}")

    def item_pubdate(self, item: Entry) -> Any:
        return item.created_at


class HistoryFeed(SiteFeed):
    """The revisions of one page."""

    def get_object(self, request: HttpRequest, entry_type: EntryType, ref: str) -> Any:
        entry = survivor(find_entry(request, entry_type, ref))
        if entry.hidden:  # nobody's feed shows it: a moderator's would be kept for others
            raise Http404
        return entry_type, entry

    def path(self, about: tuple[EntryType, Entry]) -> str:
        return f"{about[1].get_absolute_url()}history/feed/"

    def feed_guid(self, about: tuple[EntryType, Entry]) -> str:
        return tag(f"{about[0].name}:{about[1].pk}/history")

    def title(self, about: tuple[EntryType, Entry]) -> str:
        return _("History of %(title)s") % {"title": about[1]}

    def items(self, about: tuple[EntryType, Entry]) -> list[RevisionEntry]:
        entry_type, entry = about
        found = list(history_of(entry_type, entry.pk).order_by("-number")[:LENGTH])
        for row in found:
            row.page_url = entry.get_absolute_url()  # type: ignore[attr-defined]
        return found

    def item_title(self, item: RevisionEntry) -> str:
        words = {"number": item.number, "kind": item.revision.get_kind_display()}
        return _("Revision %(number)s · %(kind)s") % words

    def item_description(self, item: RevisionEntry) -> str:
        return escape(item.revision.summary)

    def item_link(self, item: Any) -> str:
        return absolute(f"{item.page_url}history/{item.number}/")

    def item_guid(self, item: RevisionEntry) -> str:
        return tag(f"{item.entry_key}/history/{item.number}")

    def item_author_name(self, item: RevisionEntry) -> str:
        return by_whom(item.revision)

    def item_pubdate(self, item: RevisionEntry) -> Any:
        return item.revision.created_at


changes_feed = served(ChangesFeed())
new_pages_feed = served(NewPagesFeed())
history_feed = served(HistoryFeed())
