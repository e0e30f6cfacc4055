"""What can be missing of films, people and the rest, and what their lists can be narrowed by."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from films import likeness_words, likenesses
from films.models import (
    Appearance,
    Availability,
    CharacterImage,
    CharacterName,
    CompanyCredit,
    CompanyKind,
    CompanyName,
    Credit,
    FilmGenre,
    FilmKind,
    FilmLink,
    FilmName,
    FilmTheme,
    Membership,
    PersonImage,
    PersonName,
    Segment,
    VoiceRole,
)
from wiki.keyset import Keyset
from wiki.models.entry import NameKind
from wiki.quality.declarations import Gap, Order, Quality
from wiki.quality.narrowings import Country, Language, OneOf, PointsAt, Span


def _has(rows: Any, owner: str, **narrower: Any) -> Q:
    """That an entry has rows that point at it with ``owner``."""
    return Q(Exists(rows.objects.filter(**{owner: OuterRef("pk")}, **narrower)))


def _named(names: Any, owner: str, condition: Q) -> Q:
    """That an entry has a name of which ``condition`` holds."""
    return Q(Exists(names.objects.filter(condition, **{owner: OuterRef("pk")})))


_LATIN = Q(kind=NameKind.ROMAJI) | Q(language__endswith="-Latn")
_NATIVE = Q(kind=NameKind.NATIVE) | Q(language__in=("ja", "ko", "zh-Hans", "zh-Hant"))
_DIRECTED = {"role__in": ("director", "chief_director")}

_FILM_GAPS = (
    Gap(
        "runtime",
        _("Runtime"),
        _("Films without a runtime"),
        Q(runtime=None),
        section="general",
        field="runtime",
        of=~Q(kind=FilmKind.SERIES),
        task=_("Say how long it is"),
        hint=_("The minutes stand on the disc, or on the film’s own page."),
    ),
    Gap(
        "release",
        _("Release date"),
        _("Films without a release date"),
        Q(year=None),
        section="releases",
        task=_("Say when it came out"),
        hint=_("The day of the first showing; month or year alone is better than nothing."),
    ),
    Gap(
        "country",
        _("Country"),
        _("Films without a country"),
        Q(country=""),
        section="general",
        field="country",
        task=_("Say where it was made"),
        hint=_("The country of those who made it, not of those who paid for it."),
    ),
    Gap(
        "native",
        _("Japanese title"),
        _("Films without their Japanese title"),
        ~_named(FilmName, "film", _NATIVE),
        section="names",
        of=Q(country="JP"),
        task=_("Write its Japanese title"),
        hint=_("As the poster has it, in Japanese script."),
    ),
    Gap(
        "romaji",
        _("Romaji"),
        _("Films without a title in romaji"),
        ~_named(FilmName, "film", _LATIN),
        section="names",
        of=_named(FilmName, "film", Q(language="ja") | Q(kind=NameKind.NATIVE)),
        task=_("Write its title in romaji"),
        hint=_("How the Japanese title is read, in Latin letters."),
    ),
    Gap(
        "deck",
        _("Deck"),
        _("Films without a deck"),
        Q(deck=""),
        section="story",
        field="deck",
        task=_("Write its deck"),
        hint=_("A sentence or two on what it is about, without giving away the end."),
    ),
    Gap(
        "description",
        _("Description"),
        _("Films without a description"),
        Q(description=""),
        section="story",
        field="description",
        task=_("Say what happens in it"),
        hint=_("Some sentences in your own words; what gives away the end is marked as a spoiler."),
    ),
    Gap(
        "genres",
        _("Genres"),
        _("Films without a genre"),
        ~_has(FilmGenre, "film"),
        section="general",
        field="genres",
        task=_("Choose its genres"),
        hint=_("One to three, those that somebody would look for it by."),
    ),
    Gap(
        "director",
        _("Director"),
        _("Films without a director"),
        ~_has(Credit, "film", **_DIRECTED),
        section="credits",
        of=~Q(kind=FilmKind.SERIES),
        task=_("Say who directed it"),
        hint=_("The end titles name the director last, or first."),
    ),
    Gap(
        "staff",
        _("Staff"),
        _("Films without staff"),
        ~_has(Credit, "film"),
        section="credits",
    ),
    Gap(
        "companies",
        _("Studio"),
        _("Films without a company"),
        ~_has(CompanyCredit, "film"),
        section="credits",
        task=_("Say which studio animated it"),
        hint=_("It stands on the poster and at the end of the titles."),
    ),
    Gap(
        "cast",
        _("Cast"),
        _("Films without characters"),
        ~_has(Appearance, "film"),
        section="characters",
    ),
    Gap(
        "voices",
        _("Voices"),
        _("Films with characters and no voices"),
        ~_has(VoiceRole, "appearance__film"),
        section="characters",
        of=_has(Appearance, "film"),
    ),
    Gap(
        "segments",
        _("Segments"),
        _("Anthologies without segments"),
        ~_has(Segment, "film"),
        section="segments",
        of=Q(kind=FilmKind.ANTHOLOGY),
    ),
    Gap(
        "poster",
        _("Poster"),
        _("Films without a poster"),
        Q(poster=""),
        section="images",
    ),
    Gap(
        "watch",
        _("Where to watch"),
        _("Films that nobody knows where to watch"),
        ~_has(Availability, "film"),
        section="watch",
        of=~Q(kind=FilmKind.SERIES),
        task=_("Say where it can be seen"),
        hint=_("A service or a shop, in which country, and the day on which you looked."),
    ),
    Gap(
        "links",
        _("Links"),
        _("Films without a link"),
        ~_has(FilmLink, "film"),
        section="links",
    ),
)

film = Quality(
    gaps=_FILM_GAPS,
    narrowings=(
        Span("year", _("Year"), "year", 1850, 2200),
        OneOf("kind", _("Kind"), "kind", FilmKind.choices),
        Country("country", _("Country"), "country"),
        Language("language", _("Original language"), "original_language"),
        PointsAt("franchise", _("Franchise"), Membership, "film", "franchise", "franchise"),
        PointsAt("genre", _("Genre"), FilmGenre, "film", "genre", "genre"),
        PointsAt("theme", _("Theme"), FilmTheme, "film", "theme", "theme"),
        PointsAt("company", _("Company"), CompanyCredit, "film", "company", "company"),
        PointsAt("person", _("Person"), Credit, "film", "person", "person"),
        Span("runtime", _("Minutes"), "runtime", 1, 6000),
    ),
    orders={"newest": Order(_("Newest first"), Keyset("-year", "sort_title", "pk"))},
    columns=("year", "kind", "country", "original_language", "runtime"),
    grouped_by="year",
    judge=likenesses.films,
    reason=likeness_words.reason,
    facts=likeness_words.of_films,
)

person = Quality(
    gaps=(
        Gap(
            "native",
            _("Native name"),
            _("People without their native name"),
            ~_named(PersonName, "person", _NATIVE),
            section="names",
            task=_("Write their native name"),
            hint=_("In the script of their country, as titles print it."),
        ),
        Gap(
            "romaji",
            _("Romaji"),
            _("People without a name in romaji"),
            ~_named(PersonName, "person", _LATIN | Q(language="en")),
            section="names",
            task=_("Write their name in romaji"),
            hint=_("How the name is read, in Latin letters."),
        ),
        Gap(
            "born",
            _("Date of birth"),
            _("People without a date of birth"),
            Q(born=""),
            section="general",
            field="born",
            of=Q(group=False),
            task=_("Say when they were born"),
            hint=_("Only what they or their agency have published."),
        ),
        Gap(
            "country",
            _("Country of birth"),
            _("People without a country"),
            Q(country=""),
            section="general",
            field="country",
        ),
        Gap(
            "description",
            _("Description"),
            _("People without a description"),
            Q(description=""),
            section="story",
            field="description",
        ),
        Gap(
            "image",
            _("Picture"),
            _("People without a picture"),
            ~_has(PersonImage, "person"),
            section="images",
        ),
    ),
    narrowings=(
        Country("country", _("Country"), "country"),
        PointsAt("film", _("Film"), Credit, "person", "film", "film"),
    ),
    columns=("born", "died", "country"),
    judge=likenesses.people,
    reason=likeness_words.reason,
    facts=likeness_words.of_people,
)

character = Quality(
    gaps=(
        Gap(
            "voices",
            _("Voices"),
            _("Characters without a voice"),
            ~_has(VoiceRole, "appearance__character"),
            section="names",
        ),
        Gap(
            "romaji",
            _("Romaji"),
            _("Characters without a name in romaji"),
            ~_named(CharacterName, "character", _LATIN | Q(language="en")),
            section="names",
            task=_("Write their name in romaji"),
            hint=_("How the name is read, in Latin letters."),
        ),
        Gap(
            "description",
            _("Description"),
            _("Characters without a description"),
            Q(description=""),
            section="story",
            field="description",
        ),
        Gap(
            "image",
            _("Picture"),
            _("Characters without a picture"),
            ~_has(CharacterImage, "character"),
            section="images",
        ),
    ),
    narrowings=(PointsAt("film", _("Film"), Appearance, "character", "film", "film"),),
    judge=likenesses.characters,
    reason=likeness_words.reason,
    facts=likeness_words.of_characters,
)

company = Quality(
    gaps=(
        Gap(
            "romaji",
            _("Romaji"),
            _("Companies without a name in romaji"),
            ~_named(CompanyName, "company", _LATIN | Q(language="en")),
            section="names",
            task=_("Write its name in Latin letters"),
            hint=_("As the company writes it, else in romaji."),
        ),
        Gap(
            "country",
            _("Country"),
            _("Companies without a country"),
            Q(country=""),
            section="general",
            field="country",
            task=_("Say which country it is from"),
            hint=_("Where it has its seat."),
        ),
        Gap(
            "founded",
            _("Founded"),
            _("Companies without a founding date"),
            Q(founded=""),
            section="general",
            field="founded",
        ),
        Gap(
            "films",
            _("Films"),
            _("Companies without a film"),
            ~_has(CompanyCredit, "company"),
            section="names",
        ),
        Gap(
            "description",
            _("Description"),
            _("Companies without a description"),
            Q(description=""),
            section="story",
            field="description",
        ),
    ),
    narrowings=(
        OneOf("kind", _("Kind"), "kind", CompanyKind.choices),
        Country("country", _("Country"), "country"),
    ),
    columns=("kind", "country", "founded", "closed"),
    judge=likenesses.companies,
    reason=likeness_words.reason,
    facts=likeness_words.of_companies,
)

franchise = Quality(
    gaps=(
        Gap(
            "films",
            _("Films"),
            _("Franchises without a film"),
            ~_has(Membership, "franchise"),
            section="names",
        ),
        Gap(
            "description",
            _("Description"),
            _("Franchises without a description"),
            Q(description=""),
            section="story",
            field="description",
        ),
    ),
)


def progress_gaps() -> list[Gap]:
    """The facts of films that progress is told by, the most telling first."""
    names = ("release", "runtime", "staff", "cast", "description", "poster")
    return [gap for name in names if (gap := film.gap(name)) is not None]
