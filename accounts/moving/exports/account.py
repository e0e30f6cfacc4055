"""Everything of a user's own in one archive: ``account.json``, which this site reads again, and tables.

Submissions, one a line, are apart from it: they may be long, and are not read again.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.conf import settings
from django.utils import timezone

from accounts.models import FilmList, ListItem, User
from accounts.moving.exports import diary, opinions, profile
from accounts.moving.exports.lines import (
    CHUNK,
    Line,
    films_of,
    lines_of,
    links_of,
    people_of,
    told_of,
)
from accounts.moving.formats.own import FILE, MARK, VERSION
from wiki.csv_cells import cells
from wiki.models import Submission
from wiki.open_web import absolute

#: Archives up to this stay in memory.
_IN_MEMORY = 4 << 20
_SETTINGS = (
    "username",
    "email",
    "language",
    "title_language",
    "watch_country",
    "scale",
    "about",
    "time_zone",
    "theme",
    "shows_adult",
    "privacy",
    "spoilers",
    "mail_notices",
    "notice_choices",
)
_SUBMISSION = (
    "pk",
    "kind",
    "status",
    "entry_type",
    "entry_id",
    "title",
    "summary",
    "sources",
    "created_at",
    "decided_at",
    "decision_note",
)
_SAID = ("status", "score", "times", "started", "finished", "notes", "private")
_WATCH_HEADS = (
    "id",
    "title",
    "native",
    "year",
    "segment",
    *_SAID,
    "changed",
    "mal",
    "anilist",
    "url",
)
_LIST_HEADS = ("place", "kind", "id", "title", "native", "year", "segment", "note")


def export(user: User) -> IO[bytes]:
    """The archive, ready to be read from its start. The caller closes it."""
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
    watched = [(_about(line), line) for line in lines_of(user)]
    lists = [_list(each) for each in FilmList.objects.filter(owner=user).order_by("pk")]
    submissions = list(_submissions(user))
    times = list(diary.times_of(user))
    reviews, pairs = list(opinions.reviews_of(user)), list(opinions.recommendations_of(user))
    told = {
        MARK: VERSION,
        "site": settings.GENGA_SITE_URL,
        "made": timezone.now().isoformat(timespec="seconds"),
        "settings": {
            **{name: getattr(user, name) for name in _SETTINGS},
            "joined": user.date_joined.isoformat(timespec="seconds"),
        },
        "favourites": profile.favourites_of(user),
        "follows": profile.follows_of(user),
        "blocks": profile.blocked_by(user),
        "watch_list": [about for about, _line in watched],
        "diary": times,
        "reviews": reviews,
        "recommendations": pairs,
        "lists": lists,
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(FILE, json.dumps(told, ensure_ascii=False, indent=1))
        archive.writestr(
            "watch-list.csv", _table(_WATCH_HEADS, (_cells(*each) for each in watched))
        )
        if picture := profile.picture_of(user):
            archive.writestr("picture.webp", picture)
        archive.writestr("diary.csv", _table(diary.HEADS, map(diary.cells_of, times)))
        told_reviews = _table(opinions.REVIEW_HEADS, map(opinions.review_cells, reviews))
        archive.writestr("reviews.csv", told_reviews)
        told_pairs = _table(opinions.PAIR_HEADS, map(opinions.pair_cells, pairs))
        archive.writestr("recommendations.csv", told_pairs)
        for place, each in enumerate(lists, start=1):
            rows = (_cells_of_row(at, row) for at, row in enumerate(each["rows"], start=1))
            name = f"lists/{place}-{each['slug'] or 'list'}.csv"
            archive.writestr(name, _table(_LIST_HEADS, rows))
        lines = (json.dumps(row, ensure_ascii=False) for row in submissions)
        archive.writestr("submissions.jsonl", "".join(f"{line}\n" for line in lines))
        heads = [name for name in submissions[0] if name != "changes"] if submissions else []
        archive.writestr(
            "submissions.csv", _table(heads, ([row[h] for h in heads] for row in submissions))
        )
    file.seek(0)
    return file


def _about(line: Line) -> dict[str, Any]:
    said = {name: line.viewing[name] for name in _SAID}
    changed = line.viewing["changed_at"].isoformat(timespec="seconds")
    film = told_of(line.film, line.links)
    return {"film": film, "segment": line.segment, **said, "changed": changed}


def _list(of: FilmList) -> dict[str, Any]:
    return {
        "title": of.title,
        "slug": of.slug,
        "description": of.description,
        "ranked": of.ranked,
        "visibility": of.visibility,
        "openness": of.openness,
        "tags": [tag.name for tag in of.tags.all()],
        "created": of.created_at.isoformat(timespec="seconds"),
        "rows": list(_rows(of)),
    }


def _rows(of: FilmList) -> Iterator[dict[str, Any]]:
    """The rows of a list whose pages are there, some at a time."""
    columns = ("film_id", "person_id", "segment_id", "segment__number", "note")
    there = ListItem.objects.filter(list=of).exclude(film__hidden=True).exclude(person__hidden=True)
    items = there.order_by("position", "pk").values(*columns)
    for start in range(0, of.row_count + CHUNK, CHUNK):
        some = list(items[start : start + CHUNK])
        films = films_of(row["film_id"] for row in some if row["film_id"])
        people = people_of(row["person_id"] for row in some if row["person_id"])
        links = {"film": links_of("film", films), "person": links_of("person", people)}
        for row in some:
            kind = "person" if row["person_id"] else "film"
            pk = row[f"{kind}_id"]
            about = told_of((people if row["person_id"] else films)[pk], links[kind].get(pk, {}))
            yield {kind: about, "segment": row["segment__number"], "note": row["note"]}


def _submissions(user: User) -> Iterator[dict[str, Any]]:
    rows = Submission.objects.filter(author=user).order_by("pk").values(*_SUBMISSION, "changes")
    for row in rows.iterator(chunk_size=CHUNK):
        moments = {
            n: row[n] and row[n].isoformat(timespec="seconds") for n in ("created_at", "decided_at")
        }
        yield {**row, **moments, "url": absolute(f"/submissions/{row['pk']}/")}


def _cells(about: dict[str, Any], line: Line) -> list[Any]:
    film = about["film"]
    facts = [film["id"], film["title"], film["native"], film["year"], about["segment"]]
    said = [about[name] for name in (*_SAID, "changed")]
    slug = f"-{line.film['slug']}" if line.film["slug"] else ""
    elsewhere = [film["links"].get("mal"), film["links"].get("anilist")]
    return [*facts, *said, *elsewhere, absolute(f"/films/{film['id']}{slug}/")]


def _cells_of_row(place: int, row: dict[str, Any]) -> list[Any]:
    kind = "person" if "person" in row else "film"
    about = row[kind]
    facts = [about["id"], about["title"], about["native"], about["year"]]
    return [place, "segment" if row["segment"] else kind, *facts, row["segment"], row["note"]]


def _table(heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(heads)
    writer.writerows(cells(row) for row in rows)
    return file.getvalue()
