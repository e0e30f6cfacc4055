"""Small things to mend, others every day: a page and feeds."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from films.mending import Task, tasks_of_day
from wiki.entry_types import registry
from wiki.feeds import SiteFeed, served, tag
from wiki.moments import morning_of
from wiki.open_web import absolute
from wiki.quality.question import Question
from wiki.views.strangers import for_strangers


@require_safe
@for_strangers
def fix(request: HttpRequest) -> HttpResponse:
    """What this reader could mend today; an address can narrow it to some films."""
    question = Question(registry["film"], request.GET)
    narrowed = question.is_valid and question.asks
    films = question.rows() if narrowed else None
    tasks = tasks_of_day(request.user, films=films) if question.is_valid else []
    user = request.user
    own = f"/users/{quote(user.get_username())}/fix/feed/" if user.is_authenticated else ""
    everybody = f"/fix/feed/?{question.query}" if narrowed else "/fix/feed/"
    context = {
        "tasks": tasks,
        "question": question,
        "narrowed": narrowed,
        "feed_url": own if own and not narrowed else everybody,
    }
    return render(request, "fix/list.html", context, status=200 if question.is_valid else 400)


class FixFeed(SiteFeed):
    """What can be mended today: for everybody, of the films that the address narrows it to."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        question = Question(registry["film"], request.GET)
        if not question.is_valid:
            raise Http404
        return question

    def path(self, about: Any) -> str:
        return f"/fix/feed/?{about.query}" if about.asks else "/fix/feed/"

    def title(self, about: Any) -> str:
        return _("To mend today on %(site)s") % {"site": settings.GENGA_SITE_NAME}

    def items(self, about: Any) -> list[Task]:
        return tasks_of_day(films=about.rows() if about.asks else None)

    def item_title(self, item: Task) -> str:
        title = f"{item.names.title} ({item.year})" if item.year else item.names.title
        return f"{title}: {item.label}"

    def item_description(self, item: Task) -> str:
        return escape(f"{item.hint} {item.why}".strip())

    def item_link(self, item: Task) -> str:
        return absolute(item.url)

    def item_guid(self, item: Task) -> str:
        return tag(f"{item.key}/fix/{item.gap}/{timezone.localdate().isoformat()}")

    def item_pubdate(self, item: Task) -> datetime:
        return morning_of(timezone.localdate())


class UserFixFeed(FixFeed):
    """What a member could mend today, by what their public edits tell that they know."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        users = get_user_model()._default_manager
        return get_object_or_404(users, username__iexact=kwargs["username"], is_active=True)

    def path(self, about: Any) -> str:
        return f"/users/{quote(about.get_username())}/fix/feed/"

    def link(self, about: Any) -> str:
        return absolute("/fix/")

    def title(self, about: Any) -> str:
        return _("To mend today, for %(name)s") % {"name": about}

    def items(self, about: Any) -> list[Task]:
        return tasks_of_day(about)


fix_feed = served(FixFeed())
user_fix_feed = served(UserFixFeed())
