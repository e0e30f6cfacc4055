"""Why a film is suggested, in a sentence: "Because you rated Perfect Blue 9, and Satoshi Kon, director there,
wrote Magnetic Rose."

Neighbours name what two films share most; here it is read from the database as it is now. What no longer
holds is no reason, so every sentence is true of the pages that it links.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import FilmList, ListItem
from accounts.scales import shown
from accounts.suggestions.features import READERS
from accounts.suggestions.taste import Because, Pick
from films import segments
from films.cards import FilmCard
from films.facets.rows import STUDIO_ROLES
from films.models import (
    CompanyCredit,
    Credit,
    FilmGenre,
    FilmTheme,
    Membership,
    Segment,
)
from films.role_weights import WEIGHTS
from films.roles import ROLES
from wiki import documents
from wiki.documents import Labels
from wiki.figures import number
from wiki.title_language import arrange

#: So many reasons of each suggestion are looked at, until one holds.
LOOKED_AT = 3


@dataclass(frozen=True)
class Source:
    """What somebody says of a film that speaks for others: rated, or watched, or wanted.

    Where it was a segment alone that was rated, ``segment`` is its id.
    """

    film: FilmCard
    score: int | None = None
    watched: bool = True
    segment: int | None = None


@dataclass
class _Held:
    """What films are found to have now: by key and film, the roles and segments in which."""

    rows: dict[tuple[str, int], list[tuple[str, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    labels: Labels = field(default_factory=Labels)
    segments: dict[int, tuple[int, SafeString]] = field(default_factory=dict)
    lists: dict[int, FilmList] = field(default_factory=dict)


def sentences(
    found: Iterable[Pick], sources: Mapping[int, Source], cards: Mapping[int, FilmCard], scale: str
) -> dict[int, SafeString]:
    """The sentence for each film of ``found`` that has one. Four queries at most."""
    wanted = [
        (pick, [one for one in pick.because if one.film in sources][:LOOKED_AT]) for pick in found
    ]
    held = _read(wanted, sources)
    told: dict[int, SafeString] = {}
    for pick, because in wanted:
        for one in because:
            clause = _clause(one, pick.film, held, sources[one.film], cards[pick.film])
            if clause:
                told[pick.film] = _sentence(sources[one.film], clause, held, scale)
                break
    return told


def _read(wanted: list[tuple[Pick, list[Because]]], sources: Mapping[int, Source]) -> _Held:
    """What is shared, as it is now."""
    held = _Held()
    ids: dict[str, set[int]] = defaultdict(set)
    films: set[int] = set()
    for pick, because in wanted:
        for one in because:
            kind, _colon, pk = one.reason.partition(":")
            ids[kind].add(int(pk))
            films |= {pick.film, one.film}
    ids.pop(READERS, None)
    queries = [_rows(kind, pks, films) for kind, pks in sorted(ids.items())]
    if queries:
        for kind, pk, film, role, segment in queries[0].union(*queries[1:], all=True):
            held.rows[f"{kind}:{pk}", film].append((role, segment))
    lists = ids.pop("list", set())
    held.labels = documents.labels({f"{kind}:{pk}" for kind, pks in ids.items() for pk in pks})
    if lists:
        public = FilmList.objects.listed().filter(pk__in=lists)
        held.lists = {each.pk: each for each in public.only("pk", "title", "slug")}
    parts = {segment for rows in held.rows.values() for _role, segment in rows if segment}
    parts |= {each.segment for each in sources.values() if each.segment}
    if parts:
        held.segments = _names_of(parts)
    return held


def _rows(kind: str, pks: set[int], films: set[int]) -> QuerySet[Any, Any]:
    """Which films have which of a kind: (kind, id, film, role, segment or 0)."""
    rows: QuerySet[Any]
    role: Any = Value("", output_field=CharField())
    segment: Any = Value(0, output_field=IntegerField())
    if kind == "person":
        rows, role = Credit.objects.filter(role__in=WEIGHTS), F("role")
        segment = Coalesce("segment_id", Value(0))
    elif kind == "company":
        rows = CompanyCredit.objects.filter(role__in=STUDIO_ROLES)
    elif kind == "list":
        rows = ListItem.objects.filter(list__in=FilmList.objects.listed().values("pk"))
    else:
        models: dict[str, Any] = {
            "theme": FilmTheme,
            "genre": FilmGenre,
            "franchise": Membership,
        }
        rows = models[kind].objects.all()
    chosen = rows.filter(**{f"{kind}__in": pks}, film__in=films).order_by()
    what = Value(kind, output_field=CharField())
    return chosen.values_list(what, f"{kind}_id", "film_id", role, segment)


def _names_of(parts: set[int]) -> dict[int, tuple[int, SafeString]]:
    """The number and title of segments, as the reader wants them. One query."""
    rows = Segment.objects.filter(pk__in=parts).annotate(name=segments.best_title())
    return {
        pk: (at, arrange(segments.title(name, at)).html)
        for pk, at, name in rows.values_list("pk", "number", "name")
    }


def _clause(
    one: Because, film: int, held: _Held, source: Source, card: FilmCard
) -> SafeString | None:
    """What the two share, as the second half of the sentence; ``None`` where they no longer do."""
    kind, _colon, pk = one.reason.partition(":")
    if kind == READERS:
        count = int(pk)
        words = ngettext(
            "%(count)s reader rates both above their own average",
            "%(count)s readers rate both above their own average",
            count,
        )
        return _filled(words, count=number(count))
    theirs, here = held.rows.get((one.reason, one.film)), held.rows.get((one.reason, film))
    if source.segment and theirs:  # what was rated is the segment: only who made that one counts
        theirs = [row for row in theirs if row[1] in (0, source.segment)]
    if not (theirs and here):
        return None
    if kind == "list":
        of = held.lists.get(int(pk))
        if of is None:
            return None
        link = format_html('<a href="{}"><bdi>{}</bdi></a>', of.get_absolute_url(), of.title)
        return _filled(_("both are in the list %(list)s"), list=link)
    label = held.labels[one.reason]
    if label.hidden:
        return None
    name = format_html('<a href="{}">{}</a>', label.url, label.shown.html)
    if kind == "person":
        return _person(name, theirs, here, held, card)
    patterns = {
        "theme": _("both have the theme %(name)s"),
        "genre": _("both have the genre %(name)s"),
        "company": _("both were made by %(name)s"),
        "franchise": _("both belong to %(name)s"),
    }
    return _filled(patterns[kind], name=name)


def _person(
    name: SafeString,
    theirs: list[tuple[str, int]],
    here: list[tuple[str, int]],
    held: _Held,
    card: FilmCard,
) -> SafeString:
    """Who made both, with what they did in each."""
    there_role = max(theirs, key=lambda row: WEIGHTS[row[0]])[0]
    role, segment = max(here, key=lambda row: (WEIGHTS[row[0]], -row[1]))
    if role == there_role and not segment:
        both = {
            "director": _("%(person)s directed both"),
            "writer": _("%(person)s wrote both"),
            "music": _("%(person)s wrote the music of both"),
        }
        words = both.get(role, _("%(person)s worked on both (%(role)s)"))
        return _filled(words, person=name, role=_role(role))
    what = card.names.html
    if segment in held.segments:
        at, title = held.segments[segment]
        what = format_html('<a href="{}">{}</a>', segments.url(card.url, at), title)
    patterns = {
        "director": _("%(person)s, %(role)s there, directed %(what)s"),
        "writer": _("%(person)s, %(role)s there, wrote %(what)s"),
        "original_work": _("%(person)s, %(role)s there, wrote what %(what)s is based on"),
        "music": _("%(person)s, %(role)s there, wrote the music of %(what)s"),
        "character_design": _("%(person)s, %(role)s there, designed the characters of %(what)s"),
        "animation_director": _("%(person)s, %(role)s there, directed the animation of %(what)s"),
        "art_director": _("%(person)s, %(role)s there, directed the art of %(what)s"),
        "storyboard": _("%(person)s, %(role)s there, drew the storyboard of %(what)s"),
        "key_animation": _("%(person)s, %(role)s there, drew key frames of %(what)s"),
    }
    other = _("%(person)s, %(role)s there, worked on %(what)s: %(there)s")
    words = patterns.get(role, other)
    return _filled(words, person=name, role=_role(there_role), what=what, there=_role(role))


def _role(code: str) -> str:
    role = str(ROLES[code].label)
    return role[0].lower() + role[1:] if role[1:2].islower() else role


def _sentence(source: Source, clause: SafeString, held: _Held, scale: str) -> SafeString:
    """Both halves, with what the reader said of the one."""
    title, url = source.film.names.html, source.film.url
    if source.segment in held.segments:
        at, title = held.segments[source.segment]
        url = segments.url(url, at)
    film = format_html('<a href="{}">{}</a>', url, title)
    if source.score is not None:
        words = pgettext("suggestion", "Because you rated %(film)s %(score)s, and %(clause)s.")
        return _filled(words, film=film, score=shown(source.score, scale), clause=clause)
    if source.watched:
        words = pgettext("suggestion", "Because you have watched %(film)s, and %(clause)s.")
    else:
        words = pgettext("suggestion", "Because you want to watch %(film)s, and %(clause)s.")
    return _filled(words, film=film, clause=clause)


def _filled(words: str, **values: str) -> SafeString:
    """Translated words with their places filled; all of it escaped."""
    escaped = {name: conditional_escape(value) for name, value in values.items()}
    return SafeString(conditional_escape(words) % escaped)
