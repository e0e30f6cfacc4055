"""The edit form: what people type becomes a submission, and nothing typed is ever lost."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from films.models import Credit, Film, Person
from tests import cast
from tests.readers import reader
from wiki import documents
from wiki.actions.hide import hide
from wiki.models import Submission, SubmissionStatus

pytestmark = pytest.mark.django_db


class _Controls(HTMLParser):
    """What a browser would post for the edit form: a list of (name, value)."""

    def __init__(self) -> None:
        super().__init__()
        self.posted: list[tuple[str, str]] = []
        self._templates = 0
        self._form = False
        self._select: list[Any] | None = None
        self._textarea: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "template":
            self._templates += 1
        if tag == "form":
            self._form = "edit-form" in values.get("class", "")
        if self._templates or not self._form:
            return
        name = values.get("name", "")
        if tag == "input" and name:
            checkable = values.get("type") in ("checkbox", "radio")
            if not checkable or "checked" in values:
                self.posted.append((name, values.get("value", "on" if checkable else "")))
        elif tag == "select":
            self._select = [name, None, None]
        elif tag == "option" and self._select:
            self._select[1] = values.get("value") if self._select[1] is None else self._select[1]
            if "selected" in values:
                self._select[2] = values.get("value", "")
        elif tag == "textarea":
            self._textarea = [name, ""]

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._textarea[1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._templates -= 1
        elif tag == "select" and self._select:
            name, first, chosen = self._select
            self.posted.append((name, first if chosen is None else chosen))
            self._select = None
        elif tag == "textarea" and self._textarea:
            self.posted.append((self._textarea[0], self._textarea[1].removeprefix("\n")))
            self._textarea = None


def controls(html: str) -> dict[str, list[str]]:
    """The edit form of a page as it would be posted untouched."""
    parser = _Controls()
    parser.feed(html)
    data: dict[str, list[str]] = {}
    for name, value in parser.posted:
        data.setdefault(name, []).append(value)
    data.pop("csrfmiddlewaretoken", None)
    return data


def memories() -> Film:
    return cast.film(
        "Memories",
        runtime=113,
        kind="anthology",
        rows={
            **cast.segments("Magnetic Rose"),
            "credit:new1": {"role": "director", "credited_as": "Koji Morimoto"},
            "credit:new2": {"role": "music", "credited_as": "Yoko Kanno", "position": 1},
        },
    )


def form_of(client: Client, url: str) -> dict[str, list[str]]:
    response = client.get(url)
    assert response.status_code == 200
    return controls(response.content.decode())


def test_the_form_posted_untouched_changes_nothing() -> None:
    film = memories()
    client = reader(cast.mei())
    data = form_of(client, film.get_absolute_url() + "edit/")
    response = client.post(film.get_absolute_url() + "edit/", data)
    assert response.status_code == 400
    assert "Nothing would change" in response.content.decode()
    assert not Submission.objects.pending().exists()


def test_strangers_are_asked_to_log_in_and_come_back() -> None:
    film = memories()
    response = Client().get(film.get_absolute_url() + "edit/?section=credits")
    assert response.status_code == 302
    assert "section%3Dcredits" in response["Location"]


def test_a_members_edit_waits_and_says_why() -> None:
    film = memories()
    client = reader(cast.mei())
    data = form_of(client, film.get_absolute_url() + "edit/")
    data[f"film:{film.pk}.runtime"] = ["115"]
    data["summary"] = ["The disc says so"]
    data["source-1-url"] = ["https://example.org/disc"]
    data["source-1-accessed_on"] = ["2026-11-20"]
    response = client.post(film.get_absolute_url() + "edit/", data)
    submission = Submission.objects.pending().get()
    assert response.status_code == 302
    assert response["Location"] == submission.get_absolute_url()
    assert submission.changes == [
        {
            "key": f"film:{film.pk}",
            "entry": f"film:{film.pk}",
            "op": "~",
            "fields": {"runtime": [113, 115]},
        }
    ]
    assert (submission.summary, submission.sources) == (
        "The disc says so",
        "https://example.org/disc, accessed 2026-11-20",
    )


def test_a_trusted_members_edit_is_live_at_once() -> None:
    film = memories()
    client = reader(cast.kanta())
    data = form_of(client, film.get_absolute_url() + "edit/?section=general")
    data[f"film:{film.pk}.runtime"] = ["115"]
    response = client.post(film.get_absolute_url() + "edit/?section=general", data)
    assert response["Location"] == film.get_absolute_url()
    film.refresh_from_db()
    assert film.runtime == 115


def test_a_section_form_leaves_the_other_sections_alone() -> None:
    film = memories()
    client = reader(cast.kanta())
    data = form_of(client, film.get_absolute_url() + "edit/?section=story")
    assert not [name for name in data if name.startswith("credit:")]
    data[f"film:{film.pk}.deck"] = ["Three tales."]
    assert client.post(film.get_absolute_url() + "edit/?section=story", data).status_code == 302
    assert Credit.objects.filter(film=film).count() == 2


def test_rejected_input_is_shown_again_as_it_was_typed() -> None:
    film = memories()
    client = reader(cast.mei())
    data = form_of(client, film.get_absolute_url() + "edit/")
    data[f"film:{film.pk}.runtime"] = ["two hours"]
    data[f"film:{film.pk}.deck"] = ["Typed <with> care"]
    data["summary"] = ["My summary"]
    response = client.post(film.get_absolute_url() + "edit/", data)
    html = response.content.decode()
    assert response.status_code == 422
    again = controls(html)
    assert again[f"film:{film.pk}.runtime"] == ["two hours"]
    assert again[f"film:{film.pk}.deck"] == ["Typed <with> care"]
    assert again["summary"] == ["My summary"]
    assert "whole number" in html
    assert not Submission.objects.pending().exists()


def test_a_new_person_is_proposed_with_the_credit() -> None:
    film = memories()
    client = reader(cast.mei())
    data = form_of(client, film.get_absolute_url() + "edit/?section=credits")
    data["rows"].append("credit:new7")
    data.update(
        {
            "credit:new7.role": ["脚本"],
            "credit:new7.person": ["new:Satoshi Kon"],
            "credit:new7.person.text": ["Satoshi Kon"],
        }
    )
    client.post(film.get_absolute_url() + "edit/?section=credits", data)
    cast.accept(Submission.objects.pending().get())
    credit = Credit.objects.get(film=film, role="writer")
    assert credit.person == Person.objects.get(title="Satoshi Kon")
    assert credit.position == 2


def test_an_unknown_name_is_asked_about_and_can_be_proposed_without_script() -> None:
    film = memories()
    client = reader(cast.mei())
    url = film.get_absolute_url() + "edit/?section=credits"
    data = form_of(client, url)
    data["rows"].append("credit:new7")
    data.update({"credit:new7.role": ["Writer"], "credit:new7.person.text": ["Satoshi Kon"]})
    response = client.post(url, data)
    assert response.status_code == 422
    assert "credit:new7.person.new" in response.content.decode()
    data["credit:new7.person.new"] = ["1"]
    assert client.post(url, data).status_code == 302


def test_a_name_that_two_people_bear_must_be_chosen() -> None:
    film = memories()
    one, two = cast.person("Takashi Watanabe"), cast.person("Takashi Watanabe")
    client = reader(cast.mei())
    url = film.get_absolute_url() + "edit/?section=credits"
    data = form_of(client, url)
    data["rows"].append("credit:new7")
    data.update(
        {"credit:new7.role": ["Art director"], "credit:new7.person.text": ["Takashi Watanabe"]}
    )
    response = client.post(url, data)
    html = response.content.decode()
    assert response.status_code == 422
    assert f'value="person:{one.pk}"' in html
    assert f'value="person:{two.pk}"' in html
    data["credit:new7.person.choice"] = [f"person:{two.pk}"]
    assert client.post(url, data).status_code == 302
    cast.accept(Submission.objects.pending().get())
    assert Credit.objects.get(film=film, role="art_director").person == two


def test_rows_are_removed_with_what_is_inside_them() -> None:
    film = memories()
    client = reader(cast.satsuki())
    url = film.get_absolute_url() + "edit/?section=segments"
    data = form_of(client, url)
    segment = next(row for row in data["rows"] if row.startswith("segment:"))
    data[f"{segment}.delete"] = ["1"]
    assert client.post(url, data).status_code == 302
    assert not [k for k in documents.load_one(film) if k.startswith("segment")]


def test_rows_are_ordered_by_the_numbers_typed() -> None:
    film = memories()
    client = reader(cast.kanta())
    url = film.get_absolute_url() + "edit/?section=credits"
    data = form_of(client, url)
    first, second = (row for row in data["rows"] if row.startswith("credit:"))
    data[f"{first}.position"] = ["5"]
    assert client.post(url, data).status_code == 302
    assert [c.credited_as for c in film.credits.all()] == ["Yoko Kanno", "Koji Morimoto"]
    assert second


def test_more_rows_can_be_asked_for_without_script_and_nothing_typed_is_lost() -> None:
    film = memories()
    client = reader(cast.mei())
    url = film.get_absolute_url() + "edit/?section=credits"
    data = form_of(client, url)
    row = next(r for r in data["rows"] if r.startswith("credit:"))
    data[f"{row}.note"] = ["typed before"]
    data["add"] = [f"credit@film:{film.pk}"]
    again = controls(client.post(url, data).content.decode())
    assert len([r for r in again["rows"] if r.startswith("credit:new")]) == 3
    assert again[f"{row}.note"] == ["typed before"]


def test_a_stale_form_merges_and_asks_where_it_clashes() -> None:
    film = memories()
    mei = reader(cast.mei())
    url = film.get_absolute_url() + "edit/"
    data = form_of(mei, url)
    cast.accept(cast.propose(film, runtime=111, deck="From another editor"))
    data[f"film:{film.pk}.runtime"] = ["115"]
    data[f"film:{film.pk}.source_work"] = ["Three stories"]
    response = mei.post(url, data)
    html = response.content.decode()
    assert response.status_code == 409
    assert html.count('name="resolve-0"') == 2
    data = controls(html)
    assert data[f"film:{film.pk}.source_work"] == ["Three stories"]
    data["resolve-0"] = ["proposed"]
    assert mei.post(url, data).status_code == 302
    cast.accept(Submission.objects.pending().get())
    film.refresh_from_db()
    assert (film.runtime, film.deck, film.source_work) == (
        115,
        "From another editor",
        "Three stories",
    )


def test_a_choice_made_in_a_stale_form_counts_for_the_value_that_was_seen() -> None:
    film = memories()
    mei = reader(cast.mei())
    url = film.get_absolute_url() + "edit/"
    data = form_of(mei, url)
    cast.accept(cast.propose(film, runtime=111))
    data[f"film:{film.pk}.runtime"] = ["115"]
    data = controls(mei.post(url, data).content.decode())
    data["resolve-0"] = ["proposed"]
    film.refresh_from_db()
    cast.accept(cast.propose(film, runtime=112))
    again = mei.post(url, data)
    assert again.status_code == 409
    radios = re.findall(r'<input[^>]*name="resolve-0"[^>]*>', again.content.decode())
    assert ["checked" in radio for radio in radios] == [False, False]


def test_paragraphs_that_clash_in_a_stale_form_are_chosen_and_the_others_merged() -> None:
    film = memories()
    cast.accept(cast.propose(film, description="One is here.\n\nTwo is there."))
    mei = reader(cast.mei())
    url = film.get_absolute_url() + "edit/"
    data = form_of(mei, url)
    film.refresh_from_db()
    cast.accept(cast.propose(film, description="One was here.\n\nTwo is there.\n\nTheirs."))
    data[f"film:{film.pk}.description"] = ["One is here.\r\n\r\nTwo was there.\r\n\r\nMine."]
    response = mei.post(url, data)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Only the paragraphs that clash" in html
    data = controls(html)
    data["resolve-0"] = ["both"]
    assert mei.post(url, data).status_code == 302
    cast.accept(Submission.objects.pending().get())
    film.refresh_from_db()
    assert film.description == "One was here.\n\nTwo was there.\n\nTheirs.\n\nMine."


def test_showing_the_changes_saves_nothing() -> None:
    film = memories()
    client = reader(cast.kanta())
    data = form_of(client, film.get_absolute_url() + "edit/")
    data[f"film:{film.pk}.runtime"] = ["115"]
    response = client.post(film.get_absolute_url() + "edit/", {**data, "action": "preview"})
    assert response.status_code == 200
    assert "What you change" in response.content.decode()
    page = client.post(film.get_absolute_url() + "edit/", {**data, "action": "page"})
    assert page.status_code == 200
    film.refresh_from_db()
    assert film.runtime == 113


def test_a_new_page_warns_of_pages_with_its_name() -> None:
    memories()
    client = reader(cast.mei())
    data = form_of(client, "/films/new/?name=Memories")
    response = client.post("/films/new/?name=Memories", data)
    assert response.status_code == 422
    assert "no_duplicate" in response.content.decode()
    data["no_duplicate"] = ["1"]
    assert client.post("/films/new/?name=Memories", data).status_code == 302
    submission = Submission.objects.pending().get()
    assert (submission.kind, submission.title) == ("create", "Memories")


def test_a_new_page_needs_a_name() -> None:
    client = reader(cast.mei())
    data = form_of(client, "/films/new/")
    data["film:new1.runtime"] = ["90"]
    response = client.post("/films/new/", data)
    assert response.status_code == 422
    assert "at least one name" in response.content.decode()


def test_the_author_amends_a_waiting_submission() -> None:
    film = memories()
    waiting = cast.propose(
        film,
        rows={"credit:new1": {"role": "writer", "credited_as": "Satoshi Kon", "position": 2}},
        runtime=115,
    )
    client = reader(cast.mei())
    url = f"/submissions/{waiting.pk}/amend/"
    data = form_of(client, url)
    assert data[f"film:{film.pk}.runtime"] == ["115"]
    assert data["credit:new1.credited_as"] == ["Satoshi Kon"]
    data[f"film:{film.pk}.runtime"] = ["114"]
    data["summary"] = ["Corrected"]
    assert client.post(url, data).status_code == 302
    waiting.refresh_from_db()
    assert (waiting.version, waiting.summary) == (2, "Corrected")
    cast.accept(waiting)
    film.refresh_from_db()
    assert film.runtime == 114
    assert film.credits.filter(credited_as="Satoshi Kon").exists()


def test_only_the_author_amends() -> None:
    waiting = cast.propose(memories(), runtime=115)
    response = reader(cast.totoro()).get(f"/submissions/{waiting.pk}/amend/")
    assert response.status_code == 403


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rows", "film:99999999999999999999"),
        ("rows", "segment:new1\x00"),
        ("rows", "user:1"),
        ("base", "999999999999999999999"),
        ("conflict-0", "x"),
        ("resolve-0", "both"),
        ("section", "nowhere"),
    ],
)
def test_tampered_forms_are_no_error_of_the_server(name: str, value: str) -> None:
    film = memories()
    client = reader(cast.mei())
    data = form_of(client, film.get_absolute_url() + "edit/")
    data.setdefault(name, []).append(value)
    data[f"film:{film.pk}.runtime"] = ["115"]
    response = client.post(film.get_absolute_url() + "edit/", data)
    assert response.status_code in (302, 400, 404, 409, 422)


def test_a_row_of_another_page_cannot_be_changed_from_here() -> None:
    film, other = (
        memories(),
        cast.film(
            "Akira", rows={"credit:new1": {"role": "director", "credited_as": "Katsuhiro Otomo"}}
        ),
    )
    foreign = f"credit:{other.credits.get().pk}"
    client = reader(cast.kanta())
    url = film.get_absolute_url() + "edit/?section=credits"
    data = form_of(client, url)
    data["rows"].append(foreign)
    data[f"{foreign}.credited_as"] = ["Somebody else"]
    assert client.post(url, data).status_code == 422
    assert other.credits.get().credited_as == "Katsuhiro Otomo"


def test_hidden_pages_take_no_edits_of_members() -> None:
    film = memories()
    hide(film, user=cast.satsuki(), summary="spam")
    assert reader(cast.mei()).get(f"/films/{film.pk}-memories/edit/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_rows(django_assert_max_num_queries: Any) -> None:
    rows = {
        f"credit:new{n}": {"role": "key_animation", "credited_as": f"Animator {n}", "position": n}
        for n in range(60)
    }
    film = cast.film("Long credits", rows=rows)
    client = reader(cast.mei())
    with django_assert_max_num_queries(16):
        response = client.get(film.get_absolute_url() + "edit/")
    assert response.status_code == 200
    data = controls(response.content.decode())
    data[f"film:{film.pk}.runtime"] = ["99"]
    assert client.post(film.get_absolute_url() + "edit/", data).status_code == 302
    assert Submission.objects.get(status=SubmissionStatus.PENDING).size == 1


def test_a_proposed_person_is_remembered_when_another_field_is_refused() -> None:
    film = cast.film("Memories")
    client = reader(cast.mei())
    url = f"{film.get_absolute_url()}edit/"
    data = controls(client.get(url).content.decode())
    data[f"film:{film.pk}.runtime"] = ["-5"]
    data["rows"].append("credit:new7")
    data["credit:new7.role"] = ["music"]
    data["credit:new7.person"] = ["new:Yoko Kanno"]
    data["credit:new7.person.text"] = ["Yoko Kanno"]
    answer = client.post(url, data)
    assert answer.status_code == 422
    data = controls(answer.content.decode())
    assert data["credit:new7.person"] == ["new:Yoko Kanno"]
    data[f"film:{film.pk}.runtime"] = ["115"]
    assert client.post(url, data).status_code == 302
    assert "Yoko Kanno" in str(Submission.objects.get(status=SubmissionStatus.PENDING).changes)


@pytest.mark.parametrize("name", ["\u200b", "\u202e", "\u3164", "\u2800 \u2800", "\ufeff"])
def test_a_name_that_cannot_be_seen_is_no_name(name: str) -> None:
    client = reader(cast.mei())
    data = form_of(client, "/films/new/?name=x")
    data["filmname:new1.text"] = [name]
    response = client.post("/films/new/", data)
    assert response.status_code == 422
    assert not Submission.objects.exists()


def test_marks_that_turn_the_direction_of_text_are_dropped() -> None:
    client = reader(cast.mei())
    data = form_of(client, "/films/new/?name=x")
    data["filmname:new1.text"] = ["Mem\u202eories"]
    assert client.post("/films/new/", data).status_code == 302
    assert Submission.objects.get().title == "Memories"
