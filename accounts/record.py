"""An editor's record: what they brought, what of it stands, how it was received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from accounts.badges import Badge, Deeds, badges
from accounts.calendar import Calendar, calendar_of, first_day
from accounts.models import User
from accounts.points import points
from films.anthologies import complete_among
from wiki.areas import Area
from wiki.models import Contribution, Revision, RevisionEntry, Submission, SubmissionStatus
from wiki.moments import morning_of


@dataclass(frozen=True)
class AreaLine:
    """What somebody brought to one area, and what of it stands."""

    label: str
    made: int
    standing: int

    @property
    def share(self) -> int:
        """How many of a hundred facts stand."""
        return round(100 * self.standing / self.made) if self.made else 0


@dataclass(frozen=True)
class Record:
    """What the profile shows. ``approved_share`` is in hundredths; ``None`` before any decision."""

    deeds: Deeds
    areas: list[AreaLine]
    calendar: Calendar
    badges: list[Badge]
    points: int
    waiting: int
    approved: int
    decided: int
    first_edit: datetime | None

    @property
    def approved_share(self) -> int | None:
        """How many of a hundred of their decided submissions were approved."""
        return round(100 * self.approved / self.decided) if self.decided else None


def record_of(person: User) -> Record:
    """Gather the record of ``person``. A fixed number of queries, whatever they have done."""
    today = timezone.localdate()
    totals = _totals(person)
    standing = {area: stands for area, (_made, stands) in totals.items() if stands}
    sent = Submission.objects.filter(author=person).aggregate(
        sent=Count("pk"),
        sourced=Count("pk", filter=Q(sourced=True)),
        waiting=Count("pk", filter=Q(status=SubmissionStatus.PENDING)),
        approved=Count("pk", filter=Q(status=SubmissionStatus.APPROVED, automatic=False)),
        rejected=Count("pk", filter=Q(status=SubmissionStatus.REJECTED)),
    )
    edits = Revision.objects.filter(author=person)
    first = edits.order_by("pk").values_list("created_at", flat=True).first()
    made = RevisionEntry.objects.filter(revision__author=person)
    deeds = Deeds(
        edits=edits.count(),
        pages_made=made.filter(created=True).count(),
        pages=made.values("entry_type", "entry_id").distinct().count(),
        made=sum(made_facts for made_facts, _stands in totals.values()),
        standing=standing,
        sourced=sent["sourced"],
        sent=sent["sent"],
        decisions=Submission.objects.filter(decided_by=person).exclude(author=person).count(),
        anthologies=complete_among(_films_with_segments_by(person)),
    )
    return Record(
        deeds=deeds,
        areas=[
            AreaLine(str(Area(area).label), *totals[area]) for area in Area.values if area in totals
        ],
        calendar=calendar_of(_by_day(person, today), today=today),
        badges=badges(deeds),
        points=points(_standing_by_day(person)),
        waiting=sent["waiting"],
        approved=sent["approved"],
        decided=sent["approved"] + sent["rejected"],
        first_edit=first,
    )


def _totals(person: User) -> dict[str, tuple[int, int]]:
    """Facts made and standing, by area."""
    rows = Contribution.objects.filter(author=person).values_list("area")
    summed = rows.annotate(made=Sum("made"), standing=Sum("standing")).order_by()
    return {area: (made, standing) for area, made, standing in summed}


def _by_day(person: User, today: date) -> dict[date, int]:
    """Edits by day, in the year that the calendar shows."""
    start = morning_of(first_day(today))
    rows = Revision.objects.filter(author=person, created_at__gte=start)
    days = rows.annotate(day=TruncDate("created_at")).values_list("day")
    return dict(days.annotate(edits=Count("pk")).order_by())


def _standing_by_day(person: User) -> list[tuple[date, str, str, int]]:
    rows = Contribution.objects.filter(author=person, standing__gt=0)
    days = rows.annotate(day=TruncDate("created_at")).values_list(
        "day", "entry_type", "entry_id", "area"
    )
    return [
        (day, f"{name}:{pk}", area, facts)
        for day, name, pk, area, facts in days.annotate(facts=Sum("standing")).order_by()
    ]


def _films_with_segments_by(person: User) -> list[int]:
    rows = Contribution.objects.filter(
        author=person, entry_type="film", section="segments", standing__gt=0
    )
    return list(rows.values_list("entry_id", flat=True).distinct())


@dataclass(frozen=True)
class Ranked:
    """A place among the editors of a time: facts that stand of those brought then."""

    username: str
    role: str
    standing: int
    made: int
    edits: int

    @property
    def share(self) -> int:
        """How many of a hundred facts stand."""
        return round(100 * self.standing / self.made) if self.made else 0


#: So many editors are ranked.
_RANKED = 50
#: How many days each time on offer reaches back; ``None`` for all of it.
TIMES: dict[str, int | None] = {"week": 7, "month": 30, "all": None}


def ranking(time_name: str, area: str = "") -> list[Ranked]:
    """The editors of a time (a key of ``TIMES``), by what still stands of what they brought then."""
    rows = Contribution.objects.all()
    days = TIMES[time_name]
    if days is not None:
        since = timezone.localdate() - timedelta(days=days)
        rows = rows.filter(created_at__gte=morning_of(since))
    if area:
        rows = rows.filter(area=area)
    summed = rows.values("author__username", "author__role").annotate(
        stands=Sum("standing"), brought=Sum("made"), on=Count("row_id", distinct=True)
    )
    top = summed.filter(stands__gt=0).order_by("-stands", "author__username")[:_RANKED]
    roles = dict(User.Role.choices)
    return [
        Ranked(
            row["author__username"],
            str(roles.get(row["author__role"], "")),
            row["stands"],
            row["brought"],
            row["on"],
        )
        for row in top
    ]
