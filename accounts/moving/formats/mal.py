"""MyAnimeList's export in XML, and what other sites make of it (Shikimori, Kitsu)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import WatchStatus
from accounts.moving import rows
from accounts.moving.files import Source, records
from accounts.moving.rows import Read, Row

NAME, LABEL = "mal", "MyAnimeList"
_TAGS = frozenset(("anime", "manga"))
#: Statuses in words and, in old files, in numbers.
STATUSES = {
    "watching": WatchStatus.WATCHING,
    "rewatching": WatchStatus.WATCHED,
    "completed": WatchStatus.WATCHED,
    "on-hold": WatchStatus.ON_HOLD,
    "on_hold": WatchStatus.ON_HOLD,
    "on hold": WatchStatus.ON_HOLD,
    "dropped": WatchStatus.DROPPED,
    "plan to watch": WatchStatus.WANT,
    "planned": WatchStatus.WANT,
    "1": WatchStatus.WATCHING,
    "2": WatchStatus.WATCHED,
    "3": WatchStatus.ON_HOLD,
    "4": WatchStatus.DROPPED,
    "6": WatchStatus.WANT,
}


def read(source: Source) -> Read | None:
    """The list; ``None`` if the file is another one's. Raises ``ValidationError``."""
    if not source.is_xml or "<myanimelist" not in source.text:
        return None
    found, manga = [], 0
    for tag, told in records(source.text, _TAGS):
        if tag == "manga":
            manga += 1
        else:
            found.append(_row(told))
    if manga and not found:
        raise ValidationError(_("This is a list of manga; there is another file for anime."))
    return Read(found, left_out=manga)


def _row(told: dict[str, str]) -> Row:
    status = STATUSES.get(told.get("my_status", "").strip().lower(), "")
    again = rows.times(told.get("my_times_watched"))
    watched = status == WatchStatus.WATCHED
    kind = told.get("series_type", "").strip().lower()
    return Row(
        title=rows.text(told.get("series_title")),
        ids=_ids(told),
        film=None if not kind or kind == "unknown" else kind != "tv",
        status=status,
        score=rows.score(told.get("my_score"), 10),
        times=min(again + 1, 999) if watched else again,
        started=rows.date(told.get("my_start_date")),
        finished=rows.date(told.get("my_finish_date")),
        notes=rows.long_text(told.get("my_comments")),
        changed=rows.moment(told.get("my_last_updated")),
    ).tidied()


def _ids(told: dict[str, str]) -> dict[str, str]:
    number = rows.site_id(told.get("series_animedb_id"))
    return {"mal": number} if number else {}
