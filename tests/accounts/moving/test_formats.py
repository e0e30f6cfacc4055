"""What is read from files of other sites, by samples of the shapes that they have."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.moving import formats, rows
from accounts.moving.files import opened
from accounts.moving.rows import Row
from tests.accounts.moving.bringing import read

#: Sample, format, rows of the watch list, rows of lists, lists, what was left out.
SAMPLES = [
    ("mal.xml", "mal", 6, 0, 0, 0),
    ("mal-old.xml.gz", "mal", 2, 0, 0, 0),
    ("anilist.json", "anilist", 3, 1, 1, 1),
    ("anidb.csv", "anidb", 3, 0, 0, 0),
    ("kitsu.json", "kitsu", 2, 0, 0, 1),
    ("shikimori.json", "shikimori", 1, 0, 0, 1),
    ("shikimori.xml", "mal", 1, 0, 0, 0),
    ("letterboxd.zip", "letterboxd", 5, 2, 1, 0),
    ("letterboxd-list.csv", "letterboxd", 0, 2, 1, 0),
]


@pytest.mark.parametrize(("name", "form", "watched", "listed", "lists", "left_out"), SAMPLES)
def test_each_sample_holds_what_it_holds(
    name: str, form: str, watched: int, listed: int, lists: int, left_out: int
) -> None:
    found_form, found = read(name)
    assert found_form == form
    of_lists = [row for row in found.rows if row.list is not None]
    assert (len(found.rows) - len(of_lists), len(of_lists)) == (watched, listed)
    assert (len(found.lists), found.left_out) == (lists, left_out)


def _row(name: str, title: str) -> Row:
    return next(row for row in read(name)[1].rows if row.title == title)


def test_myanimelist_tells_of_times_beside_the_first_and_of_dates_without_a_day() -> None:
    memories = _row("mal.xml", "Memories")
    assert memories.ids == {"mal": "1462"}
    assert (memories.status, memories.score, memories.times) == ("watched", 90, 2)
    assert (memories.started, memories.finished) == ("2019-05", "2019-05-21")
    assert memories.notes == "Cannon Fodder!"
    assert (_row("mal.xml", "Perfect Blue").film, memories.film) == (None, True)
    assert _row("mal.xml", "Cowboy Bebop").film is False


def test_bytes_of_another_encoding_and_what_xml_forbids_do_not_stop_an_old_file() -> None:
    _form, found = read("mal-old.xml.gz")
    assert [row.title for row in found.rows] == ["Akira", "Pokémon & Friends"]
    assert found.rows[1].status == "watched"


def test_anilist_rates_by_the_scale_of_the_file_and_knows_partial_dates() -> None:
    memories = _row("anilist.json", "Memories")
    assert (memories.score, memories.times, memories.finished) == (85, 3, "2012-08")
    assert memories.ids == {"anilist": "1462", "mal": "1462"}
    assert (memories.year, memories.changed[:4]) == (1995, "2023")
    akira = _row("anilist.json", "AKIRA")
    assert (akira.status, akira.score, akira.private) == ("want", None, True)


def test_kitsu_names_other_sites_in_its_mappings() -> None:
    memories = _row("kitsu.json", "Memories")
    assert memories.ids == {"mal": "1462", "kitsu": "1001"}
    assert (memories.score, memories.times, memories.finished) == (85, 2, "2020-02-03")
    assert memories.titles == ("メモリーズ",)


def test_the_tables_of_letterboxd_are_put_together_by_film() -> None:
    memories = _row("letterboxd.zip", "Memories")
    assert (memories.status, memories.score, memories.times) == ("watched", 90, 2)
    assert memories.finished == "2021-01-01"
    assert memories.notes == "Three films,\n\none city."
    assert _row("letterboxd.zip", "Akira").status == "want"


def test_two_films_of_one_name_and_year_stay_two() -> None:
    assert sum(row.title == "Twins" for row in read("letterboxd.zip")[1].rows) == 2


def test_a_list_of_letterboxd_has_its_head_above_its_table() -> None:
    found = read("letterboxd-list.csv")[1]
    told = found.lists[0]
    assert (told.title, told.tags) == ("Omnibus films", ("omnibus", "short"))
    assert told.description == "Many hands,\n\none film."
    assert [(row.title, row.year, row.notes) for row in found.rows] == [
        ("Memories", 1995, "the first"),
        ("Fantasia", 1940, ""),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"hello",
        b"a,b,c\n1,2,3\n",
        b"[]",
        b"{}",
        b'{"data": 1}',
        b'{"data": {"anime": {"lists": "x"}}}',
        b'[{"target_type": "Manga"}]',
        b"<html><body></body></html>",
        b"<myanimelist></myanimelist>",
        b"<myanimelist><manga><series_title>x</series_title></manga></myanimelist>",
        b'{"genga_account": 1}',
    ],
)
def test_what_is_no_list_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(ValidationError):
        formats.read(opened("list", data))


@pytest.mark.parametrize(
    "entry",
    [
        '{"media": 5, "score": [], "notes": {}, "repeat": "x"}',
        '{"media": {"id": {}, "title": [1], "episodes": "many"}, "score": 1e400, "repeat": -3}',
        '{"media": {"id": 99999999999999999999999, "seasonYear": true}, "completedAt": {"year": 9999}}',
        '{"media": {"title": {"romaji": "a\\u0000b"}}, "score": NaN, "updatedAt": 1e300}',
    ],
)
def test_values_of_wrong_types_are_left_open(entry: str) -> None:
    told = f'{{"data": {{"anime": {{"lists": [{{"status": 3, "entries": [{entry}]}}]}}}}}}'
    _form, found = formats.read(opened("list.json", told.encode()))
    row = found.rows[0]
    assert (row.score, row.times, row.finished, row.changed) == (None, 0, "", "")
    assert "\x00" not in row.title


@pytest.mark.parametrize(
    "data",
    [
        b"Letterboxd list export v7\n\nPosition,Name,Year,URL,Description\n1,Akira,1988,,\n",
        b'{"data": [{"type": "libraryEntries"}], "included": [{"type": [], "id": {}}]}',
    ],
)
def test_what_is_missing_around_rows_is_left_open(data: bytes) -> None:
    _form, found = formats.read(opened("list", data))
    assert len(found.rows) == 1


@given(
    st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.booleans(), st.lists(st.text()))
)
def test_no_value_upsets_the_readers_of_values(value: object) -> None:
    made = Row(
        title=rows.text(value),
        year=rows.year(value),
        score=rows.score(value, 10),
        times=rows.times(value),
        started=rows.date(value),
        finished=rows.date(value),
        changed=rows.moment(value),
    ).tidied()
    assert made.score is None or 1 <= made.score <= 100
    assert 0 <= made.times <= 999
    assert Row.of(made.as_json()) == made


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019-05-21", "2019-05-21"),
        ("2019-05-00", "2019-05"),
        ("2019-00-00", "2019"),
        ("0000-00-00", ""),
        ("2019-02-30", "2019"),
        ("2020-02-03T10:00:00.000Z", "2020-02-03"),
        ("yesterday", ""),
        ("99999", ""),
    ],
)
def test_dates_are_kept_as_far_as_they_are_known(text: str, date: str) -> None:
    assert rows.date(text) == date
