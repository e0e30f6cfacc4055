"""Shikimori's export in JSON. Its numbers are MyAnimeList's; its XML is MyAnimeList's, too."""

from __future__ import annotations

from typing import Any

from accounts.models import WatchStatus
from accounts.moving import rows
from accounts.moving.files import Source, check_count
from accounts.moving.formats.mal import STATUSES
from accounts.moving.rows import Read, Row

NAME, LABEL = "shikimori", "Shikimori"


def read(source: Source) -> Read | None:
    """The list; ``None`` if the file is another one's."""
    told = source.json
    if not isinstance(told, list) or not any(_is_ours(each) for each in told):
        return None
    check_count(len(told))
    anime = [each for each in told if _is_ours(each) and each.get("target_type") == "Anime"]
    return Read([_row(each) for each in anime], left_out=len(told) - len(anime))


def _is_ours(told: Any) -> bool:
    return isinstance(told, dict) and "target_type" in told


def _row(told: dict[str, Any]) -> Row:
    status = STATUSES.get(str(told.get("status")).lower(), "")
    again = rows.times(told.get("rewatches"))
    number = rows.site_id(told.get("target_id"))
    return Row(
        title=rows.text(told.get("target_title")),
        titles=rows.titles([told.get("target_title_ru")]),
        ids={"mal": number} if number else {},
        status=status,
        score=rows.score(told.get("score"), 10),
        times=min(again + 1, 999) if status == WatchStatus.WATCHED else again,
        notes=rows.long_text(told.get("text")),
    )
