"""Characters of a film and who speaks them, by dub version."""

from __future__ import annotations

import hashlib

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from films.models import Importance
from films.pages.film_reader import FilmReader, Row
from wiki.wording import listed

#: The switch of languages tells this many versions apart.
MOST_VIEWS = 12
_HEADS = 6


def dubs(reader: FilmReader) -> list[Row]:
    """The dub versions: the original first, then by language, year and place in the list.

    ``view`` numbers them from 1, for the switch of languages.
    """
    found = []
    for key, fields in reader.rows("dubversion"):
        language = reader.show("dubversion", "language", fields) or _("unknown language")
        studio = reader.link(fields.get("studio"))
        details = [
            studio["title"],
            reader.show("dubversion", "country", fields),
            str(fields.get("year") or ""),
        ]
        found.append(
            {
                "key": key,
                "language": capfirst(language),
                "tag": fields.get("language") or "",
                "original": bool(fields.get("original")),
                "year": fields.get("year"),
                "studio": studio,
                "director": reader.link(fields.get("director")),
                "note": fields.get("note") or "",
                "details": listed(details),
            }
        )
    found.sort(key=lambda dub: (not dub["original"], dub["language"], dub["year"] or 9999))
    languages = [dub["language"] for dub in found]
    for view, dub in enumerate(found, start=1):
        several = languages.count(dub["language"]) > 1
        own = _("original") if dub["original"] else dub["details"] if several else ""
        dub["view"] = view
        dub["label"] = f"{dub['language']} ({own})" if own else dub["language"]
        dub["value"] = dub["tag"] if not several or dub["original"] else f"{dub['tag']}/{view}"
    return found


def characters(reader: FilmReader, versions: list[Row], segment: str | None = None) -> list[Row]:
    """Characters by importance, with their voices in every version; of one segment if given.

    ``voices`` has one list per version, in the order of ``versions``.
    """
    order = {code: at for at, code in enumerate(Importance.values)}
    found = []
    for key, fields in reader.rows("appearance"):
        if segment and fields.get("segment") != segment:
            continue
        link = reader.link(fields.get("character"))
        found.append(
            {
                **link,
                "order": order.get(fields.get("importance") or "", 99),
                "importance": reader.show("appearance", "importance", fields),
                "segment": reader.segment(fields.get("segment")),
                "note": fields.get("note") or "",
                "spoiler": bool(fields.get("spoiler")),
                "head": head(reader.labels[fields.get("character") or ""].title),
                "marks": reader.marks.of(key),
                "voices": _voices(reader, key, versions),
            }
        )
    found.sort(key=lambda character: character["order"])
    return found


def _voices(reader: FilmReader, appearance: str, versions: list[Row]) -> list[Row]:
    """The speakers of a character in each version."""
    spoken: dict[str, list[Row]] = {}
    for key, fields in reader.of("voicerole", "appearance", appearance):
        note, marks = fields.get("note") or "", reader.marks.of(key)
        voice = {**reader.who(fields), "note": note, "marks": marks}
        spoken.setdefault(fields.get("dub") or "", []).append(voice)
    return [
        {"view": dub["view"], "label": dub["label"], "people": spoken.get(dub["key"], [])}
        for dub in versions
    ]


def head(name: str) -> int:
    """Which construction drawing of a head stands for a character without an image."""
    return hashlib.blake2b(name.encode(), digest_size=2).digest()[0] % _HEADS + 1
