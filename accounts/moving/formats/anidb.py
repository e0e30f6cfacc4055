"""AniDB's MyList as a table. What it tells of films is that one has them, and a vote where there is one."""

from __future__ import annotations

from accounts.models import WatchStatus
from accounts.moving import rows
from accounts.moving.files import Source, table
from accounts.moving.rows import Read, Row

NAME, LABEL = "anidb", "AniDB"
_HEADS = frozenset(("aid", "anime id"))
_SEEN = ("1", "yes", "true")


def read(source: Source) -> Read | None:
    """The list; ``None`` if the file is another one's."""
    head = source.text.partition("\n")[0]
    delimiter = max("|,;\t", key=head.count)
    names = {name.strip().strip('"').lower() for name in head.split(delimiter)}
    if not names & _HEADS:
        return None
    found = [
        _row({name.strip().lower(): value for name, value in each.items()})
        for each in table(source.text, delimiter)
    ]
    return Read([row for row in found if row.title or row.ids])


def _row(told: dict[str, str]) -> Row:
    number = rows.site_id(told.get("aid") or told.get("anime id"))
    names = rows.titles(told.get(name) for name in ("romaji", "kanji", "english", "title"))
    kind = told.get("typename") or told.get("type") or ""
    seen = told.get("watched", told.get("viewed", "")).strip().lower() in _SEEN
    return Row(
        title=names[0] if names else "",
        titles=names[1:],
        year=rows.year(told.get("year", "")),
        ids={"anidb": number} if number else {},
        film=None if not kind else not kind.strip().lower().startswith("tv series"),
        status=WatchStatus.WATCHED if seen else "",
        score=rows.score(told.get("myvote") or told.get("my vote"), 10),
        times=1 if seen else 0,
        finished=rows.date(told.get("viewdate", "")),
    )
