"""Lists of the demo's members, so that its shelves hold something."""

from __future__ import annotations

from accounts.actions.lists.add_rows import add_rows
from accounts.actions.lists.arrange_rows import Arrangement, arrange_rows
from accounts.actions.lists.comment_on_list import comment_on_list
from accounts.actions.lists.like_list import like_list
from accounts.actions.lists.make_list import make_list
from accounts.actions.lists.propose_rows import propose_rows
from accounts.lists.words import Words
from accounts.models import FilmList, ListItem, Openness, User, Visibility
from films.models import Film, Person, Segment

_BEST = (
    "Perfect Blue", "Memories", "Akira", "Ghost in the Shell", "My Neighbor Totoro", "Paprika",
    "Night on the Galactic Railroad", "Angel's Egg", "Millennium Actress", "Princess Mononoke",
    "Grave of the Fireflies", "Tokyo Godfathers", "Spirited Away", "Neo Tokyo", "Robot Carnival",
    "Patlabor 2: The Movie", "Whisper of the Heart", "Only Yesterday", "Steamboy", "Short Peace",
)  # fmt: skip
_RAIN = ("Whisper of the Heart", "Only Yesterday", "Kiki's Delivery Service", "The Cat Returns")


def seed_lists() -> None:
    """Make them, of the films that the demo's catalogue has."""
    people = {user.username: user for user in User.objects.all()}
    best = _list(
        people["editor"],
        Words(
            "Seen and watched",
            description="All that I have seen, from the best down. The first five I would see "
            "again **tonight**.",
            ranked=True,
            tags=("favourites", "ranked"),
        ),
        _films(_BEST),
    )
    _note(best, 1, "The one that I lend to people who say that they do not watch animation.")
    segments = Segment.objects.filter(film__title="Memories").order_by("number")
    kon = Person.objects.filter(title="Satoshi Kon")
    parts = _list(
        people["trusted"],
        Words(
            "Small films in big ones",
            description="Segments that stand on their own, and who made them.",
            openness=Openness.CURATED,
            tags=("anthology", "short"),
        ),
        [*(f"segment:{each.pk}" for each in segments), *(f"person:{each.pk}" for each in kon)],
    )
    _note(parts, 1, "An opera in a derelict ship.")
    _list(people["moderator"], Words("Rainy afternoons", tags=("mood",)), _films(_RAIN))
    private = Words("To watch with my sister", visibility=Visibility.PRIVATE)
    _list(people["editor"], private, _films(_BEST[4:7]))
    for name in ("reader", "trusted", "moderator"):
        like_list(best, by=people[name])
    like_list(parts, by=people["editor"])
    comment_on_list(best, "No *Castle in the Sky*?", by=people["trusted"])
    propose_rows(parts, _films(("Robot Carnival",)), by=people["reader"], note="Any part of it")


def _films(titles: tuple[str, ...]) -> list[str]:
    """The keys of films, in the order of their titles here."""
    known = dict(Film.objects.visible().filter(title__in=titles).values_list("title", "pk"))
    return [f"film:{known[title]}" for title in titles if title in known]


def _list(owner: User, words: Words, keys: list[str]) -> FilmList:
    made = make_list(owner, words)
    add_rows(made, keys, by=owner)
    return made


def _note(of: FilmList, place: int, note: str) -> None:
    rows = ListItem.objects.filter(list=of).order_by("position", "pk")
    if len(rows) >= place:
        noted = Arrangement(notes={rows[place - 1].pk: note})
        arrange_rows(of, noted, by=of.owner)
