"""The record format: what a line becomes, and what happens when it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from films.models import Character, Company, Film, Franchise, Person
from tests import cast
from tests.films.imports.importing import (
    PEOPLE,
    RECORDS,
    command,
    labelled,
    lighthouse,
    lines_file,
    load,
    rows,
    sample_records,
)
from wiki.imports import run
from wiki.models import ImportedRecord, Revision, RevisionEntry, Submission

pytestmark = pytest.mark.django_db


def test_a_record_becomes_a_film_with_everything_it_says() -> None:
    outcome = load(RECORDS, people=PEOPLE)
    assert not outcome.error, outcome.told
    film = lighthouse()
    assert (film.title, film.title_native, film.title_latin) == (
        "The Paper Lighthouse",
        "紙の灯台",
        "Kami no Toudai",
    )
    assert (film.kind, film.runtime, film.year, film.country) == ("feature", 90, 2011, "JP")
    assert film.source_work == "「灯台日記」"
    assert {genre.title for genre in film.genres.all()} == {"Drama", "Sci-Fi"}
    assert {(link.site, link.value) for link in film.links.all()} == {
        ("anilist", "900001"),
        ("mal", "900011"),
        ("tmdb", "movie/900021"),
        ("madb", "C900031"),
        ("official", "https://lighthouse.example/"),
    }


def test_titles_become_names_once_with_clean_languages() -> None:
    load(RECORDS)
    names = {(n["text"], n.get("language", "")): n for n in rows(lighthouse(), "filmname")}
    assert set(names) == {
        ("The Paper Lighthouse", "en"),
        ("紙の灯台", "ja"),
        ("Kami no Toudai", "ja-Latn"),
        ("El faro de papel", "es-419"),
        ("カミノトウダイ", "ja-Hrkt"),
        ("Phare", ""),
    }
    assert [text for (text, _tag), name in names.items() if name.get("display")] == [
        "The Paper Lighthouse"
    ]
    assert names["紙の灯台", "ja"]["kind"] == "native"
    assert names["Phare", ""]["kind"] == "alias"


def test_credits_become_roles_people_and_firms() -> None:
    load(RECORDS, people=PEOPLE)
    film = lighthouse()
    told = [(c["role"], c.get("role_text"), c.get("note")) for c in rows(film, "credit")]
    assert told == [
        ("director", None, None),
        ("writer", None, None),
        ("character_design", None, None),
        ("chief_animation_director", None, None),
        ("other", "灯台監修", "第二部"),
    ]
    assert labelled(film, "credit", "person") == [
        "灯野守",
        "灯野守",
        "波多ゆき",
        "波多ゆき",
        "岬一郎",
    ]
    firms = zip(
        [row["role"] for row in rows(film, "companycredit")],
        labelled(film, "companycredit", "company"),
        strict=True,
    )
    assert list(firms) == [
        ("other", "スタジオ渚"),
        ("animation", "灯アニメーション"),
        ("committee", "「紙の灯台」製作委員会"),
        ("distribution", "沖配給"),
    ]


def test_the_release_names_its_distributor() -> None:
    load(RECORDS)
    [release] = rows(lighthouse(), "release")
    assert (release["country"], release["date"], release["medium"]) == (
        "JP",
        "2011-07-16",
        "cinema",
    )
    assert labelled(lighthouse(), "release", "distributor") == ["渚映画"]
    assert Company.objects.get(title="渚映画").kind == "distributor"


def test_voices_stand_under_their_characters_in_the_original_version() -> None:
    load(RECORDS, people=PEOPLE)
    film = lighthouse()
    [dub] = rows(film, "dubversion")
    assert (dub["language"], dub["original"]) == ("ja", True)
    assert labelled(film, "appearance", "character") == ["ナギ", "灯台守"]
    assert labelled(film, "voicerole", "person") == ["波多ゆき", "岬一郎"]
    assert rows(film, "voicerole")[1]["note"] == "特別出演"


def test_a_character_is_one_within_a_work_and_another_elsewhere() -> None:
    load(RECORDS)
    assert Character.objects.filter(title="ナギ").count() == 2
    [shared] = Character.objects.filter(title="ナギ", appearances__film=lighthouse())
    assert shared.appearances.count() == 2


def test_films_of_one_work_share_a_franchise() -> None:
    load(RECORDS)
    franchise = Franchise.objects.get()
    assert (franchise.title, franchise.memberships.count()) == ("紙の灯台", 2)


def test_the_people_file_gives_readings_and_spellings() -> None:
    load(RECORDS, people=PEOPLE)
    person = Person.objects.get(title="波多ゆき")
    assert (person.title_latin, person.born) == ("Hata Yuki", "1970-02-03")
    assert {(n.text, n.kind) for n in person.names.all()} == {
        ("波多ゆき", "native"),
        ("はた ゆき", "kana"),
        ("Hata Yuki", "romaji"),
    }


def test_where_to_watch_and_simple_songs_are_taken() -> None:
    load(RECORDS)
    film = lighthouse()
    [offer] = rows(film, "availability")
    assert (offer["countries"], offer["since"]) == (["JP", "US"], "2020-01-02")
    assert [row["text"] for row in rows(film, "songname")] == ["波の音"]


def test_a_second_run_changes_nothing() -> None:
    load(RECORDS, people=PEOPLE)
    before = (Revision.objects.count(), RevisionEntry.objects.count())
    outcome = load(RECORDS, people=PEOPLE)
    assert outcome.counted("unchanged") == "3 films"
    assert (Revision.objects.count(), RevisionEntry.objects.count()) == before
    again = load(RECORDS, people=PEOPLE, restart=True)
    assert (again.counted("updated"), again.counted("unchanged")) == ("0", "3 films")
    assert (Revision.objects.count(), RevisionEntry.objects.count()) == before


def test_a_revision_notes_the_source_and_its_licence() -> None:
    load(RECORDS, licence="CC0-1.0")
    revision = Revision.objects.get()
    assert (revision.kind, revision.author) == ("import", None)
    assert revision.sources.splitlines() == ["films", "films.jsonl", "Licence: CC0-1.0"]


def test_a_film_is_recognised_by_its_identifier() -> None:
    mine = cast.film(
        "Paper Lighthouse",
        runtime=89,
        rows={"filmlink:new1": {"site": "anilist", "value": "900001"}},
    )
    load(RECORDS)
    assert Film.objects.count() == 3
    mine.refresh_from_db()
    assert (mine.title, mine.runtime) == ("Paper Lighthouse", 89)  # it fills gaps, no more
    assert mine.country == "JP"
    assert "紙の灯台" in [row["text"] for row in rows(mine, "filmname")]
    assert not Submission.objects.filter(status="pending").exists()


def test_a_film_that_a_more_trusted_site_tells_apart_is_another() -> None:
    links = {
        "filmlink:new1": {"site": "anilist", "value": "1"},
        "filmlink:new2": {"site": "mal", "value": "900011"},
    }
    cast.film("Another Lighthouse", rows=links)
    outcome = load(RECORDS)
    assert Film.objects.count() == 4
    assert "another page has it" in outcome.counted("facts left out")


def test_people_genres_and_companies_that_are_there_are_used() -> None:
    native = {"personname:new2": {"text": "灯野守", "language": "ja", "kind": "native"}}
    person = cast.person("Mamoru Tono", rows=native)
    genre = cast.genre("Drama")
    company = cast.company("渚映画")
    load(RECORDS)
    film = lighthouse()
    assert labelled(film, "credit", "person")[0] == "Mamoru Tono"
    assert person.credits.filter(film=film).count() == 2
    assert genre in film.genres.all()
    assert labelled(film, "release", "distributor") == [company.title]
    assert Company.objects.filter(title="渚映画").count() == 1


def test_two_people_of_one_native_name_are_not_guessed_between() -> None:
    native = {"personname:new2": {"text": "灯野守", "language": "ja", "kind": "native"}}
    cast.person("Mamoru Tono", rows=native)
    cast.person("Mamoru Tono the younger", rows=native)
    load(RECORDS)
    assert labelled(lighthouse(), "credit", "person")[0] == "灯野守"


def test_a_link_that_another_film_has_is_left_out_and_told() -> None:
    rows_ = {"filmlink:new1": {"site": "official", "value": "https://lighthouse.example/"}}
    cast.film("A Site", rows=rows_)
    outcome = load(RECORDS)
    assert not outcome.error
    assert "films.jsonl:1: left out: filmlink official" in outcome.told
    assert not lighthouse().links.filter(site="official").exists()


def test_bad_lines_are_told_by_place_and_the_rest_is_imported(tmp_path: Path) -> None:
    first, second, third = sample_records()
    file = lines_file(
        tmp_path,
        [first, "{broken", '"text"', {**second, "title": ""}, {**third, "runtime_min": 70_000}],
        "bad.jsonl",
    )
    outcome = load(file)
    assert outcome.error
    for number, reason in ((2, "no JSON"), (3, "no JSON object"), (4, "no title"), (5, "runtime")):
        assert f"bad.jsonl:{number}: skipped: " in outcome.told
        assert reason in outcome.told
    assert Film.objects.count() == 1
    assert Person.objects.count() == 3  # nobody of a skipped film alone
    assert "4 " in outcome.counted("skipped")


def test_a_bad_record_takes_nothing_of_its_batch_with_it(tmp_path: Path) -> None:
    first, second, third = sample_records()
    second["official_site"] = "https://" + "x" * 400 + ".example/"
    second["country"] = "Atlantis"
    outcome = load(lines_file(tmp_path, [first, second, third], "films.jsonl"))
    assert "films.jsonl:2: skipped: film:madb-C900032: country" in outcome.told
    assert Film.objects.count() == 2
    assert not command("check_revisions").error


def test_a_dry_run_writes_nothing_and_says_what_it_would() -> None:
    outcome = load(RECORDS, dry_run=True)
    assert "Dry run: nothing was written" in outcome.said
    assert "3 films" in outcome.counted("created")
    assert not Film.objects.exists()
    assert not ImportedRecord.objects.exists()
    assert not Revision.objects.exists()


def test_a_stopped_import_goes_on_where_it_was() -> None:
    load(RECORDS, batch=1, limit=2)
    assert Film.objects.count() == 2
    outcome = load(RECORDS, batch=1)
    assert outcome.counted("unchanged") == "2 films"
    assert "1 films" in outcome.counted("created")
    assert Film.objects.count() == 3


def test_a_crash_within_a_batch_leaves_whole_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    remember = run.Importer._remember
    calls = []

    def once(self: run.Importer, *args: object, **kwargs: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("the machine stops")
        remember(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(run.Importer, "_remember", once)
    with pytest.raises(RuntimeError):
        load(RECORDS, batch=1)
    assert Film.objects.count() == 1
    monkeypatch.undo()
    assert not load(RECORDS, batch=1).error
    assert Film.objects.count() == 3
    assert not command("check_revisions").error


def test_a_record_that_gets_a_better_id_keeps_its_film(tmp_path: Path) -> None:
    load(RECORDS)
    records = sample_records()
    records[2]["id"] = "al900003"
    records[2]["ids"]["anilist"] = "900003"
    records[2]["country"] = "JP"
    outcome = load(lines_file(tmp_path, records, "films.jsonl"))
    assert outcome.counted("updated") == "1 films"
    assert Film.objects.count() == 3
    assert Film.objects.get(links__site="anilist", links__value="900003").title == "Minato no Hibi"
