"""An evening as a page shows it: what is on when, who made it, where to watch it, what can be changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.programme.address import Asked
from films import segments, watching
from films.cards import FilmCard, card, columns
from films.lengths import minutes_in_words
from films.models import Credit, Film, Segment
from films.roles import DIRECTING
from wiki import title_language
from wiki.changesets import ids_by_type
from wiki.title_language import Titles, arrange, of_row

_DAY = 24 * 60
#: So many directors of one film are named.
_NAMED = 3
_PERSON = ("pk", *title_language.COLUMNS)


@dataclass(frozen=True)
class Slot:
    """Something that is on: when it begins, and the addresses that change the evening."""

    key: str
    begins: str
    minutes: int
    film: FilmCard
    names: Titles
    url: str
    part: str
    by: list[SafeString] = field(default_factory=list)
    services: list[str] = field(default_factory=list)
    kept: bool = False
    swap: str = ""
    drop: str = ""
    up: str = ""
    down: str = ""

    @property
    def long(self) -> str:
        """How long it takes."""
        return _("%(minutes)d\u00a0min") % {"minutes": self.minutes}


@dataclass(frozen=True)
class Piece:
    """A bar of the drawing: where it begins and how long it is, in minutes."""

    at: int
    minutes: int
    label: str


class Evening:
    """What an address shows. Five queries at most."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked

    @cached_property
    def slots(self) -> list[Slot]:
        """What is on, in order; what is no longer there is left out."""
        found = _held(self.asked.show)
        keys = [key for key in self.asked.show if key in found]
        made, offered = _directors(found.values()), self._offered(found.values())
        at, slots = _minutes_of(self.asked.start), []
        for place, key in enumerate(keys):
            row = found[key]
            slots.append(
                Slot(
                    key=key,
                    begins=_clock(at),
                    by=made.get((row.film.pk, row.segment), []),
                    services=offered.get(row.film.pk, []),
                    kept=key in self.asked.keep,
                    minutes=row.minutes,
                    film=row.film,
                    names=row.names,
                    url=row.url,
                    part=row.part,
                    **self._changes(keys, place),
                )
            )
            at += row.minutes + self.asked.pause
        return slots

    @property
    def missing(self) -> int:
        """How many things of the address are there no longer."""
        return len(self.asked.show) - len(self.slots)

    @property
    def minutes(self) -> int:
        """How long it takes, with its breaks."""
        breaks = self.asked.pause * max(0, len(self.slots) - 1)
        return sum(slot.minutes for slot in self.slots) + breaks

    @property
    def ends(self) -> str:
        """When it ends."""
        return _clock(_minutes_of(self.asked.start) + self.minutes)

    @property
    def in_words(self) -> str:
        """How much is on, and how long: "4 parts · 2 h 47 min"."""
        count = len(self.slots)
        parts = ngettext("%(count)d part", "%(count)d parts", count) % {"count": count}
        return f"{parts} · {minutes_in_words(self.minutes)}"

    @property
    def left(self) -> str:
        """How much of the time is left over, or missing; "" where it fits to the minute."""
        over = self.asked.minutes - self.minutes
        if not over:
            return ""
        words = _("%(time)s left") if over > 0 else _("%(time)s longer than asked")
        return words % {"time": minutes_in_words(abs(over))}

    @property
    def width(self) -> int:
        """The width of the drawing, in minutes."""
        return max(self.minutes, self.asked.minutes)

    @property
    def pieces(self) -> list[Piece]:
        """The bars of the drawing."""
        at, found = 0, []
        for slot in self.slots:
            found.append(Piece(at, slot.minutes, f"{slot.names.title}: {slot.long}"))
            at += slot.minutes + self.asked.pause
        return found

    def _changes(self, keys: list[str], place: int) -> dict[str, str]:
        """The addresses that change one slot. ``out`` remembers what was swapped, the latest things."""
        key, asked = keys[place], self.asked

        def moved(to: int) -> str:
            order = [k for k in keys if k != key]
            order.insert(to, key)
            return asked.but(show=tuple(order), swap="").url

        others = tuple(k for k in keys if k != key)
        return {
            "swap": asked.but(show=tuple(keys), swap=key, out=(*asked.out, key)[-12:]).url,
            "drop": asked.but(show=others, swap="").url if others else "",
            "up": moved(place - 1) if place else "",
            "down": moved(place + 1) if place + 1 < len(keys) else "",
        }

    def _offered(self, rows: Iterable[_Row]) -> dict[int, list[str]]:
        """The services that have each film in the country that is asked for."""
        if not self.asked.country:
            return {}
        today = timezone.localdate()
        wanted = {row.film.pk for row in rows}
        offers = watching.in_country(watching.on_offer(today), self.asked.country)
        found: dict[int, list[str]] = defaultdict(list)
        named = offers.filter(film__in=wanted).order_by("service__sort_title")
        for film, title in named.values_list("film_id", "service__title").distinct():
            if title not in found[film]:
                found[film].append(title)
        return found


@dataclass(frozen=True)
class _Row:
    """A film or a segment, as it is now."""

    film: FilmCard
    segment: int | None
    names: Titles
    url: str
    part: str
    minutes: int


def _held(keys: Iterable[str]) -> dict[str, _Row]:
    """What keys name, as far as it is there and has a runtime. Two queries."""
    ids = ids_by_type(keys)
    found: dict[str, _Row] = {}
    if "film" in ids:
        films = Film.objects.visible().filter(pk__in=ids["film"]).exclude(runtime=None)
        for each in films.values(*columns()):
            film = card(each)
            found[f"film:{film.pk}"] = _Row(film, None, film.names, film.url, "", each["runtime"])
    if "segment" in ids:
        rows = Segment.objects.filter(
            pk__in=ids["segment"], film__hidden=False, film__merged_into=None
        ).exclude(runtime=None)
        titled = rows.annotate(name=segments.best_title())
        for each in titled.values("pk", "number", "runtime", "name", *columns("film__")):
            film, at = card(each, "film__"), each["number"]
            title = segments.title(each["name"], at)
            part = _("segment %(number)s of %(film)s") % {"number": at, "film": film.dated}
            url = segments.url(film.url, at)
            key = f"segment:{each['pk']}"
            found[key] = _Row(film, each["pk"], arrange(title), url, part, each["runtime"])
    return found


def _directors(rows: Iterable[_Row]) -> Mapping[tuple[int, int | None], list[SafeString]]:
    """Who directed each film as a whole, and each segment. One query."""
    wanted = list(rows)
    films = {row.film.pk for row in wanted}
    found: dict[tuple[int, int | None], list[SafeString]] = defaultdict(list)
    made = Credit.objects.filter(film__in=films, role__in=DIRECTING, person__hidden=False)
    names = ["film_id", "segment_id", *(f"person__{name}" for name in _PERSON)]
    for row in made.order_by("position", "pk").values(*names) if films else ():
        html = of_row(row, "person__").html
        people = found[row["film_id"], row["segment_id"]]
        if html not in people and len(people) < _NAMED:
            people.append(html)
    return found


def _minutes_of(clock: str) -> int:
    hour, _colon, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)


def _clock(minutes: int) -> str:
    """The time of day, past midnight too."""
    return f"{minutes % _DAY // 60:02}:{minutes % 60:02}"
