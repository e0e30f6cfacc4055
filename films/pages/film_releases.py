"""When and where a film came out: releases by country, cuts, where it can be watched."""

from __future__ import annotations

import datetime
from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from films.models import AvailabilityKind
from films.pages.film_reader import FilmReader, Row
from films.watching import is_stale
from wiki.partial_dates import partial_date_html, show_partial_date
from wiki.vocabularies import country_name


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


def watch(reader: FilmReader, today: datetime.date, country: str = "") -> list[Row]:
    """Where to watch, what has ended left out: the reader's country first, else by kind of offer."""
    order = {code: at for at, code in enumerate(AvailabilityKind.values)}
    rows = [
        offer(reader, key, fields, today)
        for key, fields in reader.rows("availability")
        if not (fields.get("until") and fields["until"] < today.isoformat())
    ]
    rows.sort(key=lambda row: (order.get(row["kind_code"], 99), row["service"]["title"]))
    if country:
        return _by_country(rows, country)
    return [
        {"label": group[0]["kind"], "by_kind": True, "rows": group}
        for group in (list(found) for _kind, found in groupby(rows, key=lambda r: r["kind_code"]))
    ]


def _by_country(rows: list[Row], country: str) -> list[Row]:
    """Offers there, and offers elsewhere; "here" is said to be empty if there are only others."""
    here = [row for row in rows if country in row["codes"]]
    others = [row for row in rows if country not in row["codes"]]
    for row in here:
        row["gone_in"] = country if len(row["codes"]) > 1 else ""
    name = country_name(country)
    groups = [{"label": _("In %(country)s") % {"country": name}, "rows": here, "here": name}]
    if others:
        groups.append({"label": _("Elsewhere"), "rows": others})
    return groups if rows else []


def offer(reader: FilmReader, key: str, fields: Row, today: datetime.date) -> Row:
    """One place to watch. ``check`` is the address that asks whether it is still there."""
    since, until = fields.get("since") or "", fields.get("until") or ""
    checked = fields.get("checked_on") or ""
    number = key.partition(":")[2]
    codes = fields.get("countries") or []
    return {
        "kind_code": fields.get("kind") or "",
        "kind": capfirst(reader.show("availability", "kind", fields)),
        "service": reader.link(fields.get("service")),
        "codes": codes,
        "countries": reader.show("availability", "countries", fields),
        "url": fields.get("url") or "",
        "since": partial_date_html(since) if since > today.isoformat() else "",
        "until": partial_date_html(until),
        "checked": partial_date_html(checked),
        "checked_iso": checked,
        "stale": is_stale(datetime.date.fromisoformat(checked) if checked else None, today),
        "note": fields.get("note") or "",
        "check": f"{reader.url}watch/{number}/" if reader.url and number.isdigit() else "",
        "gone_in": "",
        "ask_where": len(codes) > 1,
    }
