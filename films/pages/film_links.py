"""What a film belongs to: franchises, related and similar films, associations, links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.text import capfirst

from films.models import RelationKind
from films.pages.film_reader import FilmReader, Row, titles_of
from films.sites import SITES
from wiki.documents import Label


class Incoming(NamedTuple):
    """A relation or likeness that is stored at the other film. ``kind`` is what *this* film is."""

    other: Label
    kind: str = ""
    note: str = ""


def relations(reader: FilmReader, incoming: Iterable[Incoming]) -> list[Row]:
    """Related films, told from this one's side, by kind of relation."""
    order = {code: at for at, code in enumerate(RelationKind.values)}
    found = []
    for _key, fields in reader.rows("relation"):
        kind = RelationKind(fields["kind"])
        found.append((kind, _film(reader.labels[fields["other"]]), fields.get("note") or ""))
    for row in incoming:
        if not row.other.hidden:
            found.append((RelationKind(row.kind).inverse, _film(row.other), row.note))
    found.sort(key=lambda row: order[row[0]])
    return [{**film, "kind": capfirst(kind.label), "note": note} for kind, film, note in found]


def similar(reader: FilmReader, incoming: Iterable[Incoming]) -> list[Row]:
    """Similar films with the reason, whichever film's page it was written on."""
    own = [
        {**_film(reader.labels[fields["other"]]), "note": fields.get("reason") or ""}
        for _key, fields in reader.rows("similarity")
    ]
    others = [{**_film(row.other), "note": row.note} for row in incoming if not row.other.hidden]
    return own + others


def _film(label: Label) -> Row:
    """A film as a card: names, address, poster."""
    url = "" if label.hidden else label.url
    names = label.shown
    return {
        "title": names.title,
        "html": names.html,
        "second": names.second_html,
        "url": url,
        "poster": f"{url}poster.svg" if url else "",
    }


def memberships(reader: FilmReader) -> list[Row]:
    """The franchises that the film belongs to, with its place in each."""
    return [
        {
            **reader.link(fields.get("franchise")),
            "release_order": fields.get("release_order"),
            "story_order": fields.get("story_order"),
            "note": fields.get("note") or "",
        }
        for _key, fields in reader.rows("membership")
    ]


def associations(reader: FilmReader, segment: str | None = None) -> list[Row]:
    """Places, objects, works that the film has to do with; of one segment if given."""
    return [
        {
            **reader.link(fields.get("thing")),
            "segment": reader.segment(fields.get("segment")),
            "note": fields.get("note") or "",
            "spoiler": bool(fields.get("spoiler")),
        }
        for _key, fields in reader.rows("association")
        if not segment or fields.get("segment") == segment
    ]


def links(reader: FilmReader) -> list[Row]:
    """Pages elsewhere, in the order of the sites' list."""
    order = {code: at for at, code in enumerate(SITES)}
    rows: list[dict[str, Any]] = []
    for _key, fields in reader.rows("filmlink"):
        site = SITES.get(fields.get("site") or "")
        value = fields.get("value") or ""
        rows.append(
            {
                "order": order.get(fields.get("site") or "", 99),
                "site": str(site.label) if site else fields.get("site"),
                "value": value,
                "url": site.url("film", value) if site else "",
            }
        )
    rows.sort(key=lambda row: row["order"])
    return rows


def songs(reader: FilmReader, segment: str | None = None) -> list[Row]:
    """Songs and music with who performed and wrote them; of one segment if given."""
    found = []
    for key, fields in reader.rows("song"):
        if segment and fields.get("segment") != segment:
            continue
        names = reader.names("songname", "song", key)
        roles: dict[str, Row] = {}
        for _row, credit in reader.of("songcredit", "song", key):
            label = capfirst(reader.show("songcredit", "role", credit))
            role = roles.setdefault(label, {"label": label, "people": []})
            role["people"].append(reader.who(credit))
        shown = titles_of(names)
        found.append(
            {
                "title": shown.title,
                "html": shown.html,
                "others": [name for name in names if name["text"] != shown.title],
                "kind": capfirst(reader.show("song", "kind", fields)),
                "segment": reader.segment(fields.get("segment")),
                "roles": list(roles.values()),
                "note": fields.get("note") or "",
            }
        )
    return found
