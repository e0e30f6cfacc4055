"""The mark on the card of a film: put on the watch list by one press, or where the reader stands."""

from __future__ import annotations

from typing import Any

from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import WatchStatus
from accounts.own_viewings import statuses
from films.cards import FilmCard

_DRAWN = {
    "": "M10 4v12M4 10h12",
    WatchStatus.WANT: "M5.5 3.5h9v13l-4.5-3.5-4.5 3.5z",
    WatchStatus.WATCHED: "M4 10.5l4 4 8-9",
    WatchStatus.WATCHING: "M7 4.5v11l9-5.5z",
    WatchStatus.ON_HOLD: "M7 4.5v11M13 4.5v11",
    WatchStatus.DROPPED: "M5 5l10 10M15 5L5 15",
}


def card_mark(request: Any, film: FilmCard, *, back: str = "") -> SafeString:
    """What stands on the card of ``film`` for the reader; nothing for who is not logged in.

    Without a script the form returns to ``back``, or to the page that is shown. One query a request,
    for all cards.
    """
    if not request.user.is_authenticated:
        return SafeString("")
    status = statuses(request).get(film.pk, "")
    if status not in ("", WatchStatus.WANT):
        words = f"{capfirst(WatchStatus(status).label)}: {film.title}"
        return format_html(
            '<a class="card-mark card-mark--on" href="{}mine/" title="{}">{}</a>',
            film.url,
            words,
            _drawing(status, words),
        )
    wanted = status == WatchStatus.WANT
    words = _("Want to watch: %(title)s") % {"title": film.title}
    return format_html(
        '<form class="card-mark{}" method="post" action="{}mark/">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="next" value="{}">'
        '<button name="status" value="{}" aria-pressed="{}" title="{}">{}</button></form>',
        " card-mark--on" if wanted else "",
        film.url,
        _token(request),
        back or request.get_full_path(),
        "" if wanted else WatchStatus.WANT.value,
        "true" if wanted else "false",
        _("Want to watch"),
        _drawing(status, words),
    )


def _drawing(status: str, words: str) -> SafeString:
    return format_html(
        '<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><path d="{}"/></svg>'
        '<span class="visually-hidden">{}</span>',
        _DRAWN[status],
        words,
    )


def _token(request: Any) -> str:
    if not hasattr(request, "card_token"):
        request.card_token = get_token(request)
    token: str = request.card_token
    return token
