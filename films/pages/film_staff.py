"""Staff of a film: credits by department and role, and who did what in which segment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from films.models import CompanyRole
from films.pages.film_reader import FilmReader, Row
from films.roles import DIRECTING, OTHER, ROLES, Department, Role
from wiki.changesets import Fields

WHOLE = "whole"


def departments(reader: FilmReader, segment: str | None = None, *, only: bool = False) -> list[Row]:
    """Credits grouped by department, then role, each in the order of the roles' list.

    With ``only``, those of the segment with the key ``segment``. Somebody with one role in several
    segments is named once.
    """
    groups: dict[str, Row] = {}
    for role, text, key, fields in _sorted_credits(reader):
        if only and fields.get("segment") != segment:
            continue
        department = Department(role.department)
        group = groups.setdefault(department, {"label": department.label, "roles": {}})
        label = text or str(role.label)
        entry = group["roles"].setdefault(
            (role.order, label),
            {
                "label": label,
                "japanese": "" if label == role.japanese or text else role.japanese,
                "people": {},
            },
        )
        _add_person(reader, entry["people"], key, fields)
    return [
        {
            "label": group["label"],
            "roles": [
                {**entry, "people": list(entry["people"].values())}
                for entry in group["roles"].values()
            ],
        }
        for group in groups.values()
    ]


def _sorted_credits(reader: FilmReader) -> list[tuple[Role, str, str, Fields]]:
    """(role, role as printed where the list has none, key, row), in the order of the page."""
    found = []
    for key, fields in reader.rows("credit"):
        role = ROLES.get(fields.get("role") or OTHER, ROLES[OTHER])
        text = fields.get("role_text") or "" if role.code == OTHER else ""
        found.append((role, text, key, fields))
    found.sort(key=lambda row: row[0].order)
    return found


def _add_person(reader: FilmReader, people: dict[Any, Row], key: str, fields: Fields) -> None:
    """Add one credit to the people of a role; the same person's segments are put together."""
    person = reader.who(fields)
    note = fields.get("note") or ""
    known = people.setdefault(
        (person["key"], person["printed"], note),
        {**person, "note": note, "segments": [], "rows": []},
    )
    known["rows"].append(key)
    known["marks"] = reader.marks.of_rows(known["rows"])
    segment = reader.segment(fields.get("segment"))
    if segment and segment not in known["segments"]:
        known["segments"].append(segment)


def directors(reader: FilmReader, segment: str | None = None) -> list[Row]:
    """Who directed the film, or one segment of it; each once, for the title block."""
    found: dict[str, Row] = {}
    for role, _text, _key, fields in _sorted_credits(reader):
        if segment and fields.get("segment") != segment:
            continue
        if role.code in DIRECTING:
            person = reader.who(fields)
            found.setdefault(person["key"], person)
    return list(found.values())


def companies(reader: FilmReader) -> list[Row]:
    """Companies by what they did."""
    roles: dict[str, Row] = {}
    order = {code: at for at, code in enumerate(CompanyRole.values)}
    rows = sorted(
        reader.rows("companycredit"), key=lambda row: order.get(row[1].get("role") or "", 99)
    )
    for key, fields in rows:
        label = capfirst(reader.show("companycredit", "role", fields))
        entry = roles.setdefault(label, {"label": label, "companies": []})
        segment = reader.segment(fields.get("segment"))
        entry["companies"].append(
            {
                **reader.link(fields.get("company")),
                "note": fields.get("note") or "",
                "segments": [segment] if segment else [],
                "marks": reader.marks.of(key),
            }
        )
    return list(roles.values())


def timesheet(reader: FilmReader) -> Row | None:
    """People × segments: who did what where. ``None`` where a film has no segments or no credits.

    ``columns`` are the segments, after a column of the whole film where anybody worked on that;
    each of ``rows`` has one cell per column, a list of roles.
    """
    found = _sorted_credits(reader)
    if not reader.segments or not found:
        return None
    whole = any(not reader.segment(fields.get("segment")) for _role, _text, _key, fields in found)
    keys = ([WHOLE] if whole else []) + list(reader.segments)
    people: dict[str, Row] = {}
    for role, text, _key, fields in found:
        person = reader.who(fields)
        row = people.setdefault(person["key"], {**person, "cells": {key: [] for key in keys}})
        place = fields.get("segment") if reader.segment(fields.get("segment")) else WHOLE
        label = text or str(role.label)
        if label not in row["cells"][place]:
            row["cells"][place].append(label)
    columns = [
        {"title": _("Whole film"), "html": _("Whole film"), "number": "", "url": ""}
        if key == WHOLE
        else reader.segments[key]
        for key in keys
    ]
    rows = [{**row, "cells": list(row["cells"].values())} for row in people.values()]
    return {"columns": columns, "rows": rows}


def people_of(groups: Iterable[Row]) -> int:
    """How many names are in groups of credits."""
    return sum(len(role["people"]) for group in groups for role in group["roles"])
