"""Lives of people and companies that contradict themselves, or the films that name them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, F, IntegerField, Max, Min, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from films.hints.film_edits import is_before, year
from films.hints.people import STAFF_AGE, TIMELESS, VOICE_AGE, YEARS_AFTER
from films.models import CompanyCredit, Credit, SongCredit, VoiceRole
from wiki.changesets import Fields
from wiki.hints import Hint, Proposal

#: Nobody is known to have grown older.
LONGEST_LIFE = 120


def of_people(proposal: Proposal) -> Iterator[Hint]:
    """Dates of people that contradict one another or the films that credit them."""
    for key in proposal.pages("person"):
        person = proposal.after[key][key]
        yield from _order(key, person, "born", "died", _("This is before the birth."))
        first, last = year(person["born"]), year(person["died"])
        if first is not None and last is not None and last - first > LONGEST_LIFE:
            text = _("That would be a life of %(count)s years.") % {"count": last - first}
            yield Hint(key, "died", text, also=((key, "born"),))
    asked = _asked(proposal, "person", ("born", "died"))
    if not asked:
        return
    crew = _years(Credit, "person", "film", asked, age=STAFF_AGE, timeless=TIMELESS)
    songs = _years(SongCredit, "person", "song__film", asked, age=VOICE_AGE, timeless=TIMELESS)
    voices = _years(VoiceRole, "person", "appearance__film", asked, age=VOICE_AGE)
    for pk, first, last, age in crew.union(songs, voices, all=True):
        key = asked[pk]
        yield from _against_films(key, proposal.after[key][key], first, last, age)


def of_companies(proposal: Proposal) -> Iterator[Hint]:
    """Dates of companies that contradict one another or the films that credit them."""
    for key in proposal.pages("company"):
        company = proposal.after[key][key]
        yield from _order(key, company, "founded", "closed", _("This is before the founding."))
    asked = _asked(proposal, "company", ("founded",))
    if not asked:
        return
    for pk, first, _last, _age in _years(CompanyCredit, "company", "film", asked, age=0):
        key = asked[pk]
        founded = year(proposal.after[key][key]["founded"])
        if founded is not None and founded > first:
            text = _("There is a credit in a film of %(year)s, before this.") % {"year": first}
            yield Hint(key, "founded", text)


def _order(key: str, row: Fields, start: str, end: str, text: str) -> Iterator[Hint]:
    """An end before its beginning, and days that are still to come."""
    if is_before(row[end], row[start]):
        yield Hint(key, end, text, also=((key, start),))
    for name in (start, end):
        if is_before(timezone.localdate().isoformat(), row[name]):
            yield Hint(key, name, _("This day is still to come."))


def _asked(proposal: Proposal, name: str, fields: tuple[str, ...]) -> dict[int, str]:
    """The pages of one type that exist and get other dates, by id; groups of people have none."""
    found: dict[int, str] = {}
    for key in proposal.pages(name):
        pk = key.partition(":")[2]
        changed = proposal.changes_any((key, field) for field in fields)
        if pk.isdigit() and changed and not proposal.after[key][key].get("group"):
            found[int(pk)] = key
    return found


def _years(
    model: Any,
    who: str,
    film: str,
    asked: dict[int, str],
    *,
    age: int,
    timeless: frozenset[str] = frozenset(),
) -> Any:
    """Rows of id, first year, last year of work that is not ``timeless``, and the least ``age``."""
    own = F(f"{film}__year")
    made: Any = Coalesce(F("dub__year"), own) if model is VoiceRole else own
    lasting: Any = made
    if timeless:
        nothing = Value(None, output_field=IntegerField())
        lasting = Case(
            When(role__in=timeless, then=nothing), default=made, output_field=IntegerField()
        )
    rows = model.objects.filter(
        **{f"{who}__in": asked, f"{film}__hidden": False, f"{film}__year__isnull": False}
    )
    found = rows.order_by().values(who).annotate(first=Min(made), last=Max(lasting))
    return found.values_list(who, "first", "last", Value(age, output_field=IntegerField()))


def _against_films(
    key: str, person: Fields, first: int, last: int | None, age: int
) -> Iterator[Hint]:
    born, died = year(person["born"]), year(person["died"])
    if born is not None and born > first:
        text = _("There is a credit in a film of %(year)s, before the birth.") % {"year": first}
        yield Hint(key, "born", text)
    elif born is not None and first - born < age:
        text = _("There is a credit in a film of %(year)s, at the age of about %(age)s.")
        yield Hint(key, "born", text % {"year": first, "age": first - born})
    if died is not None and last is not None and last - died > YEARS_AFTER:
        text = _("There is a credit in a film of %(year)s, long after the death.")
        yield Hint(key, "died", text % {"year": last})
