"""What the demo's members write about films, so that its pages hold something to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.actions.complain import complain
from accounts.actions.reviews.find_helpful import find_helpful
from accounts.actions.reviews.recommend import recommend
from accounts.actions.reviews.write_review import write_review
from accounts.models import ComplaintReason, Recommendation, Review, User
from accounts.reviews.words import Words
from films.models import Film, Segment


@dataclass(frozen=True)
class _Review:
    """A review: who wrote it about what, so many days ago, and who found it helpful."""

    by: str
    film: str
    days: int
    words: Words
    helpful: tuple[str, ...] = ()
    segment: int | None = None


_REVIEWS = (
    _Review(
        "editor",
        "Memories",
        212,
        Words(
            "Three directors, three ways to look at a machine that nobody can switch off.\n\n"
            "*Magnetic Rose* is the one that everybody remembers, and rightly: the horror is that the "
            "ghost is so well mannered. *Stink Bomb* is a joke told at full speed, and it is a better "
            "joke each time, because the film never stops to laugh at it. Then comes *Cannon Fodder*, "
            "which goes through a whole day in a whole town as if the camera had been nailed to a "
            "tram, and which I did not like until I noticed that I had stopped breathing.\n\n"
            "See it in this order and in one sitting. They answer each other: a voice that cannot let "
            "go, a man who cannot stop, a city that does not ask why.",
            title="A triptych, and better than its best panel",
            score=90,
        ),
        ("trusted", "reader", "moderator"),
    ),
    _Review(
        "trusted",
        "Memories",
        96,
        Words(
            "Salvagers answer a distress call and find an opera. What I admire most is the script's "
            "patience: for ten minutes this is a film about tired men at work, with their quarrels "
            "about money and holidays, and only then does a door open onto a garden.\n\n"
            ">! The house does not lie to them. It gives each man what he came without, and it is "
            "Heintz, who has already lost it, that sees the seam. !<\n\n"
            "The petals at the end are worth the whole flight.",
            title="The most courteous ghost in space",
            score=95,
        ),
        ("editor", "reader"),
        segment=1,
    ),
    _Review(
        "trusted",
        "Perfect Blue",
        180,
        Words(
            "I have seen it four times and I still could not draw you a map of the last half hour. "
            "That is its craft: each cut is honest, and together they lie. A door closes in one scene "
            "and opens in another; you are sure that you know which of them is the play, and you are "
            "wrong by exactly one scene.\n\n"
            "People call it a thriller about fame. I think that it is a film about a job. Mima does "
            "what she is asked, politely, until nobody in the room is left who would ask her anything "
            "else.\n\n"
            ">! And the last line, in the mirror of a car, is the first one that she says to nobody's "
            "order. !<\n\n"
            "Not for a cosy evening. There is a scene on a film set that is meant to be hard to bear, "
            "and is.",
            title="Every cut is honest, and together they lie",
            score=96,
        ),
        ("editor", "reader", "moderator", "admin"),
    ),
    _Review(
        "reader",
        "Perfect Blue",
        20,
        Words(
            "Went in knowing only the poster. I liked how small it is: two flats, one office, one set, "
            "and a fish tank. The computer is older than I am and it is still the most frightening "
            "thing in it.",
            score=85,
        ),
        ("trusted",),
    ),
    _Review(
        "reader",
        "Angel's Egg",
        41,
        Words(
            "Hardly a word is said and I was never bored, which I did not expect of myself.\n\n"
            "A girl carries an egg through an empty town. A soldier follows her. Men throw harpoons "
            "at the shadows of fish. I stopped looking for what it means after a quarter of an hour "
            "and began to look at *it*: at water, at stairs, at how long somebody can stand still.\n\n"
            "Sit close to the screen, late, with the sound up.",
            title="Look, do not decode",
            score=80,
        ),
        ("editor", "moderator"),
    ),
    _Review(
        "moderator",
        "Only Yesterday",
        133,
        Words(
            "二十七歳のタエ子が、休暇に山形へ行く。それだけの話なのに、小学五年生の自分がついてくる。\n\n"
            "思い出の場面は背景が淡く、端のほうが描かれていない。覚えているところだけが色を持つ。"
            "逆に山形の場面は、頬の筋肉まで描いてある。この二つの描き方の差が、"
            "そのまま記憶と現在の差になっていて、説明の台詞はいらない。\n\n"
            "パイナップルの場面が好きだ。家族みんなで期待して、切って、食べて、少し黙る。"
            "あの沈黙を描けるアニメーションを、わたしはほかに知らない。\n\n"
            "エンドロールの途中で席を立たないでください。",
            title="覚えているところだけが色を持つ",
            language="ja",
            score=90,
        ),
        ("editor", "trusted"),
    ),
    _Review(
        "editor",
        "Only Yesterday",
        60,
        Words(
            "Nothing happens, in the way in which nothing happens to you and me. A woman remembers "
            "being ten, mostly the embarrassing parts, on a farm where she is being useful for the "
            "first time in years.\n\n"
            "I first saw it at twenty and found it slow. I saw it again at thirty and had to pause.",
            title="It waits until you are old enough",
            score=80,
        ),
        ("moderator",),
    ),
    _Review(
        "moderator",
        "Ghost in the Shell",
        15,
        Words(
            "The plot is said to be hard to follow; it is not, it is only told by people who do not "
            "explain their work to each other. What stays are the three minutes in which nobody speaks "
            "and the city goes by: mannequins, scaffolds, rain, a face in a café window that could be "
            "hers.\n\n"
            "Its philosophy is printed on the outside. Its melancholy is inside, and better.",
            title="Three minutes of rain",
            score=90,
        ),
        ("reader", "trusted", "editor"),
    ),
    _Review(
        "reader",
        "Grave of the Fireflies",
        3,
        Words(
            "The boy is dead in the first minute and the film tells you so itself, so I knew how it "
            "would end, and I hoped all the same. I will not see it again and I am glad that I saw it.",
            title="It tells you in the first minute",
            score=100,
        ),
    ),
)
_PAIRS = (
    (
        "trusted", "Perfect Blue", "Millennium Actress", 170,
        "The same director turns the same trick, roles that run into life, and makes it kind. Where the "
        "first film takes a woman apart, the second puts one together.",
        ("editor", "reader", "moderator"),
    ),
    (
        "editor", "Perfect Blue", "Paprika", 88,
        "If you liked not knowing which scene is the dream: here everybody is in the same one, and there "
        "is a parade.",
        ("reader",),
    ),
    (
        "reader", "Perfect Blue", "Millennium Actress", 12,
        "Both jump through time with a cut in the middle of a gesture. I went straight from one to the "
        "other and was glad of it.",
        (),
    ),
    (
        "editor", "Memories", "Robot Carnival", 140,
        "Another anthology in which the segments are not equally good and the evening is. Look for the "
        "one in which two home-made giants of wood fight over a town.",
        ("trusted", "moderator"),
    ),
    (
        "moderator", "Memories", "Short Peace", 75,
        "Otomo again, eighteen years later, with a fire in Edo that is drawn like a scroll. Shorter, "
        "calmer, and as exact.",
        ("trusted",),
    ),
    (
        "trusted", "Angel's Egg", "Night on the Galactic Railroad", 33,
        "Two quiet films of the same year that trust you with silence. This one has a train, and cats.",
        ("reader", "moderator"),
    ),
    (
        "editor", "Ghost in the Shell", "Jin-Roh: The Wolf Brigade", 52,
        "For whoever liked the armour, the sewers and the sadness more than the computers.",
        ("trusted",),
    ),
)  # fmt: skip


def seed_reviews() -> None:
    """Write them about the films that the demo's catalogue has; nothing where there are reviews already."""
    if Review.objects.exists():
        return
    people = {user.username: user for user in User.objects.all()}
    films = {film.title: film for film in Film.objects.visible()}
    for each in sorted(_REVIEWS, key=lambda review: -review.days):
        if each.film in films:
            _write(each, people, films[each.film])
    for by, first, second, days, text, helpful in _PAIRS:
        if first in films and second in films:
            made = recommend(people[by], films[first], films[second], text, hourly=False)
            _find_helpful(made, helpful, people, days)
    reported = Review.objects.filter(film__title="Grave of the Fireflies").first()
    if reported is not None:
        said = "It says in its first sentence how the film ends."
        about = f"review:{reported.pk}"
        complain(people["editor"], about, reason=ComplaintReason.SPOILER, text=said)


def _write(each: _Review, people: dict[str, User], film: Film) -> None:
    segments = Segment.objects.filter(film=film, number=each.segment or 0)
    segment = segments.first() if each.segment else None
    made = write_review(people[each.by], film, each.words, segment=segment, hourly=False)
    _find_helpful(made, each.helpful, people, each.days)


def _find_helpful(
    made: Review | Recommendation, helpful: tuple[str, ...], people: dict[str, User], days: int
) -> None:
    """Have some members find it helpful, and let it have been written ``days`` ago."""
    for name in helpful:
        find_helpful(made, by=people[name])
    at = timezone.now() - timedelta(days=days)
    type(made).objects.filter(pk=made.pk).update(created_at=at, changed_at=at)
