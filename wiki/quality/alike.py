"""Finding pages that stand twice: entries of one type that share a name, as far as their judge agrees.

``Likeness`` holds the pairs, derived from the catalogue. A job of ``tick`` keeps it up: after a revision
the touched entries, and those that share a name with them, are judged anew; where very much has been
revised (an import), all names are gone through, in slices, and a scan that is cut off goes on at the next
tick. Pages ask the table alone. Pairs that somebody has said to differ (``Distinction``) stay in it and are
not shown.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations, groupby

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from wiki.changesets import ids_by_type
from wiki.documents import references_in_changes
from wiki.entry_types import EntryType, registry
from wiki.models import Distinction, Likeness, LikenessPlace, Revision, RevisionEntry, SearchName
from wiki.quality.declarations import Ids, quality_of

#: A name that more entries have tells nothing.
MOST_NAMESAKES = 12
#: Pairs that are judged at once; names that a slice of a scan reads.
_AT_ONCE, _SLICE = 500, 5_000
#: With more entries to look at than this, all names are gone through instead.
_FOLLOWED = 2_000
#: How long one run goes on with a scan, in seconds.
_PATIENCE = 20.0


def suspected(entry_type: EntryType) -> QuerySet[Likeness]:
    """The pairs of a type that look alike and that nobody has said to differ."""
    said = Distinction.objects.filter(
        entry_type=OuterRef("entry_type"),
        first=OuterRef("first"),
        second=OuterRef("second"),
        taken_back_at=None,
    )
    return Likeness.objects.filter(~Q(Exists(said)), entry_type=entry_type.name)


def follow(*, patience: float = _PATIENCE) -> str:
    """Bring the pairs up to the latest revision; return what was done, in words. A job of ``tick``."""
    latest = Revision.objects.order_by("-pk").values_list("pk", "created_at").first()
    if latest is None:
        return ""
    place = LikenessPlace.objects.first() or LikenessPlace()
    if place.scanning:  # what comes meanwhile is followed afterwards
        return _scan(place, time.monotonic() + patience)
    if (place.revision, place.at) == (latest[0], latest[1].isoformat()):
        return ""
    touched = _touched(place, latest[0]) if _was_there(place) else None
    if touched is None:
        _begin(place)
        return _scan(place, time.monotonic() + patience)
    judged = _judge_around(touched, place.scan)
    place.revision, place.at = latest[0], latest[1].isoformat()
    place.save()
    return f"{judged} pairs of pages that look alike" if judged else ""


def scan_all() -> int:
    """Go through all names now, whatever has been done; return how many pairs look alike."""
    place = LikenessPlace.objects.first() or LikenessPlace()
    _begin(place)
    _scan(place, None)
    return Likeness.objects.count()


def _begin(place: LikenessPlace) -> None:
    """Begin a scan of all names as of the latest revision."""
    latest = Revision.objects.order_by("-pk").values_list("pk", "created_at").first()
    if latest is not None:
        place.revision, place.at = latest[0], latest[1].isoformat()
    place.scanning, place.after, place.scan = True, "", place.scan + 1
    place.save()


def _was_there(place: LikenessPlace) -> bool:
    """Whether the database still has the revision that was followed last."""
    row = Revision.objects.filter(pk=place.revision).values_list("created_at", flat=True).first()
    return row is not None and row.isoformat() == place.at


def _touched(place: LikenessPlace, latest: int) -> dict[str, list[int]] | None:
    """The entries that revisions since have changed, or that those pointed at; ``None`` for too many."""
    rows = RevisionEntry.objects.filter(revision__gt=place.revision, revision__lte=latest)
    if rows.order_by()[: _FOLLOWED + 1].count() > _FOLLOWED:
        return None
    keys: set[str] = set()
    for name, pk, changes in rows.order_by().values_list("entry_type", "entry_id", "changes"):
        keys |= {f"{name}:{pk}", *references_in_changes(changes)}
        if len(keys) > _FOLLOWED:
            return None
    return ids_by_type(key for key in keys if key.partition(":")[0] in registry)


def _judge_around(touched: dict[str, list[int]], scan: int) -> int:
    """Judge entries anew with all that share a name with them; return how many pairs look alike."""
    found = 0
    for name, ids in touched.items():
        entry_type = registry[name]
        if quality_of(entry_type).judge is None:
            continue
        for at in range(0, len(ids), _AT_ONCE):
            here = ids[at : at + _AT_ONCE]
            pairs = _pairs_of(entry_type, here)
            with transaction.atomic():
                either = Q(first__in=here) | Q(second__in=here)
                Likeness.objects.filter(either, entry_type=name).delete()
                found += _judge(entry_type, pairs, scan)
    return found


def _pairs_of(entry_type: EntryType, ids: Collection[int]) -> set[Ids]:
    """The pairs of some entries with those that share a name with them."""
    names = SearchName.objects.filter(entry_type=entry_type.name)
    folded = names.filter(entry_id__in=ids).order_by().values("folded")
    rows = names.filter(folded__in=folded).order_by("folded", "entry_id")
    wanted = set(ids)
    pairs = _pairs(rows.values_list("folded", "entry_id"))
    return {pair for pair in pairs if pair[0] in wanted or pair[1] in wanted}


def _pairs(rows: Iterable[tuple[str, int]]) -> Iterator[Ids]:
    """Pairs of the entries that have a name in common, of rows that stand together by name."""
    for folded, group in groupby(rows, key=lambda row: row[0]):
        ids = sorted({pk for _name, pk in group})
        if folded and 1 < len(ids) <= MOST_NAMESAKES:
            yield from combinations(ids, 2)


def _judge(entry_type: EntryType, pairs: Collection[Ids], scan: int) -> int:
    """Keep those of ``pairs`` that look alike."""
    judge = quality_of(entry_type).judge
    if judge is None:
        return 0
    wanted = sorted(pairs)
    found = 0
    for at in range(0, len(wanted), _AT_ONCE):
        alike = judge(wanted[at : at + _AT_ONCE])
        rows = [
            Likeness(
                entry_type=entry_type.name,
                first=pair[0],
                second=pair[1],
                score=evidence.score,
                evidence=[list(reason) for reason in evidence.reasons],
                scan=scan,
            )
            for pair, evidence in alike.items()
        ]
        Likeness.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["entry_type", "first", "second"],
            update_fields=["score", "evidence", "scan"],
        )
        found += len(rows)
    return found


def _scan(place: LikenessPlace, deadline: float | None) -> str:
    """Go through the names from where the scan stands, until it is done or the time is up."""
    found = 0
    while place.scanning:
        rows = SearchName.objects.filter(folded__gt=place.after).order_by("folded")
        names = list(rows.values_list("folded", flat=True)[:_SLICE])
        if not names:
            Likeness.objects.filter(scan__lt=place.scan).delete()
            place.scanning = False
        else:
            found += _judge_names(place.after, names[-1], place.scan)
            place.after = names[-1]
        place.save()
        if deadline is not None and time.monotonic() > deadline:
            break
    return f"{found} pairs of pages that look alike" if found else ""


def _judge_names(after: str, last: str, scan: int) -> int:
    """Judge the entries that share a name between two names, the first of which is left out."""
    rows = SearchName.objects.filter(folded__gt=after, folded__lte=last).order_by("folded")
    by_type: dict[str, list[tuple[str, int]]] = {}
    for folded, name, pk in rows.values_list("folded", "entry_type", "entry_id"):
        by_type.setdefault(name, []).append((folded, pk))
    found = 0
    for name, together in by_type.items():
        if name in registry:
            found += _judge(registry[name], set(_pairs(together)), scan)
    return found
