"""The film page: a film's document made ready for `templates/films/detail.html`.

`build` is pure: it takes a document and labels, so the present page, a past revision and a preview
are built alike. `page` is what the declaration of films calls; it adds the two queries for what
other films say about this one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Value
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from films import posters, similar
from films.models import FeaturePick, ImageKind, Relation, Similarity
from films.pages import film_cast, film_links, film_releases, film_staff, images
from films.pages.film_links import Incoming
from films.pages.film_reader import FilmReader, Row, languages_of
from films.pages.ruby import ruby_html
from films.reader_country import remembered
from films.similar import Likeness
from wiki.changesets import Document
from wiki.disputes import disputes_of
from wiki.documents import Label, Labels
from wiki.entry_types import registry
from wiki.pages import Page
from wiki.source_marks import SourceMarks
from wiki.title_language import Titles, arrange
from wiki.translations import PARAMETER, Texts, texts_of

#: Names that stand under "also known as", not among a film's proper names.
_ALIASES = ("alias", "short", "working")
#: Languages whose titles can stand upright.
_UPRIGHT = ("ja", "ko", "zh", "zh-Hans", "zh-Hant")
#: So many credits and voices make the main column longer than the side.
_LONG = 14
#: More films than these need a shelf over the whole width.
_SHELF = 4
#: How many films like it a film's page shows.
MORE = 6


def page(shown: Page) -> dict[str, Any]:
    """What the template of a film page gets beside the document: ``film``, see ``build``."""
    incoming: list[Incoming] = []
    likened: list[Incoming] = []
    featured: list[Incoming] = []
    more: list[Likeness] = []
    if shown.entry is not None:
        incoming, likened, featured = incoming_links(shown.entry.pk)
        if shown.is_present:
            film_like_it = own(shown.entry.pk, shown.document, [*incoming, *likened])
            more = similar.like(film_like_it, shown.labels, most=MORE)
    film = build(
        shown.key,
        shown.document,
        shown.labels,
        url=shown.url,
        incoming=incoming,
        likened=likened,
        editable=shown.is_present,
        marks=shown.marks,
        asked=shown.request.GET.get(PARAMETER, ""),
        country=remembered(shown.request),
        for_adults=bool(getattr(shown.entry, "adult", False)),
    )
    features = [row.other for row in featured if not row.other.hidden]
    return {"film": {**film, "more": more, "features": features, "marks": shown.field_marks}}


def own(pk: int, document: Document, elsewhere: Iterable[Incoming]) -> similar.Own:
    """What films can be alike with this one by; those that its page names ``elsewhere`` are known."""
    year = registry["film"].derive(f"film:{pk}", document)["year"]
    known = [int(row.other.key.partition(":")[2]) for row in elsewhere]
    return similar.own(pk, year, document, known)


def incoming_links(pk: int) -> tuple[list[Incoming], list[Incoming], list[Incoming]]:
    """Relations and likenesses that are stored at other films, and features that pick this one.

    One query.
    """
    pointing = {"other": pk, "film__merged_into": None}
    related = Relation.objects.filter(**pointing).order_by()
    alike = Similarity.objects.filter(**pointing).order_by()
    picked = FeaturePick.objects.filter(film=pk, feature__merged_into=None).order_by()
    by_year = ("film__year", "pk", *_pointing("film"))
    by_age = ("feature_id", *_pointing("feature"))
    told = related.values_list(Value(0), *by_year, "kind", "note").union(
        alike.values_list(Value(1), *by_year, "reason", "reason"),
        picked.values_list(Value(2), Value(0), *by_age, Value(""), Value("")),
        all=True,
    )
    found: tuple[list[Incoming], list[Incoming], list[Incoming]] = ([], [], [])
    rows = sorted(told, key=lambda row: (row[1] is None, row[1], row[2]))
    for place, _year, _pk, other, title, native, latin, slug, hidden, kind, note in rows:
        entry_type = registry["feature" if place == 2 else "film"]
        url = entry_type.url(other, slug)
        key = f"{entry_type.name}:{other}"
        label = Label(key, title, native, latin, url=url, hidden=hidden)
        if place != 2 or all(label.key != row.other.key for row in found[2]):
            found[place].append(Incoming(label, kind, note))
    return found


def _pointing(other: str) -> list[str]:
    """The columns of the page that a row stands on."""
    names = ("title", "title_native", "title_latin", "slug", "hidden")
    return [f"{other}_id", *(f"{other}__{name}" for name in names)]


def build(
    key: str,
    document: Document,
    labels: Labels,
    *,
    url: str = "",
    incoming: Iterable[Incoming] = (),
    likened: Iterable[Incoming] = (),
    editable: bool = True,
    today: datetime.date | None = None,
    marks: SourceMarks | None = None,
    asked: str = "",
    country: str = "",
    for_adults: bool = False,
) -> dict[str, Any]:
    """Everything that the film page shows, in the order in which it shows it.

    ``incoming`` are relations stored at other films, ``likened`` similar films stored there.
    ``url`` is the film's address; without it, or when not ``editable`` (a past revision, a
    preview), ``edit`` is empty and the page offers no edit links. ``asked`` is the language in which
    the reader has asked for the texts, ``country`` the one whose places to watch come first.
    ``for_adults`` is as for ``FilmReader``.
    """
    reader = FilmReader(key, document, labels, url, marks, asked=asked, for_adults=for_adults)
    dubs = film_cast.dubs(reader)
    characters = film_cast.characters(reader, dubs)
    departments = film_staff.departments(reader)
    sections: dict[str, Any] = {
        **_head(reader),
        "url": url,
        "edit": _edit_links(reader) if editable and url else {},
        **_told(texts_of(document, key, asked=asked, url=url if editable else "")),
        "segments": segments(reader, dubs),
        "timesheet": film_staff.timesheet(reader),
        "departments": departments,
        "companies": film_staff.companies(reader),
        "credit_count": film_staff.people_of(departments),
        "dubs": dubs,
        "views": dubs[: film_cast.MOST_VIEWS],
        "characters": characters,
        "compared": len(dubs) > 1 and bool(characters),
        "songs": film_links.songs(reader),
        "genres": _by_title(reader, "genres"),
        "themes": _by_title(reader, "themes"),
        **_names(reader),
        "cuts": film_releases.cuts(reader),
        "watch": film_releases.watch(reader, today or timezone.localdate(), country),
        "watch_country": country,
        "franchises": film_links.memberships(reader),
        "relations": film_links.relations(reader, incoming),
        "similar": film_links.similar(reader, likened),
        "associations": film_links.associations(reader),
        "links": film_links.links(reader),
        "disputes": disputes_of(registry["film"], document),
    }
    # A long column of staff and cast would leave the side empty beside what is below it.
    sections["long"] = sections["credit_count"] + 2 * len(characters) > _LONG
    sections["deep"] = sections["long"] and bool(sections["segments"])
    sections["wide"] = max(len(sections["relations"]), len(sections["similar"])) > _SHELF
    sections["strip"] = strip(sections["segments"], reader.film.get("runtime"))
    sections["index"] = _index(sections)
    return sections


def _names(reader: FilmReader) -> Row:
    """The film's proper names, and what else it is known as."""
    names = reader.names("filmname", "film", reader.key)
    return {
        "names": [name for name in names if name["kind"] not in _ALIASES],
        "aliases": [name for name in names if name["kind"] in _ALIASES],
    }


def _told(texts: Texts) -> Row:
    """Deck and description, with what there is to say of their language."""
    return {"texts": texts, "deck": texts.deck.text, "description": texts.description.html}


def _by_title(reader: FilmReader, field: str) -> list[Row]:
    """The entries of a set, by title."""
    found = [reader.link(key) for key in reader.film.get(field) or []]
    return sorted(found, key=lambda link: link["title"].casefold())


def _head(reader: FilmReader) -> Row:
    """The title block."""
    film = reader.film
    derived = reader.derived
    title, native, year = derived["title"], derived["title_native"], derived["year"]
    kind = film.get("kind") or ""
    names = reader.names("filmname", "film", reader.key)
    countries = film_releases.releases(reader)
    version = posters.version(title, native, year, kind)
    titles = {key: segment["title"] for key, segment in reader.segments.items()}
    found = _pictures(reader, segments=titles, marks=reader.marks)
    shown = arrange(
        title,
        native,
        derived["title_latin"],
        hint=film.get("original_language") or "",
        languages=languages_of(names),
    )
    return {
        "key": reader.key,
        "images": found,
        "veiled": reader.veiled,
        "picture": images.of_kind(found, reader.document, "filmimage", ImageKind.POSTER),
        "title": shown.title,
        **_title_block(shown, names),
        "year": year,
        "kind": capfirst(reader.show("film", "kind", film)),
        "kind_code": kind,
        "runtime": film.get("runtime"),
        "country": reader.show("film", "country", film),
        "language": capfirst(reader.show("film", "original_language", film)),
        "source_work": film.get("source_work") or "",
        "rating": film_releases.rating(countries),
        "releases": countries,
        "directors": film_staff.directors(reader),
        "poster": f"{reader.url}poster.svg?v={version}" if reader.url else "",
    }


def _title_block(shown: Titles, names: list[Row]) -> Row:
    """The titles with their readings: ``head``, below it ``lines``, and ``upright`` what can stand so."""
    kana = next((name["text"] for name in names if name["kind"] == "kana"), "")
    rows = [
        {"html": ruby_html(text, kana if language == "ja" else ""), "lang": language}
        for text, language in (
            (shown.title, shown.language),
            (shown.second, shown.second_language),
            (shown.third, shown.third_language),
        )
        if text
    ]
    others = rows[1:]
    upright = next((row for row in others if row["lang"] in _UPRIGHT), None)
    return {
        "head": rows[0] if rows else None,
        "lines": [row for row in others if row is not upright],
        "upright": upright,
    }


def segments(reader: FilmReader, dubs: list[Row]) -> list[Row]:
    """The segments with all that belongs to each."""
    found = []
    year = reader.derived["year"]
    for key, fields in reader.rows("segment"):
        characters = film_cast.characters(reader, dubs, key)
        songs = film_links.songs(reader, key)
        pictures = _pictures(reader, segment=key)
        music: dict[str, list[Row]] = {}
        for song in songs:
            music.setdefault(song["kind"], []).append(song)
        found.append(
            {
                **reader.segments[key],
                "runtime": fields.get("runtime"),
                **_told(reader.texts(key)),
                "source_work": fields.get("source_work") or "",
                "marks": reader.marks.of(key),
                "departments": film_staff.departments(reader, key, only=True),
                "characters": characters,
                "songs": songs,
                "music": [{"kind": kind, "songs": rows} for kind, rows in music.items()],
                "associations": film_links.associations(reader, key),
                "images": pictures,
                "picture": next(
                    (row for row in pictures if row.kind_code == ImageKind.STILL), None
                ),
                "plate": _plate(reader, reader.segments[key], year),
            }
        )
    return found


def _pictures(reader: FilmReader, **which: Any) -> list[images.ImageRow]:
    """The film's pictures, or ``which`` of them; none of a film whose pictures the reader is not shown."""
    return [] if reader.veiled else images.images(reader.document, "filmimage", **which)


def _plate(reader: FilmReader, segment: Row, year: int | None) -> str:
    """The address of a segment's drawn image; "" while the film has no address."""
    if not reader.url:
        return ""
    version = posters.version(segment["own_title"], str(segment["number"]), year)
    return f"{segment['url']}frame.svg?v={version}"


def strip(found: list[Row], runtime: int | None) -> Row:
    """The segments as a strip to scale: shares of 100, and what the sum says of the runtime.

    Without the runtime of one of them nothing can be to scale: all are drawn alike.
    """
    known = [segment["runtime"] for segment in found if segment["runtime"]]
    total = sum(known)
    scaled = bool(found) and len(known) == len(found)
    whole = max(total, runtime or 0) if scaled else 0
    parts: list[Row] = []
    before = 0
    for segment in found:
        share = round(100 * segment["runtime"] / whole if scaled else 100 / len(found)) or 1
        behind = max(100 - before - share, 0)
        parts.append({**segment, "share": share, "before": before, "behind": behind})
        before = min(before + share, 99)
    rest = whole - total if scaled else 0
    return {
        "parts": parts,
        "scaled": scaled,
        "total": total,
        "rest": rest,
        "rest_share": round(100 * rest / whole) if rest > 0 else 0,
        "tight": any(_tight(part) for part in parts),
        "over": bool(runtime and total > runtime),
        "ticks": "".join(f"M{at} 0V{6 if at % 10 else 10}" for at in range(0, whole + 1, 5)),
        "whole": whole,
    }


def _tight(part: Row) -> bool:
    """Whether a segment's name does not fit its share of a strip on a wide screen."""
    longest = max((len(word) for word in part["title"].split()), default=0)
    return bool(9 * longest + 95 > 12 * part["share"])


def _edit_links(reader: FilmReader) -> dict[str, str]:
    """The address that edits each section, by its name in the declaration, and the staff as a grid."""
    links = {section.name: reader.edit(section.name) for section in registry["film"].sections}
    return {**links, "grid": f"{reader.url}edit/grid/"}


def _index(film: Row) -> list[Row]:
    """The sections that the sticky index names, those that exist for every film and those that
    only some have, in the order in which the page has them."""
    cast = [("characters", _("Cast"), True)]
    music = [
        ("songs", _("Songs"), bool(film["songs"])),
        ("disputes", _("Disputed"), bool(film["disputes"])),
    ]
    side = [
        ("general", _("Facts"), True),
        ("watch", _("Watch"), True),
        ("releases", _("Releases"), True),
        ("links", _("Links"), True),
    ]
    wanted = [
        ("story", _("Story"), True),
        ("segments", _("Segments"), bool(film["segments"])),
        ("images", _("Images"), bool(film["images"])),
        ("credits", _("Staff"), True),
        *([] if film["deep"] else cast),
        *([] if film["long"] else music),
        *side,
        *(cast if film["deep"] else []),
        *(music if film["long"] else []),
        ("relations", _("Related"), True),
    ]
    return [{"anchor": name, "label": label} for name, label, shown in wanted if shown]
