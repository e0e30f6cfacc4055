"""What can be missing of a film, and the words of queries that the gaps of other types share."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from films.models import (
    Appearance,
    Availability,
    CompanyCredit,
    Credit,
    FilmGenre,
    FilmKind,
    FilmLink,
    FilmName,
    Segment,
    VoiceRole,
)
from films.roles import DIRECTING
from wiki.models.entry import NameKind
from wiki.quality.declarations import Gap


def has(rows: Any, owner: str, **narrower: Any) -> Q:
    """That an entry has rows that point at it with ``owner``."""
    return Q(Exists(rows.objects.filter(**{owner: OuterRef("pk")}, **narrower)))


def named(names: Any, owner: str, condition: Q) -> Q:
    """That an entry has a name of which ``condition`` holds."""
    return Q(Exists(names.objects.filter(condition, **{owner: OuterRef("pk")})))


LATIN = Q(kind=NameKind.ROMAJI) | Q(language__endswith="-Latn")
NATIVE = Q(kind=NameKind.NATIVE) | Q(language__in=("ja", "ko", "zh-Hans", "zh-Hant"))

FILM_GAPS = (
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
        ~named(FilmName, "film", NATIVE),
        section="names",
        of=Q(country="JP"),
        task=_("Write its Japanese title"),
        hint=_("As the poster has it, in Japanese script."),
    ),
    Gap(
        "romaji",
        _("Romaji"),
        _("Films without a title in romaji"),
        ~named(FilmName, "film", LATIN),
        section="names",
        of=named(FilmName, "film", Q(language="ja") | Q(kind=NameKind.NATIVE)),
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
        ~has(FilmGenre, "film"),
        section="general",
        field="genres",
        task=_("Choose its genres"),
        hint=_("One to three, those that somebody would look for it by."),
    ),
    Gap(
        "director",
        _("Director"),
        _("Films without a director"),
        ~has(Credit, "film", role__in=DIRECTING),
        section="credits",
        of=~Q(kind=FilmKind.SERIES),
        task=_("Say who directed it"),
        hint=_("The end titles name the director last, or first."),
    ),
    Gap(
        "staff",
        _("Staff"),
        _("Films without staff"),
        ~has(Credit, "film"),
        section="credits",
    ),
    Gap(
        "companies",
        _("Studio"),
        _("Films without a company"),
        ~has(CompanyCredit, "film"),
        section="credits",
        task=_("Say which studio animated it"),
        hint=_("It stands on the poster and at the end of the titles."),
    ),
    Gap(
        "cast",
        _("Cast"),
        _("Films without characters"),
        ~has(Appearance, "film"),
        section="characters",
    ),
    Gap(
        "voices",
        _("Voices"),
        _("Films with characters and no voices"),
        ~has(VoiceRole, "appearance__film"),
        section="characters",
        of=has(Appearance, "film"),
    ),
    Gap(
        "segments",
        _("Segments"),
        _("Anthologies without segments"),
        ~has(Segment, "film"),
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
        ~has(Availability, "film"),
        section="watch",
        of=~Q(kind=FilmKind.SERIES),
        task=_("Say where it can be seen"),
        hint=_("A service or a shop, in which country, and the day on which you looked."),
    ),
    Gap(
        "links",
        _("Links"),
        _("Films without a link"),
        ~has(FilmLink, "film"),
        section="links",
    ),
)
