"""The pages on which lists come in and go out."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from accounts.models import ImportStage, ListImport, Viewing
from accounts.moving import work
from tests import cast
from tests.accounts.moving.bringing import SAMPLES, begin, bring, catalogue, finished
from tests.readers import reader

pytestmark = pytest.mark.django_db


def _mei() -> Client:
    return reader(cast.mei())


def _send(client: Client, name: str, data: bytes | None = None) -> Any:
    file = SimpleUploadedFile(name, (SAMPLES / name).read_bytes() if data is None else data)
    return client.post("/mine/import/", {"file": file})


def _url(made: ListImport) -> str:
    return made.get_absolute_url()


def test_a_file_is_looked_at_chosen_from_written_and_taken_back() -> None:
    films = catalogue()
    mei = _mei()
    sent = _send(mei, "mal.xml")
    made = ListImport.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, _url(made))
    finished(made)
    page = mei.get(_url(made)).content.decode()
    assert "Perfect Blue" in page
    row = made.rows.get(state="unsure")
    chosen = {"shown": [row.pk], f"row-{row.pk}": cast.key_of(films["blue"])}
    answer = mei.post(_url(made), {**chosen, "act": "write", "rule": "mine"})
    assert (answer.status_code, answer["Location"]) == (302, _url(made))
    assert Viewing.objects.filter(user=cast.mei()).count() == 3
    assert "Added: 3" in mei.get(_url(made)).content.decode()
    mei.post(_url(made), {"act": "undo"})
    assert not Viewing.objects.exists()


@pytest.mark.parametrize("part", ["unsure", "matched", "missing", "other"])
def test_each_part_of_a_preview_is_shown(part: str) -> None:
    catalogue()
    made = begin("mal.xml")
    assert _mei().get(_url(made), {"show": part}).status_code == 200


def test_what_is_not_found_can_be_proposed_with_its_title() -> None:
    made = begin("mal.xml")
    page = _mei().get(_url(made), {"show": "missing"}).content.decode()
    assert "/films/new/?name=Nobody+Knows+This+Film" in page


@override_settings(GENGA_IMPORT_MB=1)
@pytest.mark.parametrize(
    ("data", "word"),
    [(b"x" * ((1 << 20) + 1), "larger than 1"), (b"hello", "no list"), (b"", "empty")],
)
def test_what_is_no_list_is_refused_beside_the_field(data: bytes, word: str) -> None:
    answer = _send(_mei(), "list.txt", data)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert not ListImport.objects.exists()


def test_a_form_without_a_file_is_refused() -> None:
    assert _mei().post("/mine/import/", {}).status_code == 422


def test_imports_are_seen_by_their_owners_alone() -> None:
    made = begin("mal.xml", by=cast.totoro())
    mei = _mei()
    assert mei.get(_url(made)).status_code == 404
    assert mei.post(_url(made), {"act": "write", "rule": "mine"}).status_code == 404
    assert mei.get(f"{_url(made)}state/").status_code == 404
    assert Client().get(_url(made)).status_code == 302
    assert mei.get(f"/mine/imports/{10**25}/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"act": "burn"}, 400),
        ({"act": "write"}, 422),
        ({"act": "write", "rule": "hers"}, 422),
        ({"act": "undo"}, 409),
        ({"act": "save", "shown": ["x", "-1", "9" * 30, "\x00"]}, 302),
        ({"act": "write", "rule": ["mine", "theirs"], "status_for_rest": "x"}, 422),
    ],
)
def test_what_makes_no_sense_is_refused(sent: dict[str, Any], status: int) -> None:
    made = begin("anidb.csv")
    assert _mei().post(_url(made), sent).status_code == status


@pytest.mark.parametrize("query", ["show=all", "after=x", "after=1~2~3", "show=%00"])
def test_addresses_of_no_part_are_refused(query: str) -> None:
    made = begin("mal.xml")
    assert _mei().get(f"{_url(made)}?{query}").status_code == 400


def test_a_page_of_work_says_how_far_it_is() -> None:
    made = begin("mal.xml")
    ListImport.objects.update(stage=ImportStage.RUNNING, todo=2)
    mei = _mei()
    assert "<progress" in mei.get(_url(made)).content.decode()
    told = mei.get(f"{_url(made)}state/").json()
    assert (told["stage"], told["todo"]) == ("running", 2)


def test_boxes_that_are_not_ticked_leave_rows_out() -> None:
    films = catalogue()
    made = begin("mal.xml")
    shown = list(made.rows.filter(state="matched").values_list("pk", flat=True))
    akira = made.rows.get(target=cast.key_of(films["akira"])).pk
    taken = [pk for pk in shown if pk != akira]
    sent = {"shown": shown, "boxed": shown, "take": taken, "act": "write", "rule": "mine"}
    _mei().post(_url(made), sent)
    assert [each.film_id for each in Viewing.objects.all()] == [films["memories"].pk]


def test_a_file_can_be_deleted_and_what_it_wrote_stays() -> None:
    catalogue()
    made = bring("mal.xml")
    assert _mei().post(_url(made), {"act": "forget"})["Location"] == "/mine/import/"
    assert not ListImport.objects.exists()
    assert Viewing.objects.exists()


def test_the_same_file_is_recognised() -> None:
    catalogue()
    first = bring("mal.xml")
    second = begin("mal.xml")
    assert f'href="{_url(first)}"' in _mei().get(_url(second)).content.decode()


def test_a_preview_costs_no_query_a_row(django_assert_max_num_queries: Any) -> None:
    catalogue()
    made = begin("mal.xml")
    mei = _mei()
    with django_assert_max_num_queries(15):
        mei.get(_url(made), {"show": "matched"})


@pytest.mark.parametrize(
    "name", ["account.zip", "myanimelist.xml", "letterboxd.csv", "letterboxd-watchlist.csv"]
)
def test_exports_are_files_for_their_owners_alone(name: str) -> None:
    answer = _mei().get(f"/mine/export/{name}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    assert Client().get(f"/mine/export/{name}").status_code == 302


def test_the_page_of_exports_counts_what_there_is() -> None:
    catalogue()
    bring("mal.xml")
    page = _mei().get("/mine/export/").content.decode()
    assert "2 films that have a number there" in page


def test_work_is_done_by_the_ticker() -> None:
    catalogue()
    made = begin("mal.xml")
    ListImport.objects.filter(pk=made.pk).update(stage=ImportStage.RUNNING, todo=2)
    assert work.go_on()
    made.refresh_from_db()
    assert made.stage == ImportStage.DONE
    assert work.go_on() == ""
