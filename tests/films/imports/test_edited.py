"""Imports and people: what a source changes is merged, what people have edited stays theirs."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from films.models import Film
from tests import cast
from tests.films.imports.importing import (
    PEOPLE,
    RECORDS,
    changed,
    command,
    lighthouse,
    load,
    rows,
    sample_records,
)
from wiki import documents
from wiki.actions.hide import hide
from wiki.actions.merge import merge
from wiki.models import Submission

pytestmark = pytest.mark.django_db


def test_what_the_source_changes_is_changed(tmp_path: Path) -> None:
    load(RECORDS)
    outcome = load(changed(tmp_path, runtime_min=92, genres=["Drama", "Fantasy"]))
    film = lighthouse()
    assert outcome.counted("updated") == "1 films"
    assert film.runtime == 92
    assert {genre.title for genre in film.genres.all()} == {"Drama", "Fantasy"}
    assert film.number == 2


def test_a_credit_that_the_source_drops_goes_and_a_new_one_comes(tmp_path: Path) -> None:
    load(RECORDS)
    staff = sample_records()[0]["credits"]
    staff[1] = {"role": "Storyboard", "role_ja": "絵コンテ", "name": "岬一郎"}
    load(changed(tmp_path, credits=staff))
    roles = [row["role"] for row in rows(lighthouse(), "credit")]
    assert roles[:2] == ["director", "storyboard"]
    assert "writer" not in roles


def test_what_a_person_has_edited_waits_for_a_moderator(tmp_path: Path) -> None:
    load(RECORDS)
    cast.accept(cast.propose(lighthouse(), runtime=95, deck="A keeper folds his light."))
    outcome = load(changed(tmp_path, runtime_min=93, country="US"))
    film = lighthouse()
    assert (film.runtime, film.country, film.deck) == (95, "US", "A keeper folds his light.")
    assert outcome.counted("waiting for a moderator") == "1"
    submission = Submission.objects.get(status="pending")
    assert (submission.kind, submission.author) == ("import", None)
    assert [change["fields"] for change in submission.changes] == [{"runtime": [95, 93]}]
    cast.accept(submission)
    assert lighthouse().runtime == 93


def test_a_moderator_sees_the_proposal_of_an_import(tmp_path: Path, client: Client) -> None:
    load(RECORDS)
    cast.accept(cast.propose(lighthouse(), runtime=95))
    load(changed(tmp_path, runtime_min=93))
    submission = Submission.objects.get(status="pending")
    client.force_login(cast.satsuki())
    for address in (submission.get_absolute_url(), "/moderation/"):
        assert client.get(address).status_code == 200


def test_one_submission_waits_per_film(tmp_path: Path) -> None:
    load(RECORDS)
    cast.accept(cast.propose(lighthouse(), runtime=95, source_work="A diary"))
    load(changed(tmp_path, runtime_min=93))
    load(changed(tmp_path, runtime_min=94, original_work="[原作]「別の日記」"))
    submission = Submission.objects.get(status="pending")
    [change] = submission.changes
    assert change["fields"] == {"runtime": [95, 94], "source_work": ["A diary", "「別の日記」"]}
    assert submission.version == 2


def test_a_waiting_proposal_follows_the_page(tmp_path: Path) -> None:
    load(RECORDS)
    cast.accept(cast.propose(lighthouse(), runtime=95))
    load(changed(tmp_path, runtime_min=93))
    cast.accept(cast.propose(lighthouse(), runtime=96))
    outcome = load(changed(tmp_path, runtime_min=94))
    assert not outcome.error, outcome.told
    [change] = Submission.objects.get(status="pending").changes
    assert change["fields"] == {"runtime": [96, 94]}


def test_a_rejected_value_does_not_come_back_until_the_source_changes_it(tmp_path: Path) -> None:
    load(RECORDS)
    cast.accept(cast.propose(lighthouse(), runtime=95))
    load(changed(tmp_path, runtime_min=93))
    Submission.objects.filter(status="pending").update(status="withdrawn")
    load(changed(tmp_path, runtime_min=93, country="US"))
    assert not Submission.objects.filter(status="pending").exists()
    assert lighthouse().runtime == 95


def test_a_row_that_a_person_removed_stays_away(tmp_path: Path) -> None:
    load(RECORDS)
    film = lighthouse()
    [song] = [key for key in _keys(film) if key.startswith("song:")]
    names = [key for key in _keys(film) if key.startswith("songname:")]
    cast.accept(cast.propose(film, rows=dict.fromkeys([*names, song])))
    load(changed(tmp_path, runtime_min=91))
    assert lighthouse().runtime == 91
    assert not rows(lighthouse(), "song")


def test_a_name_that_a_person_chose_to_show_stays_shown(tmp_path: Path) -> None:
    load(RECORDS)
    film = lighthouse()
    keys = {fields["text"]: key for key, fields in _keys(film).items() if "text" in fields}
    shown = {keys["The Paper Lighthouse"]: {"display": False}, keys["紙の灯台"]: {"display": True}}
    cast.accept(cast.propose(film, rows=shown))
    titles = [t for t in sample_records()[0]["titles"] if t["lang"] != "en"]
    load(changed(tmp_path, titles=titles, title="Kami no Toudai"))
    assert lighthouse().title == "紙の灯台"


def test_a_hidden_film_is_left_alone(tmp_path: Path) -> None:
    load(RECORDS)
    hide(lighthouse(), user=cast.satsuki(), summary="Not a film")
    outcome = load(changed(tmp_path, runtime_min=91))
    assert outcome.counted("hidden") == "1 films"
    assert lighthouse().runtime == 90


def test_a_merged_film_is_updated_where_it_went(tmp_path: Path) -> None:
    load(RECORDS)
    old = lighthouse()
    other = cast.film("Paper Lighthouse")
    merge(old, into=other, user=cast.satsuki(), summary="The same")
    load(changed(tmp_path, runtime_min=91))
    other.refresh_from_db()
    assert other.runtime in (90, 91)
    assert Film.objects.count() == 4


def test_the_catalogue_and_its_history_agree_after_all_that(tmp_path: Path) -> None:
    load(RECORDS, people=PEOPLE)
    cast.accept(cast.propose(lighthouse(), runtime=95))
    load(changed(tmp_path, runtime_min=93, titles=sample_records()[0]["titles"][:3]), people=PEOPLE)
    assert not command("check_revisions").said


def _keys(film: Film) -> dict[str, dict[str, object]]:
    return documents.load_one(film)
