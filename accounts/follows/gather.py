"""News of the catalogue: what revisions did to pages that somebody follows.

The database remembers the last revision whose news were gathered; whoever moves that place on gathers
those up to the next, in the same transaction, so that none is told twice or left out. What a revision
brings is told as one of three things: a film has a new place to watch, a page was edited, a page is named
on another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Follow, News, NewsPlace, Viewing, WatchStatus
from accounts.notice_kinds import Told
from films.watching import on_offer
from wiki import changesets, documents, following
from wiki.changesets import Change
from wiki.documents import Labels
from wiki.entry_types import registry
from wiki.models import RevisionEntry, SubmissionKind

#: Revisions that are looked at in one transaction, and keys in one query.
BATCH, _AT_ONCE = 200, 5000
#: The rows of a film that say where it can be watched.
OFFER = "availability"
#: What changes no page that anybody sees: one that is hidden or merged away says nothing of itself.
_QUIET = {"hidden", "merged_into"}


def gather() -> int:
    """Gather the news of revisions and days since the last time; how many there are."""
    latest, today = following.latest().revision, timezone.localdate()
    place = NewsPlace.objects.order_by("pk").first()
    if place is None:  # nobody followed anything before
        NewsPlace.objects.get_or_create(pk=1, defaults={"revision": latest, "day": today})
        return 0
    found = 0
    while place.revision < latest:
        until = min(place.revision + BATCH, latest)
        with transaction.atomic():
            mine = NewsPlace.objects.filter(pk=place.pk, revision=place.revision)
            if not mine.update(revision=until):
                return found  # another process is at it
            found += _of_revisions(place.revision, until)
        place.revision = until
    return found + _of_days(place, today)


def _of_revisions(since: int, until: int) -> int:
    """Keep the news of some revisions; how many there are."""
    entries = _entries(since, until)
    for entry in entries:
        _follow_merge(entry)
    named = {entry.pk: _named(entry) for entry in entries}
    followed = _followed({entry.entry_key for entry in entries}.union(*named.values()))
    wanted = _wanted([entry.entry_id for entry in entries if entry.entry_type == "film"])
    naming = {entry.entry_key for entry in entries if named[entry.pk] & followed}
    labels = documents.labels(followed | wanted | naming)
    made = [news for entry in entries for news in _of_entry(entry, followed, wanted, labels)]
    for entry in entries:
        made += _of_named(entry, named[entry.pk] & followed, labels)
    News.objects.bulk_create(made)
    return len(made)


def _entries(since: int, until: int) -> list[RevisionEntry]:
    """What some revisions did to pages; of an import, which has very many, to followed ones alone."""
    window = RevisionEntry.objects.filter(revision__gt=since, revision__lte=until)
    imported = window.filter(revision__kind=SubmissionKind.IMPORT).order_by()
    keys = {f"{kind}:{pk}" for kind, pk in imported.values_list("entry_type", "entry_id")}
    heard = _followed(keys) | _wanted(changesets.ids_by_type(keys).get("film", ()))
    asked = ~Q(revision__kind=SubmissionKind.IMPORT)
    for kind, ids in changesets.ids_by_type(heard).items():
        asked |= Q(entry_type=kind, entry_id__in=ids)
    return list(window.filter(asked).select_related("revision").order_by("revision_id", "pk"))


def _of_entry(
    entry: RevisionEntry, followed: set[str], wanted: set[str], labels: Labels
) -> Iterator[News]:
    """What a revision did to one page."""
    key, label, by = entry.entry_key, labels[entry.entry_key], entry.revision.author_id
    if key not in followed | wanted or label.hidden:
        return
    offers = [each for each in entry.changes if each["key"].startswith(f"{OFFER}:")]
    new = [each for each in offers if each["op"] == "+" and _has_begun(each)]
    if new:
        countries = sorted({code for each in new for code in _value(each, "countries") or ()})
        about: dict[str, Any] = {"url": f"{label.url}#watch", "countries": countries}
        yield _news(Told.AVAILABLE, key, actor_id=by, title=label.title, **about)
    if key in followed and any(not _is_quiet(each) for each in entry.changes if each not in offers):
        about = {"url": f"{label.url}history/", "text": entry.revision.summary}
        yield _news(Told.PAGE_CHANGED, key, actor_id=by, title=label.title, **about)


def _of_named(entry: RevisionEntry, keys: Iterable[str], labels: Labels) -> Iterator[News]:
    """The pages that a revision began to name on one page."""
    here = labels[entry.entry_key]
    for key in sorted(keys):
        if not here.hidden and not labels[key].hidden:
            about = {"title": labels[key].title, "url": here.url, "text": here.title}
            yield _news(Told.NAMED, key, actor_id=entry.revision.author_id, **about)


def _news(kind: str, key: str, *, title: str, **facts: Any) -> News:
    about_type, _colon, about_id = key.partition(":")
    now = timezone.now()
    return News(
        kind=kind,
        about_type=about_type,
        about_id=int(about_id),
        title=title[:300],
        created_at=now,
        due_at=now,
        **facts,
    )


def _value(change: Change, name: str) -> Any:
    """What a change makes of a field."""
    return change["fields"].get(name, [None, None])[1]


def _has_begun(offer: Change) -> bool:
    """Whether it holds today already; those to come are news on their day."""
    return (_value(offer, "since") or "") <= timezone.localdate().isoformat()


def _is_quiet(change: Change) -> bool:
    return change["op"] == "~" and set(change["fields"]) <= _QUIET


def _named(entry: RevisionEntry) -> set[str]:
    """The keys of other pages that a revision began to name on one page; an import's are too many."""
    if entry.revision.kind == SubmissionKind.IMPORT:
        return set()
    found: set[str] = set()
    for change in entry.changes:
        if change["op"] != "-":
            shape = registry.shapes.get(change["key"].partition(":")[0])
            if shape is not None:
                before, after = (
                    documents.referred(shape, {n: pair[at] for n, pair in change["fields"].items()})
                    for at in (0, 1)
                )
                found |= after - before
    return found - {entry.entry_key}


def _followed(keys: Iterable[str]) -> set[str]:
    """Those of ``keys`` that somebody follows."""
    found = set()
    for kind, ids in changesets.ids_by_type(keys).items():
        for some in _pieces(ids):
            rows = Follow.objects.filter(about_type=kind, about_id__in=some).order_by()
            found |= {f"{kind}:{pk}" for pk in rows.values_list("about_id", flat=True).distinct()}
    return found


def _wanted(films: Iterable[int]) -> set[str]:
    """The keys of those films that somebody wants to watch."""
    found = set()
    for some in _pieces(films):
        rows = Viewing.objects.filter(film__in=some, status=WatchStatus.WANT).order_by()
        found |= {f"film:{pk}" for pk in rows.values_list("film_id", flat=True).distinct()}
    return found


def _pieces(ids: Iterable[int]) -> Iterator[list[int]]:
    every = list(dict.fromkeys(ids))
    for start in range(0, len(every), _AT_ONCE):
        yield every[start : start + _AT_ONCE]


def _follow_merge(entry: RevisionEntry) -> None:
    """Who follows a page that was merged away follows the one that it became."""
    for change in entry.changes:
        target = _value(change, "merged_into") if change["key"] == entry.entry_key else None
        if not target:
            continue
        rows = Follow.objects.filter(about_type=entry.entry_type, about_id=entry.entry_id)
        survivor = int(str(target).partition(":")[2])
        there = Follow.objects.filter(about_type=entry.entry_type, about_id=survivor)
        rows.exclude(user__in=there.values("user")).update(about_id=survivor)
        rows.delete()


def _of_days(place: NewsPlace, today: date) -> int:
    """Keep the news of places to watch that have begun since the last day; how many there are."""
    if place.day >= today:
        return 0
    with transaction.atomic():
        if not NewsPlace.objects.filter(pk=place.pk, day=place.day).update(day=today):
            return 0
        begun = on_offer(today).filter(since__gt=place.day).select_related("film").order_by("pk")
        made = [
            _news(
                Told.AVAILABLE,
                f"film:{offer.film_id}",
                title=offer.film.title,
                url=f"{offer.film.get_absolute_url()}#watch",
                countries=sorted(offer.countries or ()),
            )
            for offer in begun
        ]
        News.objects.bulk_create(made)
    return len(made)
