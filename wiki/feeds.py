"""What every Atom feed of the site has in common: who it is by, its language, identities that last.

A feed shows what strangers may see, in the language of the site or that of ``?lang=``, whatever the
reader's browser prefers: feed readers fetch for many. It is answered 304 until the next revision or
act of moderation (``wiki.views.strangers.unless_unchanged``).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed, SyndicationFeed
from django.views.decorators.http import require_safe

from wiki import title_language
from wiki.addresses import LANGUAGE
from wiki.open_web import absolute
from wiki.title_language import TitleLanguage
from wiki.views.strangers import Decorator, unless_unchanged
from wiki.xml_text import without_forbidden

#: How many entries a feed has.
LENGTH = 50
#: The year from which the site's host names things in ``tag:`` addresses (RFC 4151). Never changed.
_SINCE = 2026


def tag(path: str) -> str:
    """An identity for a place of this site: it stays when addresses or titles change."""
    return f"tag:{urlsplit(settings.GENGA_SITE_URL).hostname},{_SINCE}:{path}"


class AnyText(SyndicationFeed):
    """Texts come into the feed without what XML forbids; Django would answer with an error."""

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*map(_harmless, args), **_all_harmless(facts))

    def add_item(self, *args: Any, **facts: Any) -> None:
        """As ``SyndicationFeed`` does."""
        super().add_item(*map(_harmless, args), **_all_harmless(facts))


def _harmless(value: Any) -> Any:
    return without_forbidden(value) if isinstance(value, str) else value


def _all_harmless(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: _harmless(value) for name, value in facts.items()}


class _Atom(AnyText, Atom1Feed):
    """Atom with ``updated`` as the latest of the entries says, and a generator."""

    content_type = "application/atom+xml; charset=utf-8"

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("generator", "Genga")


class SiteFeed(Feed):
    """A feed of the site. Subclasses say ``path``, ``title``, ``items`` and what an item is.

    ``get_object`` gives what the feed is about; ``path(about)`` the address of the feed and, without its
    last part, that of the page which it follows.
    """

    feed_type: type[SyndicationFeed] = _Atom

    def path(self, about: Any) -> str:
        """The address of the feed."""
        raise NotImplementedError

    def link(self, about: Any) -> str:
        return absolute(self.path(about).partition("?")[0].removesuffix("feed/"))

    def feed_url(self, about: Any) -> str:
        return absolute(self.path(about))

    def feed_guid(self, about: Any) -> str:
        return tag(self.path(about))

    def author_name(self, about: Any) -> str:
        return str(settings.GENGA_SITE_NAME)

    def item_updateddate(self, item: Any) -> Any:
        return self.item_pubdate(item)

    def item_pubdate(self, item: Any) -> Any:
        """When the item came to be."""
        raise NotImplementedError


def served(
    feed: Callable[..., HttpResponse], unchanged: Decorator = unless_unchanged
) -> Callable[..., HttpResponse]:
    """The view of a feed: the same for everybody, in the language that its address asks for.

    ``unchanged`` answers who has it, for feeds that follow from more than revisions.
    """

    @require_safe
    @unchanged
    @wraps(feed)
    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.GET.get(LANGUAGE, "")
        language = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language), title_language.asking(lambda: TitleLanguage.RELEASED):
            response = feed(request, *args, **kwargs)
        response["Content-Language"] = language  # or the middleware says the reader's
        return response

    return view
