"""What every template knows about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from wiki.notices import unread_count
from wiki.policy import policy
from wiki.title_language import TitleLanguage, current
from wiki.waiting import Tally, queue_count


def site(request: HttpRequest) -> dict[str, Any]:
    """Give templates the site's name, whether this is the demo, and how many submissions wait.

    ``title_language`` is what the reader prefers of ``TITLE_LANGUAGES``.
    ``queue_count`` is for moderators alone, none for everybody else; ``unread_notices`` for who is logged
    in. Each costs its query only where a template asks, and once.
    """
    return {
        "GENGA_DEMO": settings.GENGA_DEMO,
        "GENGA_SITE_NAME": settings.GENGA_SITE_NAME,
        "TITLE_LANGUAGES": TitleLanguage.choices,
        "title_language": current,
        "queue_count": SimpleLazyObject(lambda: _queue_count(request)),
        "unread_notices": SimpleLazyObject(lambda: _unread_notices(request)),
    }


def _queue_count(request: HttpRequest) -> Tally:
    user = getattr(request, "user", None)
    return queue_count() if user is not None and policy().may_moderate(user) else Tally(0)


def _unread_notices(request: HttpRequest) -> int:
    user = getattr(request, "user", None)
    return unread_count(user) if user is not None and user.is_authenticated else 0
