"""The public log of moderation: a list and its feed, narrowed by the same choices."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wiki.feeds import SiteFeed, served, tag
from wiki.forms.log import LogFilter
from wiki.log_lines import ORDER, PAGE_SIZE, LogLine, latest, lines
from wiki.open_web import absolute
from wiki.views.strangers import for_strangers


@require_safe
@for_strangers
def public_log(request: HttpRequest) -> HttpResponse:
    """Every act of moderation, newest first."""
    filters = LogFilter(request.GET)
    page = ORDER.page(latest(filters), request.GET, size=PAGE_SIZE)
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    context = {
        "page": page,
        "lines": lines(page, reader=request.user),
        "filters": filters,
        "chosen": filters.chosen,
        "feed_url": f"/log/feed/?{query.urlencode()}" if filters.chosen else "/log/feed/",
    }
    return render(request, "log/list.html", context)


@require_safe
@for_strangers
def one_act(request: HttpRequest, pk: int) -> HttpResponse:
    """One line of the log, at an address of its own."""
    entry = get_object_or_404(latest(LogFilter({})), pk=pk)
    (line,) = lines([entry], reader=request.user)
    return render(request, "log/detail.html", {"line": line})


class LogFeed(SiteFeed):
    """The same for feed readers: the latest acts that fit, as strangers see them."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> LogFilter:
        return LogFilter(request.GET)

    def path(self, filters: LogFilter) -> str:
        return f"/log/feed/?{urlencode(filters.chosen)}" if filters.chosen else "/log/feed/"

    def title(self, filters: LogFilter) -> str:
        return _("Moderation of %(site)s") % {"site": settings.GENGA_SITE_NAME}

    def subtitle(self, filters: LogFilter) -> str:
        return _("Who did what, to which page, and why.")

    def items(self, filters: LogFilter) -> list[LogLine]:
        return lines(latest(filters).order_by("-pk")[:PAGE_SIZE], reader=AnonymousUser())

    def item_title(self, item: LogLine) -> str:
        return item.sentence

    def item_description(self, item: LogLine) -> str:
        return escape(" · ".join(filter(None, (*item.details, item.entry.reason))))

    def item_link(self, item: LogLine) -> str:
        return absolute(f"/log/{item.entry.pk}/")

    def item_guid(self, item: LogLine) -> str:
        return tag(f"log/{item.entry.pk}")

    def item_author_name(self, item: LogLine) -> str:
        return str(item.entry.actor) if item.entry.actor else str(settings.GENGA_SITE_NAME)

    def item_pubdate(self, item: LogLine) -> Any:
        return item.entry.created_at


log_feed = served(LogFeed())
