"""The watch list as MyAnimeList takes it: films that it knows, by its own numbers."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from accounts.models import User, WatchStatus
from accounts.moving.exports.lines import Line, lines_of
from wiki.xml_text import without_forbidden

FILE = "genga-myanimelist.xml"
_STATUSES = {
    WatchStatus.WATCHING: "Watching",
    WatchStatus.WATCHED: "Completed",
    WatchStatus.ON_HOLD: "On-Hold",
    WatchStatus.DROPPED: "Dropped",
    WatchStatus.WANT: "Plan to Watch",
}


def export(user: User) -> Iterator[str]:
    """The file, in pieces. Private lines stay here; segments are no anime of their own there."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<myanimelist>\n'
    yield "  <myinfo><user_export_type>1</user_export_type></myinfo>\n"
    for line in lines_of(user):
        if _is_there(line):
            yield _anime(line)
    yield "</myanimelist>\n"


def _is_there(line: Line) -> bool:
    known = line.links.get("mal", "").isdigit() and not line.segment
    return known and not line.viewing["private"] and bool(_status(line))


def _status(line: Line) -> str:
    """What it is called there; what was only rated was seen."""
    status = line.viewing["status"] or (WatchStatus.WATCHED if line.viewing["score"] else "")
    return _STATUSES[WatchStatus(status)] if status else ""


def _anime(line: Line) -> str:
    said = line.viewing
    seen = _status(line) == "Completed"
    told = {
        "series_animedb_id": line.links["mal"],
        "series_title": line.film["title"],
        "series_type": "Movie",
        "series_episodes": "1",
        "my_watched_episodes": "1" if seen else "0",
        "my_start_date": _date(said["started"]),
        "my_finish_date": _date(said["finished"]),
        "my_score": str(max(1, (said["score"] + 5) // 10)) if said["score"] else "0",
        "my_status": _status(line),
        "my_comments": said["notes"],
        "my_times_watched": str(max(said["times"] - 1, 0) if seen else said["times"]),
        "update_on_import": "1",
    }
    fields = "".join(
        f"    <{name}>{escape(without_forbidden(value))}</{name}>\n" for name, value in told.items()
    )
    return f"  <anime>\n{fields}  </anime>\n"


def _date(text: str) -> str:
    """A date as that site writes it: what is not known is zeros."""
    return f"{text}{'0000-00-00'[len(text) :]}"
