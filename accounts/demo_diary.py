"""Two years in the diaries of two of the demo's members: the same each time."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator

from accounts.actions.diary.log_watch import log_watch
from accounts.diary.told import Told
from accounts.models import DiaryEntry, User
from films.models import Film, Segment

#: What the editor remembers of some evenings: title, day, and what the diary says of it.
_TOLD = (
    (
        "My Neighbor Totoro",
        Told(
            "1995",
            score=90,
            place="at home",
            note="On a tape, with my sister. She asked where the bus goes.",
        ),
    ),
    (
        "Akira",
        Told(
            "2024-02-17",
            score=85,
            place="cinema",
            note="On the big screen at last. The lights of the motorcycles stay in the eyes.",
        ),
    ),
    (
        "Perfect Blue",
        Told(
            "2025-03-08",
            score=95,
            rewatch=True,
            place="cinema",
            note="The third time, and I still lose the thread with her, exactly where I should."
            " >! This time I watched the mirrors only. !<",
        ),
    ),
    (
        "Millennium Actress",
        Told(
            "2025-03-09",
            score=90,
            note="The day after *Perfect Blue*: the same hand, and all the fear has turned into running.",
        ),
    ),
    (
        "Ghost in the Shell",
        Told(
            "2025-06-21",
            score=80,
            rewatch=True,
            place="festival",
            note="The walk through the city, without a word. The whole room held its breath.",
        ),
    ),
    (
        "Whisper of the Heart",
        Told(
            "2025-08-02",
            score=85,
            place="at home",
            note="For a hot evening with the windows open.",
            remark="Lend it to M.",
        ),
    ),
    (
        "Angel's Egg",
        Told("2025-11", score=75, note="I do not know which night it was. That suits it."),
    ),
)
_PLACES = ("", "", "at home", "at home", "cinema")


def seed_diaries() -> None:
    """Write them, of the films that the demo's catalogue has; nothing where there is a diary already."""
    films = list(Film.objects.visible().filter(runtime__gt=0).order_by("pk"))
    for name, evenings in (("editor", 62), ("reader", 24)):
        user = User.objects.filter(username=name).first()
        if user is None or DiaryEntry.objects.filter(user=user).exists():
            continue
        if name == "editor":
            _remember(user)
        drawn = random.Random(len(name))  # noqa: S311 -- a demo, not a secret
        for day in sorted(_days(drawn, evenings)):
            film = drawn.choice(films)
            again = DiaryEntry.objects.filter(user=user, film=film).exists()
            score = min(100, max(20, round(drawn.gauss(74, 13) / 5) * 5))
            place = drawn.choice(_PLACES)
            told = Told(day.isoformat(), score=score, place=place, rewatch=again)
            log_watch(user, film, told)


def _remember(user: User) -> None:
    films = {film.title: film for film in Film.objects.visible()}
    for title, told in _TOLD:
        if title in films:
            log_watch(user, films[title], told)
    parts = list(Segment.objects.filter(film__title="Memories").order_by("number"))
    for part, day in zip(parts, ("2025-04-12", "2025-04-13"), strict=False):
        log_watch(user, part.film, Told(day, score=85, place="at home"), segments=[part])


def _days(drawn: random.Random, count: int) -> Iterator[datetime.date]:
    """Evenings of 2024 and 2025, more of them in autumn and in the later year."""
    for _at in range(count):
        year = drawn.choice((2024, 2025, 2025))
        month = drawn.choice((1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 11, 11, 12))
        yield datetime.date(year, month, drawn.randrange(1, 29))
