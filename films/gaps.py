"""What can be missing of films, people and the rest, and what their lists can be narrowed by."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from films import likeness_words, likenesses
from films.film_gaps import FILM_GAPS, LATIN, NATIVE, has, named
from films.models import (
    Appearance,
    CharacterImage,
    CharacterName,
    CompanyCredit,
    CompanyKind,
    CompanyName,
    Credit,
    FilmGenre,
    FilmKind,
    FilmTheme,
    Membership,
    PersonImage,
    PersonName,
    VoiceRole,
)
from wiki.keyset import Keyset
from wiki.quality.declarations import Gap, Order, Quality
from wiki.quality.narrowings import Country, Language, OneOf, PointsAt, Span


def _description(lacking: Any) -> Gap:
    """That an entry says nothing of itself."""
    return Gap(
        "description",
        _("Description"),
        lacking,
        Q(description=""),
        section="story",
        field="description",
    )


def _picture(lacking: Any, images: Any, owner: str) -> Gap:
    """That an entry has no picture among its ``images``."""
    return Gap("image", _("Picture"), lacking, ~has(images, owner), section="images")


def _romaji(lacking: Any, names: Any, owner: str) -> Gap:
    """That somebody has no name in Latin letters."""
    return Gap(
        "romaji",
        _("Romaji"),
        lacking,
        ~named(names, owner, LATIN | Q(language="en")),
        section="names",
        task=_("Write their name in romaji"),
        hint=_("How the name is read, in Latin letters."),
    )


film = Quality(
    gaps=FILM_GAPS,
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
            ~named(PersonName, "person", NATIVE),
            section="names",
            task=_("Write their native name"),
            hint=_("In the script of their country, as titles print it."),
        ),
        _romaji(_("People without a name in romaji"), PersonName, "person"),
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
        _description(_("People without a description")),
        _picture(_("People without a picture"), PersonImage, "person"),
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
            ~has(VoiceRole, "appearance__character"),
            section="names",
        ),
        _romaji(_("Characters without a name in romaji"), CharacterName, "character"),
        _description(_("Characters without a description")),
        _picture(_("Characters without a picture"), CharacterImage, "character"),
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
            ~named(CompanyName, "company", LATIN | Q(language="en")),
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
            ~has(CompanyCredit, "company"),
            section="names",
        ),
        _description(_("Companies without a description")),
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
            ~has(Membership, "franchise"),
            section="names",
        ),
        _description(_("Franchises without a description")),
    ),
)


def progress_gaps() -> list[Gap]:
    """The facts of films that progress is told by, the most telling first."""
    names = ("release", "runtime", "staff", "cast", "description", "poster")
    return [gap for name in names if (gap := film.gap(name)) is not None]
