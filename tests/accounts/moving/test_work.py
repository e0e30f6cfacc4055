"""Imports from the file to the watch list, and back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from accounts.actions.lists.add_rows import add_rows
from accounts.actions.watch import Said, forget, watch
from accounts.models import FilmList, ImportRow, ImportStage, ListImport, Tally, Viewing
from accounts.moving import work
from films.models import Film
from tests import cast
from tests.accounts.lists.lists import a_list, titles
from tests.accounts.moving.bringing import begin, bring, catalogue, film, finished, states
from wiki.exceptions import TooMany

pytestmark = pytest.mark.django_db

#: Sample and how many of its rows have each state, in the catalogue of the tests.
STATES = [
    ("mal.xml", {"matched": 2, "unsure": 1, "missing": 1, "other": 2}),
    ("mal-old.xml.gz", {"matched": 1, "missing": 1}),
    ("anilist.json", {"matched": 3, "other": 1}),
    ("anidb.csv", {"matched": 2, "other": 1}),
    ("kitsu.json", {"matched": 2}),
    ("shikimori.json", {"matched": 1}),
    ("shikimori.xml", {"matched": 1}),
    ("letterboxd.zip", {"matched": 2, "unsure": 1, "missing": 4}),
    ("letterboxd-list.csv", {"matched": 1, "missing": 1}),
]


def _mine(of: Film) -> Viewing:
    return Viewing.objects.get(user=cast.mei(), film=of, segment=None)


def _values() -> list[tuple[object, ...]]:
    names = ("film", "status", "score", "times", "started", "finished", "notes", "private")
    return sorted(Viewing.objects.values_list(*names))


@pytest.mark.parametrize(("name", "found"), STATES)
def test_the_rows_of_each_sample_are_found_as_far_as_the_catalogue_goes(
    name: str, found: dict[str, int]
) -> None:
    catalogue()
    assert states(begin(name)) == found


def test_nothing_is_written_before_its_owner_says_so() -> None:
    catalogue()
    made = begin("mal.xml")
    assert made.stage == ImportStage.READY
    assert not Viewing.objects.exists()


def test_what_is_sure_is_written_and_counted() -> None:
    films = catalogue()
    bring("mal.xml")
    memories = _mine(films["memories"])
    assert (memories.status, memories.score, memories.times) == ("watched", 90, 2)
    assert (memories.finished, memories.notes) == ("2019-05-21", "Cannon Fodder!")
    assert Viewing.objects.count() == 2
    tally = Tally.objects.get(film=films["memories"])
    assert (tally.votes, tally.total, tally.watched, tally.spread[8]) == (1, 90, 1, 1)
    assert Tally.objects.get(film=films["akira"]).wanted == 1


def test_many_are_counted_as_one_is() -> None:
    films = catalogue()
    watch(cast.totoro(), films["memories"], Said(score=40, status="watched"))
    watch(cast.kanta(), films["memories"], Said(score=100, private=True))
    bring("mal.xml")
    counted = Tally.objects.filter(film=films["memories"]).values().get()
    watch(cast.mei(), films["memories"], Said())
    again = Tally.objects.filter(film=films["memories"]).values().get()
    assert {**counted, "changed_at": None} == {**again, "changed_at": None}


def test_the_same_file_again_changes_nothing() -> None:
    catalogue()
    bring("letterboxd.zip")
    before = _values()
    rows = titles(FilmList.objects.get())
    second = bring("letterboxd.zip")
    assert _values() == before
    assert titles(FilmList.objects.get()) == rows
    assert set(second.rows.exclude(outcome="").values_list("outcome", flat=True)) == {"same"}


def test_an_import_is_taken_back_to_what_was_there() -> None:
    films = catalogue()
    watch(cast.mei(), films["memories"], Said(score=55, notes="of mine"))
    before = _values()
    made = bring("mal.xml", rule="theirs")
    assert _mine(films["memories"]).score == 90
    finished(work.undo(made))
    made.refresh_from_db()
    assert made.stage == ImportStage.UNDONE
    assert _values() == before
    assert Tally.objects.get(film=films["akira"]).wanted == 0


def test_what_was_changed_since_stays() -> None:
    films = catalogue()
    made = bring("mal.xml")
    watch(cast.mei(), films["memories"], Said(score=100))
    forget(cast.mei(), films["akira"])
    finished(work.undo(made))
    kept = _mine(films["memories"])
    assert (kept.score, kept.status, kept.times) == (100, "", 0)
    assert Viewing.objects.count() == 1


def test_what_was_taken_back_can_be_written_again() -> None:
    catalogue()
    made = bring("mal.xml")
    before = _values()
    finished(work.undo(made))
    made.refresh_from_db()
    finished(work.carry_out(made, rule="mine"))
    assert _values() == before


def test_choices_are_written_and_others_wait() -> None:
    films = catalogue()
    made = begin("mal.xml")
    row = made.rows.get(state="unsure")
    work.choose(made, [(row.pk, cast.key_of(films["blue"]))])
    finished(work.carry_out(made, rule="mine"))
    assert _mine(films["blue"]).score == 80


def test_a_row_cannot_be_said_to_mean_what_was_not_offered() -> None:
    films = catalogue()
    made = begin("mal.xml")
    row = made.rows.get(state="unsure")
    work.choose(made, [(row.pk, cast.key_of(films["akira"])), (row.pk + 1, "film:1")])
    row.refresh_from_db()
    assert (row.state, row.target) == ("unsure", "")


def test_what_was_found_wrongly_is_left_out() -> None:
    films = catalogue()
    made = begin("mal.xml")
    row = made.rows.get(target=cast.key_of(films["akira"]))
    work.choose(made, [(row.pk, "")])
    finished(work.carry_out(made, rule="mine"))
    assert not Viewing.objects.filter(film=films["akira"]).exists()


def test_what_was_not_found_is_found_once_somebody_has_added_it() -> None:
    catalogue()
    made = bring("mal.xml")
    new = film("Nobody Knows This Film", 2001, mal="990002")
    work.look_again(made)
    made.refresh_from_db()
    made = finished(made)
    assert made.stage == ImportStage.DONE
    finished(work.carry_out(made, rule="mine"))
    assert _mine(new).status == "dropped"


def test_work_that_stops_goes_on_from_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "PIECE", 1)
    catalogue()
    made = begin("letterboxd.zip")
    work.advance(made.pk, seconds=0)
    ListImport.objects.filter(pk=made.pk).update(stage=ImportStage.RUNNING, todo=2)
    assert work.advance(made.pk, seconds=0) == 1
    made.refresh_from_db()
    assert (made.stage, work.done_of(made)) == (ImportStage.RUNNING, 1)
    assert finished(made).rows.filter(outcome="added").count() == 2


def test_a_list_becomes_a_private_list_with_its_notes() -> None:
    catalogue()
    bring("letterboxd.zip")
    made = FilmList.objects.get(owner=cast.mei())
    assert (made.title, made.visibility, made.row_count) == ("Omnibus films", "private", 1)
    assert made.items.get().note == "the first"
    assert {tag.name for tag in made.tags.all()} == {"omnibus", "short"}


def test_a_list_of_that_title_is_added_to_and_taken_back_to_what_it_was() -> None:
    films = catalogue()
    there = a_list(films["akira"], title="Omnibus films")
    made = bring("letterboxd-list.csv")
    assert titles(there) == ["Akira", "Memories"]
    finished(work.undo(made))
    assert titles(there) == ["Akira"]


def test_a_list_that_an_import_made_goes_with_it_unless_there_is_more_in_it() -> None:
    films = catalogue()
    made = bring("letterboxd-list.csv")
    finished(work.undo(made))
    assert not FilmList.objects.exists()
    made.refresh_from_db()
    finished(work.carry_out(made, rule="mine"))
    kept = FilmList.objects.get()
    add_rows(kept, [cast.key_of(films["akira"])], by=cast.mei())
    made.refresh_from_db()
    finished(work.undo(made))
    assert titles(kept) == ["Akira"]


def test_the_suspended_add_to_no_list_that_others_see() -> None:
    films = catalogue()
    there = a_list(films["akira"], title="Omnibus films")
    suspended = timezone.now() + timedelta(days=1)
    type(cast.mei()).objects.filter(username="mei").update(suspended_until=suspended)
    made = bring("letterboxd.zip")
    assert titles(there) == ["Akira"]
    outcomes = set(made.rows.exclude(outcome="").values_list("outcome", flat=True))
    assert outcomes == {"added", "no_room"}


def test_an_import_that_fails_keeps_no_other_waiting() -> None:
    catalogue()
    first, second = begin("mal.xml"), begin("anidb.csv", by=cast.totoro())
    stage = {"stage": ImportStage.RUNNING, "todo": 2}
    ListImport.objects.update(**stage)
    first.rows.filter(state="matched").update(read={"finished": "nonsense", "started": "2"})
    work.go_on()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.stage, second.stage) == (ImportStage.RUNNING, ImportStage.DONE)


def test_films_without_a_status_are_left_out_unless_one_is_chosen() -> None:
    films = catalogue()
    bring("anidb.csv")
    assert not Viewing.objects.exists()
    made = begin("anidb.csv")
    finished(work.carry_out(made, rule="mine", status_for_rest="want"))
    assert _mine(films["akira"]).status == "want"


def test_an_import_stays_at_its_stage_until_that_is_done() -> None:
    catalogue()
    made = begin("mal.xml")
    with pytest.raises(work.NotNow):
        work.undo(made)
    ListImport.objects.update(stage=ImportStage.RUNNING)
    for act in (work.look_again, work.forget, lambda of: work.choose(of, [])):
        with pytest.raises(work.NotNow):
            act(made)


@override_settings(GENGA_IMPORTS_AN_HOUR=1)
def test_files_are_limited_by_the_hour() -> None:
    begin("mal.xml")
    with pytest.raises(TooMany):
        begin("mal.xml")


def test_old_imports_are_deleted_and_what_they_wrote_stays() -> None:
    catalogue()
    made = bring("mal.xml")
    ListImport.objects.filter(pk=made.pk).update(changed_at=timezone.now() - timedelta(days=91))
    work.delete_old()
    assert not ListImport.objects.exists()
    assert not ImportRow.objects.exists()
    assert Viewing.objects.count() == 2


def test_four_hundred_rows_cost_no_query_each(
    django_assert_max_num_queries: object,
) -> None:
    films = catalogue()
    row = "<anime><series_animedb_id>{}</series_animedb_id><series_title>x</series_title>"
    row += "<series_type>TV</series_type><my_status>Completed</my_status></anime>"
    many = "".join(row.format(990_000 + at) for at in range(400)) + row.format(47)
    with django_assert_max_num_queries(80):  # type: ignore[operator]
        bring("list.xml", f"<myanimelist>{many}</myanimelist>".encode())
    assert _mine(films["akira"]).status == "watched"
