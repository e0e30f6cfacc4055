"""Writing what rows of a file say to the watch list, many at once, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import tallies
from accounts.lists import subjects
from accounts.models import ImportRow, ListImport, Outcome, User, Viewing
from accounts.moving import write_diary, write_opinions
from accounts.moving.plan import NOTHING, merged, says_nothing, taken_back
from accounts.moving.rows import Row
from accounts.moving.write_diary import Diary
from accounts.moving.write_opinions import Opinions
from accounts.upsert import upsert
from films.models import Film

_FIELDS = (*NOTHING, "changed_at")
_Place = tuple[int, int | None]


def write(of: ListImport, rows: Sequence[ImportRow]) -> None:
    """Keep what ``rows`` of the watch list say, and note in each what was there before.

    In one transaction with what the rows then say of themselves; who keeps their list waits meanwhile.
    """
    targets = subjects.existing(row.target for row in rows)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).only("pk").get(pk=of.user_id)
        places = [place_of(each) for each in targets.values() if "film_id" in each]
        viewings = _viewings(of.user_id, places)
        diary = Diary(of, (film for film, _segment in places), rows)
        opinions = Opinions(of, rows)
        fresh: dict[_Place, Viewing] = {}
        changed: dict[_Place, Viewing] = {}
        for row in rows:
            about = targets.get(row.target)
            if about is None or "film_id" not in about:
                row.outcome = Outcome.GONE
                continue
            place = place_of(about)
            viewing = viewings.get(place)
            _note(row, of, viewing)
            times = diary.missing(row, place)
            written = opinions.add(row, place)
            if row.outcome == Outcome.SAME:
                if times or written:
                    _note_beside(row, viewing, place)
                    diary.add(row, place, times, 0)
                continue
            if viewing is None:
                viewing = viewings[place] = fresh[place] = Viewing(
                    user_id=of.user_id, created_at=timezone.now(), **about
                )
            elif place not in fresh:
                changed[place] = viewing
            after = row.after or NOTHING
            _set(viewing, after)
            row.after = {**after, "film": place[0], "segment": place[1]}
            diary.add(row, place, times, after["times"] - (row.before or NOTHING)["times"])
        diary.save()
        opinions.save()
        Viewing.objects.bulk_create(fresh.values(), batch_size=250)
        upsert(changed.values(), _FIELDS)
        tallies.count_all([*fresh, *changed])
        upsert(rows, ("outcome", "before", "after"))


def place_of(about: dict[str, int]) -> _Place:
    """The film and the segment that columns name."""
    return about["film_id"], about.get("segment_id")


def said(viewing: Viewing) -> dict[str, Any]:
    """What a line of a watch list says."""
    return {name: getattr(viewing, name) for name in NOTHING}


def _viewings(user: int, places: Iterable[_Place]) -> dict[_Place, Viewing]:
    films = {film for film, _segment in places}
    found = Viewing.objects.filter(user=user, film__in=films)
    return {(each.film_id, each.segment_id): each for each in found}


def _note(row: ImportRow, of: ListImport, viewing: Viewing | None) -> None:
    """What the row makes of a line of the watch list, and what that was."""
    row.before = said(viewing) if viewing else None
    row.after = merged(
        Row.of(row.read),
        row.before,
        rule=of.rule,
        mine_changed=viewing.changed_at if viewing else None,
        status_for_rest=of.status_for_rest,
    )
    if row.after == (row.before or NOTHING):
        row.outcome, row.before, row.after = Outcome.SAME, None, None
    else:
        row.outcome = Outcome.CHANGED if viewing else Outcome.ADDED


def _note_beside(row: ImportRow, viewing: Viewing | None, place: _Place) -> None:
    """That the row says something to the diary, or to others, alone."""
    row.outcome = Outcome.CHANGED if viewing else Outcome.ADDED
    row.before = said(viewing) if viewing else None
    row.after = {**(row.before or NOTHING), "film": place[0], "segment": place[1]}


def _set(viewing: Viewing, values: dict[str, Any]) -> None:
    for name in NOTHING:
        setattr(viewing, name, values[name])
    viewing.changed_at = timezone.now()


def take_back(of: ListImport, rows: Sequence[ImportRow]) -> None:
    """Put back what was there before ``rows``, the last first. What has changed since stays as it is."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).only("pk").get(pk=of.user_id)
        became = _survivors(row.after["film"] for row in rows if row.after)
        write_diary.take_back(of, rows)
        write_opinions.take_back(of, rows)
        places = [_written(row, became) for row in rows]
        viewings = _viewings(of.user_id, places)
        touched: dict[_Place, Viewing] = {}
        for row, place in zip(rows, places, strict=True):
            viewing = viewings.get(place)
            if viewing is not None and row.after is not None:
                _set(viewing, taken_back(said(viewing), row.before, row.after))
                touched[place] = viewing
            row.outcome, row.before, row.after = "", None, None
        gone = [each.pk for each in touched.values() if says_nothing(said(each))]
        upsert((v for v in touched.values() if v.pk not in set(gone)), _FIELDS)
        Viewing.objects.filter(pk__in=gone).delete()
        tallies.count_all(touched)
        upsert(rows, ("outcome", "before", "after"))


def _written(row: ImportRow, became: dict[int, int]) -> _Place:
    film = row.after["film"] if row.after else 0
    return became.get(film, film), row.after["segment"] if row.after else None


def _survivors(films: Iterable[int]) -> dict[int, int]:
    """What films that were merged since then became."""
    rows = Film.objects.filter(pk__in=set(films)).exclude(merged_into=None)
    return {film: into for film, into in rows.values_list("pk", "merged_into") if into}
