"""The page of a feature: an article, and what it picks with where to watch each, as of today."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from films import notes, segments
from films.cards import FilmCard, cards, columns
from films.features import COVER, others_than
from films.models import Credit, Film, Segment
from films.pages.entry import frame
from films.places_to_watch import Places, places
from films.reader_country import remembered
from films.roles import DIRECTING
from wiki.changesets import Fields
from wiki.documents import Label
from wiki.entry_types import registry
from wiki.pages import Page
from wiki.title_language import COLUMNS, Titles, of_row
from wiki.translations import PARAMETER, Texts, texts_of
from wiki.vocabularies import country_name


@dataclass(frozen=True)
class PickedSegment:
    """A segment that is picked."""

    title: str
    url: str
    runtime: int | None

    @property
    def image(self) -> SafeString:
        """The drawn frame of the segment; its title stands beside it."""
        drawn = (
            '<img class="plate" src="{}frame.svg" width="320" height="180" alt="" loading="lazy">'
        )
        return format_html(drawn, self.url)


@dataclass(frozen=True)
class Pick:
    """What stands at one place of the article; ``film`` and ``person`` only where they may be shown."""

    place: int
    film: FilmCard | None
    segment: PickedSegment | None
    person: Label | None
    person_note: str
    directors: list[tuple[Titles, str]]
    texts: Texts
    watch: Places | None


def page(page: Page) -> dict[str, Any]:
    """The context of a feature's page: at most seven queries beside those of every page."""
    country = remembered(page.request)
    picks = _Picks(page, country).shown()
    about = (*page.fields["genres"], *page.fields["themes"])
    films = {pick.film.pk: pick.film for pick in picks if pick.film}
    return {
        **frame(page),
        "picks": picks,
        "cover": list(films.values())[:COVER],
        "about": [label for label in map(page.labels.__getitem__, about) if not label.hidden],
        "dated": dated(page),
        "watch_country": country_name(country) if country else "",
        "others": others_than(page.entry.pk) if page.entry and page.is_present else [],
    }


def dated(page: Page) -> datetime.date:
    """The day that the article is dated: as its editors say, else when it came to the site."""
    if said := page.fields["published_on"]:
        return datetime.date.fromisoformat(str(said))
    created = page.entry.created_at if page.entry else None
    return timezone.localdate(created) if created else timezone.localdate()


class _Picks:
    """The picks of an article with all that is read of them at once."""

    def __init__(self, page: Page, country: str) -> None:
        self.page = page
        found = [row for row in page.document.items() if row[0].startswith("featurepick:")]
        self.rows = sorted(found, key=lambda row: row[1].get("position") or 0)
        films = Film.objects.visible().filter(pk__in=self._ids("film"))
        self.films = {each.pk: each for each in cards(films.values(*columns()))}
        self.segments = self._segments()
        self.directors = self._directors()
        self.places = places(self.films, country) if self.films else {}
        people = self._ids("person")
        self.people = notes.person(people) if people else {}

    def shown(self) -> list[Pick]:
        """What the page shows of them, in their order."""
        return [self._pick(at, key, row) for at, (key, row) in enumerate(self.rows, start=1)]

    def _ids(self, field: str) -> list[int]:
        """The pages that picks point at; what is only proposed has no number."""
        found = (_pk(row.get(field)) for _key, row in self.rows)
        return sorted({pk for pk in found if pk})

    def _segments(self) -> dict[tuple[int, int], PickedSegment]:
        """The segments that are picked, by film and number. One query where there are any."""
        wanted = {(_pk(row["film"]), row["segment"]) for _key, row in self.rows if row["segment"]}
        films = [pk for pk, _number in wanted if pk in self.films]
        if not films:
            return {}
        rows = Segment.objects.filter(film__in=films).annotate(name=segments.best_title())
        return {
            (film, number): PickedSegment(
                segments.title(name, number),
                segments.url(self.films[film].url, number),
                runtime,
            )
            for film, number, runtime, name in rows.values_list("film", "number", "runtime", "name")
            if (film, number) in wanted
        }

    def _directors(self) -> dict[tuple[int, int | None], list[tuple[Titles, str]]]:
        """Who directed each film, and each of its segments. One query where there are films."""
        if not self.films:
            return {}
        credited = Credit.objects.filter(
            film__in=list(self.films), role__in=DIRECTING, person__hidden=False
        ).order_by("film", "position", "pk")
        names = [f"person__{name}" for name in COLUMNS]
        found: dict[tuple[int, int | None], dict[str, Titles]] = {}
        for row in credited.values("film", "segment__number", "person", "person__slug", *names):
            url = registry["person"].url(row["person"], row["person__slug"])
            people = found.setdefault((row["film"], row["segment__number"]), {})
            people.setdefault(url, of_row(row, "person__"))
        return {of: [(who, url) for url, who in people.items()] for of, people in found.items()}

    def _pick(self, place: int, key: str, row: Fields) -> Pick:
        film = self.films.get(_pk(row["film"]))
        number = row["segment"] or None
        person = self.page.labels[row["person"]] if row["person"] else None
        asked = self.page.request.GET.get(PARAMETER, "")
        of = (film.pk if film else 0, number)
        return Pick(
            place=place,
            film=film,
            segment=self.segments.get((of[0], number)) if number else None,
            person=person if person and not person.hidden else None,
            person_note=self.people.get(_pk(row["person"]), ""),
            directors=self.directors.get(of, []),
            texts=texts_of(self.page.document, key, asked=asked),
            watch=self.places.get(film.pk) if film else None,
        )


def _pk(key: str | None) -> int:
    """The id in the key of a page; 0 for none and for one that is only proposed."""
    number = (key or "").partition(":")[2]
    return int(number) if number.isdigit() else 0
