"""The anime-offline-database's format, both as one object and as lines."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from films.imports.offline_database import link_of, read_data
from films.models import Company, Film
from tests.films.imports.importing import SAMPLES, labelled, load, rows
from wiki.models import Revision

pytestmark = pytest.mark.django_db

JSON, LINES = SAMPLES / "offline.json", SAMPLES / "offline.jsonl"


def sample() -> dict[str, Any]:
    return json.loads(JSON.read_text(encoding="utf-8"))


def written(folder: Path, content: dict[str, Any], name: str = "anime.json.gz") -> Path:
    """The database as one packed object on one line, as it is published."""
    path = folder / name
    path.write_bytes(gzip.compress(json.dumps(content).encode()))
    return path


@pytest.mark.parametrize("file", [JSON, LINES], ids=["object", "lines"])
def test_films_are_taken_and_bad_ones_told(file: Path) -> None:
    outcome = load(file)
    assert outcome.error
    assert "the anime has no title" in outcome.told
    assert set(outcome.counted("created").split(", ")) == {"2 companies", "2 films"}
    feature, short = Film.objects.order_by("-runtime")
    assert (feature.kind, feature.runtime, feature.year) == ("feature", 90, 2011)
    assert (short.kind, short.runtime, short.year) == ("short", 12, None)
    assert [(n["text"], n["kind"]) for n in rows(feature, "filmname")] == [
        ("The Paper Lighthouse", "official"),
        ("Kami no Toudai", "alias"),
        ("紙の灯台", "alias"),
    ]
    assert {(link["site"], link["value"]) for link in rows(feature, "filmlink")} == {
        ("anidb", "9001"),
        ("anilist", "9001"),
        ("mal", "9001"),
    }


def test_firms_of_one_name_are_one() -> None:
    load(JSON)
    assert {company.title for company in Company.objects.all()} == {
        "lantern works",
        "harbour films",
    }
    film = Film.objects.get(runtime=90)
    assert [row["role"] for row in rows(film, "companycredit")] == [
        "animation",
        "production",
        "production",
    ]


def test_relations_stand_once_and_only_between_films_that_are_there() -> None:
    load(JSON)
    film, other = Film.objects.order_by("-runtime")
    assert labelled(film, "relation", "other") == [other.title]
    assert not rows(other, "relation")


def test_other_types_are_taken_when_asked_for() -> None:
    load(JSON)
    load(JSON, types="MOVIE,TV")
    series = Film.objects.get(kind="series")
    assert series.runtime is None
    assert labelled(Film.objects.get(runtime=90), "relation", "other") == [
        "The Paper Lighthouse: Prologue",
        "Harbour Days",
    ]


def test_a_second_run_changes_nothing() -> None:
    load(JSON)
    count = Revision.objects.count()
    assert load(LINES).counted("unchanged") == "2 films"
    assert Revision.objects.count() == count


def test_the_revision_notes_the_licence() -> None:
    load(JSON)
    assert "Licence: Open Database License (ODbL) v1.0, https://example.org/anime, 2026-01-05" in (
        Revision.objects.get().sources
    )


def test_a_film_keeps_its_page_when_it_gets_a_more_trusted_address(tmp_path: Path) -> None:
    content = sample()
    content["data"][0]["sources"] = ["https://anidb.net/anime/9001"]
    load(written(tmp_path, content))
    content["data"][0]["sources"].append("https://anilist.co/anime/9001")
    load(written(tmp_path, content))
    assert Film.objects.count() == 2


def test_a_big_object_is_read_piece_by_piece(tmp_path: Path) -> None:
    content = sample()
    one = content["data"][0]
    content["data"] = [{**one, "title": f'Film {n} 「{{[\\"'} for n in range(3_000)]
    found = list(read_data(written(tmp_path, content)))
    assert len(found) == 3_000
    assert [item.place for item in found[:2]] == ["anime.json.gz:data[0]", "anime.json.gz:data[1]"]


def test_a_file_that_breaks_off_is_told(tmp_path: Path) -> None:
    whole = written(tmp_path, sample())
    broken = tmp_path / "broken.json"
    broken.write_bytes(gzip.decompress(whole.read_bytes())[:-900])
    outcome = load(broken, format="offline-database")
    assert "unreadable from here on" in outcome.told
    assert outcome.error


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://anilist.co/anime/1462", ("anilist", "1462")),
        ("https://myanimelist.net/anime/1462", ("mal", "1462")),
        ("https://kitsu.io/anime/1267", ("kitsu", "1267")),
        ("https://anime-planet.com/anime/memories", ("animeplanet", "memories")),
        ("https://livechart.me/anime/3", ("livechart", "3")),
        ("https://notify.moe/anime/abc_-9", ("notify", "abc_-9")),
        (
            "https://animenewsnetwork.com/encyclopedia/anime.php?id=57",
            ("ann", "57"),
        ),
        ("https://elsewhere.example/anime/3", None),
    ],
)
def test_addresses_stand_for_identifiers(address: str, link: tuple[str, str] | None) -> None:
    assert link_of(address) == link
