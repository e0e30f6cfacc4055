"""Films as they stand on shelves and in rows: what a card shows, read without making objects.

Lists ask for ``columns()`` (or ``columns("film__")`` from a row that points at a film) with
``values`` and make cards of the rows, so that a shelf costs one query.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from films import adult, posters
from films.models import Film, FilmKind
from wiki import title_language
from wiki.figures import number
from wiki.picture_html import picture_html
from wiki.picture_names import PictureName
from wiki.title_language import Titles, arrange

#: How wide a poster is on a shelf, for ``sizes``.
_ON_SHELVES = "(min-width: 48rem) 12rem, 8rem"

_COLUMNS = (
    "pk",
    *title_language.COLUMNS,
    "slug",
    "year",
    "kind",
    "runtime",
    "original_language",
    "poster",
    "adult",
)


@dataclass(frozen=True, slots=True)
class FilmCard:
    """A film on a shelf, titled as the reader wants it; ``kind`` is empty for features.

    ``poster`` is the address of the drawn one, ``picture`` names the one that was made for the film.
    It is not shown of films for adults, unless the reader wants that (``films.adult``).
    """

    pk: int
    names: Titles
    url: str
    poster: str
    year: int | None
    kind: str
    runtime: int | None
    picture: str = ""
    adult: bool = False

    @property
    def title(self) -> str:
        """The title that comes first."""
        return self.names.title

    @property
    def meta(self) -> str:
        """Year, kind and runtime in one line; a feature film needs no word for its kind."""
        length = _("%(minutes)d\u00a0min") % {"minutes": self.runtime} if self.runtime else ""
        return " · ".join(filter(None, (str(self.year or ""), self.kind, length)))

    @property
    def image(self) -> SafeString:
        """The poster, to be told by the title beside it."""
        return self._image("", eager=False)

    @property
    def named_image(self) -> SafeString:
        """The poster where it stands alone, on the first screen."""
        return self._image(self.dated, eager=True)

    def _image(self, alt: str, *, eager: bool) -> SafeString:
        veiled = self.adult and not adult.shown()
        name = None if veiled else PictureName.read(self.picture)
        if name is not None:
            return picture_html(name, alt=alt, sizes=_ON_SHELVES, css="poster", eager=eager)
        return format_html(
            '<img class="poster" src="{}" width="300" height="450" alt="{}"{}>',
            self.poster,
            alt,
            SafeString("" if eager else ' loading="lazy"'),
        )

    @property
    def dated(self) -> str:
        """The title with its year, as texts name a film."""
        return f"{self.title} ({self.year})" if self.year else self.title


def columns(prefix: str = "") -> list[str]:
    """The columns that a card needs, seen from a row that reaches the film by ``prefix``."""
    return [prefix + name for name in _COLUMNS]


def card(row: Mapping[str, Any], prefix: str = "") -> FilmCard:
    """The card of a row that holds ``columns(prefix)``."""
    pk, title, native, latin, slug, year, kind, runtime, language, picture, for_adults = (
        row[prefix + n] for n in _COLUMNS
    )
    url = f"/films/{pk}-{slug}/" if slug else f"/films/{pk}/"
    return FilmCard(
        pk=pk,
        names=arrange(title or _("Film %(number)d") % {"number": pk}, native, latin, hint=language),
        url=url,
        poster=f"{url}poster.svg?v={posters.version(title, native, year, kind)}",
        year=year,
        kind="" if kind == FilmKind.FEATURE else str(_KINDS.get(kind, kind)),
        runtime=runtime,
        picture=picture,
        adult=for_adults,
    )


def cards(rows: Iterable[Mapping[str, Any]], prefix: str = "") -> list[FilmCard]:
    """The cards of rows."""
    return [card(row, prefix) for row in rows]


def films_by_id(films: Iterable[int]) -> dict[int, FilmCard]:
    """The cards of films that are there. One query, if any."""
    wanted = set(films)
    rows = Film.objects.visible().filter(pk__in=wanted).values(*columns()) if wanted else ()
    return {row["pk"]: card(row) for row in rows}


def films_in_words(count: int) -> str:
    """How many films: "1,204 films"."""
    return ngettext("%(count)s film", "%(count)s films", count) % {"count": number(count)}


_KINDS = dict(FilmKind.choices)
