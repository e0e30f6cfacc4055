"""What somebody writes in Markdown, as the page will show it, while it is written."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wiki.exceptions import TooMany, WikiError
from wiki.markdown import LONGEST, render
from wiki.views.errors import answered


class TooLong(WikiError):
    """A text is longer than any field takes."""

    status = 413
    message = gettext_lazy("This text is too long for a preview.")


class LoggedOut(WikiError):
    """The session has ended while somebody was writing."""

    status = 401
    message = gettext_lazy("You are not logged in any more.")


@require_POST
def markdown_preview(request: HttpRequest) -> JsonResponse:
    """``text`` as harmless HTML: ``{"html": …}``, or ``{"error": …}`` in the user's words."""
    try:
        return JsonResponse({"html": _rendered(request)})
    except WikiError as error:
        answer = JsonResponse({"error": str(error)})
        answered(answer, error)
        return answer


def _rendered(request: HttpRequest) -> str:
    if not request.user.is_authenticated:
        raise LoggedOut
    _count(request.user)
    text = request.POST.get("text", "")
    if len(text) > LONGEST:
        raise TooLong
    return render(text)


def _count(user: Any) -> None:
    """Raise ``TooMany`` if ``user`` has had as many previews in this minute as anybody gets."""
    minute, second = divmod(int(time.time()), 60)
    key = f"markdown-preview:{user.pk}:{minute}"
    used = cache.get(key, 0)
    cache.set(key, used + 1, 120)
    if used >= settings.GENGA_PREVIEWS_A_MINUTE:
        raise TooMany(60 - second, _("The preview pauses for a moment."))
