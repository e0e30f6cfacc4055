"""The feed of what a user has done for the catalogue."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.html import escape
from django.utils.translation import gettext as _

from accounts.contributions import Change, changes_by
from accounts.models import User
from accounts.people.pages import find_person
from wiki.feeds import SiteFeed, served, tag
from wiki.open_web import absolute


class ContributionsFeed(SiteFeed):
    """The latest changes of one user to pages that strangers may see."""

    def get_object(self, request: HttpRequest, username: str) -> User:
        return find_person(username)

    def path(self, about: User) -> str:
        return f"/users/{quote(about.username)}/feed/"

    def feed_guid(self, about: User) -> str:
        return tag(f"users/{about.pk}")

    def title(self, about: User) -> str:
        return _("Changes by %(name)s") % {"name": about}

    def author_name(self, about: User) -> str:
        return str(about)

    def items(self, about: User) -> list[Change]:
        return [
            change for change in changes_by(about, reader=AnonymousUser()).changes if change.url
        ]

    def item_title(self, item: Change) -> str:
        return item.title

    def item_description(self, item: Change) -> str:
        return escape(item.summary)

    def item_link(self, item: Change) -> str:
        return absolute(item.revision_url)

    def item_guid(self, item: Change) -> str:
        return tag(f"{item.key}/history/{item.number}")

    def item_pubdate(self, item: Change) -> Any:
        return item.changed_at


contributions_feed = served(ContributionsFeed())
