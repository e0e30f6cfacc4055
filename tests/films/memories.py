"""Memories (1995) as a document with everything a film page can show, and its labels.

The facts are real where they are known; the dubs and offers are made up to fill every section.
"""

from __future__ import annotations

from typing import Any

from wiki.changesets import Document
from wiki.documents import Label, Labels, complete

KEY = "film:12"
URL = "/films/12-memories/"

_PEOPLE = {
    1: ("Koji Morimoto", "森本晃司"),
    2: ("Tensai Okamura", "岡村天斎"),
    3: ("Katsuhiro Otomo", "大友克洋"),
    4: ("Satoshi Kon", "今敏"),
    5: ("Yoko Kanno", "菅野よう子"),
    6: ("Jun Miyake", "三宅純"),
    7: ("Hiroyuki Nagashima", "長嶌寛幸"),
    8: ("Hirotsugu Kawasaki", "川崎博嗣"),
    9: ("Hidekazu Ohara", "小原秀一"),
    10: ("Masahiro Ando", "安藤真裕"),
    11: ("Takashi Watanabe", "渡部隆"),
    12: ("Tsutomu Isobe", "磯部勉"),
    13: ("Shigeru Chiba", "千葉繁"),
    14: ("Gara Takashima", "高島雅羅"),
    15: ("Hideyuki Hori", "堀秀行"),
}
_SEGMENT, _WHOLE = {1: "segment:1", 2: "segment:2", 3: "segment:3"}, None


def _rows(name: str, rows: list[dict[str, Any]], **owner: str) -> Document:
    """Rows of a part, numbered from 1, in the order given."""
    return {
        f"{name}:{at}": {**owner, "position": at, **row} for at, row in enumerate(rows, start=1)
    }


def _name(text: str, language: str, kind: str = "official", **more: Any) -> dict[str, Any]:
    return {"text": text, "language": language, "kind": kind, **more}


def _credit(role: str, person: int, segment: str | None = None, **more: Any) -> dict[str, Any]:
    return {"role": role, "person": f"person:{person}", "segment": segment, **more}


def document() -> Document:
    """The document of Memories."""
    film = {"film": KEY}
    made: Document = {
        KEY: {
            "kind": "anthology",
            "original_language": "ja",
            "country": "JP",
            "runtime": 113,
            "source_work": "Three stories by Katsuhiro Otomo",
            "deck": "Three unconnected tales: a salvage crew answers a distress call from a derelict "
            "haunted by an opera singer, a young man becomes a walking chemical weapon, and a boy "
            "spends a day in a city that exists only to fire cannons.",
            "description": "An anthology built on works by Katsuhiro Otomo, in the line of Robot "
            "Carnival and Neo Tokyo. Its title comes from the first story, whose Japanese name means "
            "“Her Memories”.\n\nThe three parts share no plot; each has its own director, composer "
            "and look.",
            "genres": ["genre:1", "genre:2"],
            "themes": ["theme:1", "theme:2", "theme:3"],
        },
        "segment:1": {
            **film,
            "number": 1,
            "runtime": 44,
            "deck": "Salvagers board a metal rose adrift in space, where robots and holograms replay "
            "the life of a singer and try to keep their visitors for good.",
            "description": "The crew of the *Corona* hope for loot. >!The rose is her tomb.!<",
        },
        "segment:2": {
            **film,
            "number": 2,
            "runtime": 40,
            "deck": "A researcher takes what he believes is a cold remedy and, unaware of what he has "
            "become, sets out for Tokyo to report.",
        },
        "segment:3": {
            **film,
            "number": 3,
            "runtime": 23,
            "deck": "One day in a town whose whole life is loading and firing guns at an enemy that "
            "nobody explains.",
        },
    }
    made |= _rows(
        "filmname",
        [
            _name("Memories", "en", country="US", display=True),
            _name("メモリーズ", "ja", country="JP"),
            _name("Memorîzu", "ja-Latn", "romaji"),
            _name("Katsuhiro Otomo Presents: Memories", "en", "alias"),
        ],
        **film,
    )
    for at, names in enumerate(
        (
            [_name("Magnetic Rose", "en", display=True), _name("彼女の想いで", "ja"),
             _name("Kanojo no Omoide", "ja-Latn", "romaji")],
            [_name("Stink Bomb", "en", display=True), _name("最臭兵器", "ja")],
            [_name("Cannon Fodder", "en", display=True), _name("大砲の街", "ja")],
        ),
        start=1,
    ):  # fmt: skip
        for place, name in enumerate(names):
            made[f"segmentname:{at}{place}"] = {
                "segment": f"segment:{at}", "position": place, **name
            }  # fmt: skip
    made |= _credits() | _cast() | _world()
    return complete(made)


def _credits() -> Document:
    """Staff, companies and songs."""
    one, two, three = _SEGMENT[1], _SEGMENT[2], _SEGMENT[3]
    made = _rows(
        "credit",
        [
            _credit("director", 2, two, note="Creator of Darker than Black."),
            _credit("character_design", 8, two),
            _credit("character_design", 9, three),
            _credit("director", 1, one),
            _credit("director", 3, three),
            _credit("chief_director", 3),
            _credit("original_work", 3),
            _credit("writer", 3, two),
            _credit("writer", 3, three),
            _credit("key_animation", 10, one),
            _credit("art_director", 11, one, credited_as="Wataru Takashi"),
            _credit("writer", 4, one),
            _credit("music", 5, one),
            _credit("music", 7, three),
            _credit("music", 6, two),
            {"role": "key_animation", "credited_as": "Somebody without a page", "segment": two},
            _credit("other", 10, None, role_text="Title lettering"),
        ],
        film=KEY,
    )
    made |= _rows(
        "companycredit",
        [
            {"role": "production", "company": "company:2"},
            {"role": "animation", "company": "company:1", "segment": one},
            {"role": "animation", "company": "company:2", "segment": two},
        ],
        film=KEY,
    )
    made |= _rows("song", [{"kind": "ending", "segment": one}], film=KEY)
    made |= _rows("songname", [_name("In Yer Memory", "en", display=True)], song="song:1")
    made |= _rows("songcredit", [{"role": "composer", "person": "person:5"}], song="song:1")
    return made


def _cast() -> Document:
    """Dub versions, characters and voices; one character has no English voice."""
    one, two = _SEGMENT[1], _SEGMENT[2]
    made = _rows(
        "dubversion",
        [
            {"language": "en", "country": "US", "studio": "company:3", "year": 2004},
            {"language": "ja", "original": True, "country": "JP"},
        ],
        film=KEY,
    )
    made |= _rows(
        "appearance",
        [
            {"character": "character:3", "importance": "supporting", "segment": one,
             "note": "sends the distress call", "spoiler": True},
            {"character": "character:1", "importance": "main", "segment": one},
            {"character": "character:2", "importance": "supporting", "segment": one},
            {"character": "character:4", "importance": "main", "segment": two},
        ],
        film=KEY,
    )  # fmt: skip
    made |= {
        f"voicerole:{at}": {"position": at, **row}
        for at, row in enumerate(
            (
                {"appearance": "appearance:2", "dub": "dubversion:2", "person": "person:12"},
                {"appearance": "appearance:2", "dub": "dubversion:1", "credited_as": "Jane Roe"},
                {"appearance": "appearance:3", "dub": "dubversion:2", "person": "person:13"},
                {"appearance": "appearance:1", "dub": "dubversion:2", "person": "person:14"},
                {"appearance": "appearance:4", "dub": "dubversion:2", "person": "person:15",
                 "credited_as": "Hideyuki HORI"},
            ),
            start=1,
        )
    }  # fmt: skip
    return made


def _world() -> Document:
    """Releases, cuts, offers and all that points at other pages."""
    film = {"film": KEY}
    made = _rows("cut", [{"kind": "theatrical", "runtime": 113, "segments": list(_SEGMENT.values())}],
                 **film)  # fmt: skip
    made |= _rows(
        "release",
        [
            {"country": "US", "title": "Memories", "date": "2004-02-24", "medium": "disc",
             "rating_system": "mpa", "rating": "R", "runtime": 113},
            {"country": "JP", "title": "メモリーズ", "date": "1995-12-23", "medium": "cinema",
             "cut": "cut:1", "distributor": "company:4"},
            {"country": "FR", "date": "1998", "medium": "festival"},
        ],
        **film,
    )  # fmt: skip
    made |= _rows(
        "availability",
        [
            {"service": "service:2", "kind": "free", "countries": ["US"],
             "checked_on": "2026-01-04"},
            {"service": "service:1", "kind": "subscription", "countries": ["CA", "US"],
             "checked_on": "2026-11-01", "url": "https://example.org/memories"},
            {"service": "service:1", "kind": "rent", "countries": ["GB"], "until": "2020-01-01"},
        ],
        **film,
    )  # fmt: skip
    made |= _rows(
        "relation", [{"kind": "spiritual", "other": "film:20", "note": "earlier anthology"}], **film
    )
    made |= _rows(
        "similarity",
        [{"other": "film:21", "reason": "Three directors, three looks, one evening"}],
        **film,
    )
    made |= _rows(
        "association",
        [
            {"thing": "thing:1", "segment": _SEGMENT[1], "note": "heard in the rose"},
            {"thing": "thing:2", "segment": _SEGMENT[1], "spoiler": True},
            {"thing": "thing:3", "segment": _SEGMENT[3], "note": "planned as one shot"},
        ],
        **film,
    )
    made |= _rows(
        "membership", [{"franchise": "franchise:1", "release_order": 2, "story_order": 1}], **film
    )
    made |= _rows(
        "filmlink",
        [
            {"site": "imdb", "value": "tt0113799"},
            {"site": "anilist", "value": "1462"},
            {"site": "web", "value": "https://example.org/memories"},
        ],
        **film,
    )
    return made


def labels() -> Labels:
    """The labels of everything that the document points at."""
    others = {
        "company:1": ("Studio 4°C", "スタジオ4℃", "companies"),
        "company:2": ("Madhouse", "マッドハウス", "companies"),
        "company:3": ("Harbour Voices", "", "companies"),
        "company:4": ("Shochiku", "松竹", "companies"),
        "character:1": ("Heintz Beckner", "ハインツ・ベックナー", "characters"),
        "character:2": ("Miguel", "ミゲル", "characters"),
        "character:3": ("Eva Friedel", "エヴァ・フリーデル", "characters"),
        "character:4": ("Nobuo Tanaka", "田中信男", "characters"),
        "genre:1": ("Science fiction", "", "genres"),
        "genre:2": ("Black comedy", "", "genres"),
        "theme:1": ("Living in the past", "", "themes"),
        "theme:2": ("War without purpose", "", "themes"),
        "theme:3": ("Accident of science", "", "themes"),
        "service:1": ("Example Prime", "", "services"),
        "service:2": ("Example Tube", "", "services"),
        "film:20": ("Robot Carnival", "ロボットカーニバル", "films"),
        "film:21": ("Neo Tokyo", "迷宮物語", "films"),
        "thing:1": ("Madame Butterfly", "", "things"),
        "thing:2": ("Mausoleum", "", "things"),
        "thing:3": ("Tracking shot", "", "things"),
        "franchise:1": ("Otomo’s anthologies", "", "franchises"),
    }
    found = Labels()
    for at, (title, native) in _PEOPLE.items():
        found[f"person:{at}"] = Label(f"person:{at}", title, native, url=f"/people/{at}-x/")
    for key, (title, native, segment) in others.items():
        found[key] = Label(key, title, native, url=f"/{segment}/{key.split(':')[1]}-x/")
    return found
