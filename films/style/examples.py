"""What the style guide's components show: one film, told small, and what people do to it.

The film is a document as the wiki knows them, so everything that is derived from it (title block,
timesheet, differences, conflicts) comes from the same code as on the pages of the site.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from films import gaps
from films.pages import film as film_page
from films.plots.figure import Figure
from films.plots.films_by_year import films_by_year
from wiki import changesets, diffs
from wiki.beside import Beside
from wiki.changesets import ChangeSet, Document
from wiki.citations import Cited
from wiki.conflict_diffs import (
    ConflictDiff,
    Fault,
    MergedText,
    present_conflicts,
    present_merged,
)
from wiki.documents import Label, Labels
from wiki.entry_types import registry
from wiki.forms.originals import Original
from wiki.forms.verdict import Judge
from wiki.hints import Hint
from wiki.keyset import KeysetPage
from wiki.protections import Lock
from wiki.quality.tallies import Share
from wiki.row_names import said
from wiki.sources import Source
from wiki.translations import Other, Texts

FILM = "film:1"
_DECK = "A wreck sings, a cold cure kills, and a town lives for its cannons."
_LONGER = (
    "Three stories after works by *Katsuhiro Otomo*.\n\nThe first was written by Satoshi Kon.\n\n"
    "Studio 4°C and Madhouse animated them."
)
_NAMES = {
    "person:1": Label("person:1", "Katsuhiro Otomo", "大友克洋", url="/people/"),
    "person:2": Label("person:2", "Koji Morimoto", "森本晃司", url="/people/"),
    "person:3": Label("person:3", "Yoko Kanno", "菅野よう子", url="/people/"),
    "person:4": Label("person:4", "Tsutomu Isobe", "磯部勉", url="/people/"),
    "character:1": Label("character:1", "Heintz Beckner", "ハインツ", url="/characters/"),
    "genre:1": Label("genre:1", "Anthology", url="/genres/"),
    "genre:2": Label("genre:2", "Science fiction", url="/genres/"),
}
LABELS = Labels(_NAMES)

_ROWS: dict[str, dict[str, Any]] = {
    FILM: {
        "kind": "anthology",
        "original_language": "ja",
        "country": "JP",
        "runtime": 113,
        "deck": _DECK,
        "description": _LONGER,
        "genres": ["genre:1", "genre:2"],
    },
    "filmname:1": {"text": "Memories", "language": "en", "kind": "official", "display": True},
    "filmname:2": {"text": "彼女の想いで", "language": "ja", "kind": "native"},
    "filmname:3": {"text": "かのじょのおもいで", "language": "ja-Hrkt", "kind": "kana"},
    "filmname:4": {"text": "Kanojo no Omoide", "language": "ja-Latn", "kind": "romaji"},
    "segment:1": {"number": 1, "runtime": 44, "deck": "Salvagers answer a distress call."},
    "segmentname:1": {
        "segment": "segment:1",
        "text": "Magnetic Rose",
        "language": "en",
        "kind": "official",
        "display": True,
    },
    "segment:2": {"number": 2, "runtime": 40},
    "segmentname:2": {
        "segment": "segment:2",
        "text": "Stink Bomb",
        "language": "en",
        "kind": "official",
        "display": True,
    },
    "credit:1": {"role": "chief_director", "person": "person:1"},
    "credit:2": {"role": "director", "person": "person:2", "segment": "segment:1"},
    "credit:3": {"role": "music", "person": "person:3", "segment": "segment:1"},
    "dubversion:1": {"language": "ja", "original": True, "country": "JP"},
    "appearance:1": {"character": "character:1", "importance": "main", "segment": "segment:1"},
    "voicerole:1": {"appearance": "appearance:1", "dub": "dubversion:1", "person": "person:4"},
    "release:1": {"country": "JP", "date": "1995-12-23", "medium": "cinema"},
    "filmdispute:1": {"about": "runtime", "note": "The page follows the Japanese cinemas."},
    "filmclaim:1": {
        "dispute": "filmdispute:1",
        "value": "113",
        "source": "Media Arts Database",
        "url": "https://mediaarts-db.artmuseums.go.jp/",
        "preferred": True,
    },
    "filmclaim:2": {
        "dispute": "filmdispute:1",
        "value": "115",
        "source": "A disc of 2004",
        "note": "Counts the logos.",
    },
    "filmdispute:2": {"about": "filmname", "detail": "the Japanese title", "settled": True},
    "filmclaim:3": {"dispute": "filmdispute:2", "value": "MEMORIES", "source": "The poster"},
}


def document() -> Document:
    """The film as it is."""
    found: Document = {}
    for place, (key, fields) in enumerate(_ROWS.items()):
        shape = registry.shapes[key.partition(":")[0]]
        whole = shape.complete(fields)
        if "position" in shape.fields:
            whole["position"] = place
        if "film" in shape.fields:
            whole["film"] = FILM
        found[key] = whole
    return found


def film() -> dict[str, Any]:
    """The film as its page shows it."""
    shown = film_page.build(FILM, document(), LABELS, url="/films/1-memories/")
    drawn = {"poster": "/style/posters/1995.svg", "picture": None}
    return {**shown, **drawn, "edit": dict.fromkeys(shown["edit"], "/style/")}


def edited() -> Document:
    """The film as somebody proposes it: a field, a set, a text, a row gone, one changed, one new."""
    after = {key: dict(fields) for key, fields in document().items()}
    after[FILM] |= {"runtime": 115, "genres": ["genre:2"], "deck": _DECK.replace("cold", "flu")}
    after["release:1"] |= {"date": "1995-12-24"}
    del after["credit:3"]
    shape = registry.shapes["credit"]
    after["credit:new1"] = shape.complete(
        {"film": FILM, "role": "writer", "person": "person:1", "segment": "segment:2"}
    ) | {"position": 99}
    return after


def changes() -> ChangeSet:
    """What is proposed."""
    return changesets.diff(document(), edited(), entry=FILM)


def differences() -> list[diffs.PageDiff]:
    """What is proposed, in words, with a hint and with the controls of who decides."""
    hint = Hint(FILM, "runtime", "The segments together have 84 minutes.")
    beside = {
        (FILM, "runtime"): Beside((FILM, "runtime"), judge=Judge((FILM, "runtime"))),
        ("credit:3", ""): Beside(
            ("credit:3", ""),
            judge=Judge(("credit:3", ""), left=True, why="", errors=["Say why."]),
        ),
        ("release:1", "date"): Beside(("release:1", "date"), reason="The cinema says the 23rd."),
    }
    return diffs.present(
        changes(), LABELS, documents={FILM: document()}, main=FILM, hints=[hint], beside=beside
    )


def conflicts() -> list[ConflictDiff]:
    """Two people changed the same: a number, and a paragraph of a text."""
    now = {key: dict(fields) for key, fields in document().items()}
    now[FILM] |= {"runtime": 112, "description": _LONGER.replace("Satoshi Kon", "Kon Satoshi")}
    wanted = edited()
    wanted[FILM] |= {"description": _LONGER.replace("Satoshi Kon", "a young Satoshi Kon")}
    proposed = changesets.diff(document(), wanted, entry=FILM)
    merge = changesets.merge(proposed, now)
    return present_conflicts(merge.conflicts, LABELS, documents={FILM: now}, changes=proposed)


def merged() -> list[MergedText]:
    """A text that two people changed in different paragraphs."""
    now = {key: dict(fields) for key, fields in document().items()}
    now[FILM] |= {"description": _LONGER.replace("Three stories", "Three short films")}
    wanted = {key: dict(fields) for key, fields in document().items()}
    wanted[FILM] |= {"description": _LONGER.replace("animated them", "animated them together")}
    proposed = changesets.diff(document(), wanted, entry=FILM)
    return present_merged(proposed, LABELS, documents={FILM: now})


def faults() -> list[Fault]:
    """Why something could not be approved."""
    return [Fault(said("Director: Koji Morimoto"), "Segment", ("This segment is gone.",))]


def hints() -> list[Hint]:
    """What looks odd, and a page that may be meant."""
    other = replace(_NAMES["person:2"], url="/people/")
    return [
        Hint(FILM, "runtime", "The segments together have 84 minutes."),
        Hint("credit:2", "person", "Somebody else bears this name:", other=other),
    ]


def locks() -> list[Lock]:
    """A page closed to newcomers, and one opened again."""
    return [
        Lock("The page", "members", None, "It is argued about.", is_open=False),
        Lock("Staff", "everybody", None, "The argument is over.", is_open=True),
    ]


def cited() -> list[Cited]:
    """A page of the web, the film itself, a book."""
    database = Source(
        "web",
        "Memories",
        "https://mediaarts-db.artmuseums.go.jp/id/C410709",
        date(2026, 11, 21),
    )
    return [
        Cited(1, database, ("Runtime", "Releases")),
        Cited(2, Source("seen")),
        Cited(3, Source("print", "Katsuhiro Otomo: Kanojo no Omoide, 1990, p. 12")),
    ]


def texts() -> list[Texts]:
    """What is said of a translation: that it is missing, and that it is older than the original."""
    japanese = Other("日本語", "ja", "#")
    return [
        Texts(missing="French", others=[japanese], edit="#"),
        Texts(older=True, others=[japanese], edit="#", since="#"),
    ]


def original() -> Original:
    """The text that a translation is made from."""
    return Original(
        "ja", "Japanese", [("Deck", "難破船が歌い、街は大砲のために生きる。")], open=True
    )


def pages() -> KeysetPage:
    """The middle of a long list."""
    return KeysetPage([], "?before=1", "?after=1")


def plot() -> Figure | None:
    """A drawing with its table: films by year, of every kind."""
    kinds = ("feature", "short", "anthology", "ova", "special", "series", "other")
    many = (9, 4, 2, 6, 3, 2, 1)
    return films_by_year(
        {
            (year, kind): count + (year + place) % 5
            for year in range(1980, 1996)
            for place, (kind, count) in enumerate(zip(kinds, many, strict=True))
        }
    )


def share() -> Share:
    """How many films have a runtime."""
    return Share(gaps.film.gaps[0], of=4106, missing=852)
