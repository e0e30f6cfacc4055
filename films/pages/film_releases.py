"""When and where a film came out: releases by country, cuts, where it can be watched."""

from __future__ import annotations

import datetime
from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from films.models import AvailabilityKind
from films.pages.film_reader import FilmReader, Row
from wiki.partial_dates import partial_date_html, show_partial_date

#: After so many days without a check, a place to watch is shown as uncertain.
FRESH_DAYS = 90


def releases(reader: FilmReader) -> list[Row]:
    """Releases by country: countries by their first release, the film's own first."""
    home = reader.film.get("country") or ""
    rows: list[Row] = []
    for key, fields in reader.rows("release"):
        cut = next((f for k, f in reader.rows("cut") if k == fields.get("cut")), None)
        system = reader.show("release", "rating_system", fields)
        rows.append(
            {
                "code": fields.get("country") or "",
                "country": reader.show("release", "country", fields) or _("Country unknown"),
                "sort": fields.get("date") or "9999",
                "datetime": fields.get("date") or "",
                "date": show_partial_date(fields.get("date") or ""),
                "title": fields.get("title") or "",
                "medium": reader.show("release", "medium", fields),
                "rating": " ".join(part for part in (system, fields.get("rating") or "") if part)
                if fields.get("rating")
                else "",
                "rated": fields.get("rating") or "",
                "runtime": fields.get("runtime"),
                "cut": (cut.get("name") or reader.show("cut", "kind", cut)) if cut else "",
                "distributor": reader.link(fields.get("distributor")),
                "note": fields.get("note") or "",
                "marks": reader.marks.of(key),
            }
        )
    rows.sort(key=lambda row: row["sort"])
    first: dict[str, str] = {}
    for row in rows:
        first.setdefault(row["code"], row["sort"])
    rows.sort(key=lambda row: (row["code"] != home or not home, first[row["code"]], row["code"]))
    return [
        {"country": group[0]["country"], "rows": group}
        for group in (list(found) for _code, found in groupby(rows, key=lambda row: row["code"]))
    ]


def rating(countries: list[Row]) -> str:
    """The rating that stands for the film: the first one given, in the film's own country first."""
    return next((r["rating"] for group in countries for r in group["rows"] if r["rating"]), "")


def cuts(reader: FilmReader) -> list[Row]:
    """The cuts with their runtimes and the segments that they contain."""
    return [
        {
            "title": fields.get("name") or capfirst(reader.show("cut", "kind", fields)),
            "kind": reader.show("cut", "kind", fields) if fields.get("name") else "",
            "runtime": fields.get("runtime"),
            "segments": sorted(
                (reader.segments[s] for s in fields.get("segments") or [] if s in reader.segments),
                key=lambda segment: segment["number"],
            ),
            "note": fields.get("note") or "",
            "marks": reader.marks.of(key),
        }
        for key, fields in reader.rows("cut")
    ]


def watch(reader: FilmReader, today: datetime.date) -> list[Row]:
    """Where to watch, by kind of offer; what has ended is left out."""
    order = {code: at for at, code in enumerate(AvailabilityKind.values)}
    rows: list[Row] = []
    for _key, fields in reader.rows("availability"):
        until = fields.get("until") or ""
        if until and until < today.isoformat():
            continue
        checked = fields.get("checked_on") or ""
        stale = not checked or (today - datetime.date.fromisoformat(checked)).days > FRESH_DAYS
        rows.append(
            {
                "order": order.get(fields.get("kind") or "", 99),
                "kind": capfirst(reader.show("availability", "kind", fields)),
                "service": reader.link(fields.get("service")),
                "countries": reader.show("availability", "countries", fields),
                "url": fields.get("url") or "",
                "since": partial_date_html(fields.get("since") or ""),
                "until": partial_date_html(until),
                "checked": partial_date_html(checked),
                "checked_iso": checked,
                "stale": stale,
                "note": fields.get("note") or "",
            }
        )
    rows.sort(key=lambda row: (row["order"], row["service"]["title"]))
    return [
        {"kind": group[0]["kind"], "rows": group}
        for group in (list(found) for _order, found in groupby(rows, key=lambda row: row["order"]))
    ]
