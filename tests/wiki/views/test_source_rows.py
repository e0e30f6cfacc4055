"""The rows for sources below the edit form: with and without a script, refused, amended."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import cast
from tests.readers import reader
from tests.wiki.views.test_edit import controls
from wiki.citations import sources_of
from wiki.models import Submission

pytestmark = pytest.mark.django_db


def form(client: Client, url: str) -> dict[str, list[str]]:
    answer = client.get(url)
    assert answer.status_code == 200
    return controls(answer.content.decode())


def edited(**sources: str) -> tuple[Client, Any, dict[str, list[str]]]:
    """mei changes the runtime of a film and gives sources: ``title_1="A book"``."""
    film = cast.film("Memories", runtime=113, country="JP")
    client = reader(cast.mei())
    data = form(client, f"{film.get_absolute_url()}edit/?section=general")
    data[f"film:{film.pk}.runtime"] = ["115"]
    for name, value in sources.items():
        field, _sep, number = name.rpartition("_")
        data[f"source-{number}-{field}"] = [value]
    return client, film, data


def post(client: Client, film: Any, data: Any, **more: str) -> Any:
    given = {**data, **{name: [value] for name, value in more.items()}}
    return client.post(f"{film.get_absolute_url()}edit/?section=general", given)


def test_there_are_three_empty_rows_and_more_without_a_script() -> None:
    client, film, data = edited(title_1="A book")
    assert data["source"] == ["1", "2", "3"]
    again = controls(post(client, film, data, add="sources").content.decode())
    assert again["source"] == ["1", "2", "3", "4", "5", "6"]
    assert again["source-1-title"] == ["A book"]
    assert not Submission.objects.pending().exists()


def test_what_is_typed_says_what_kind_it_is() -> None:
    client, film, data = edited(
        title_1="Newtype, December 1995", title_2="seen in the film", url_3="example.org/a"
    )
    data["source"].append("4")
    data["source-4-kind"] = ["seen"]
    assert post(client, film, data).status_code == 302
    found = sources_of(Submission.objects.pending().get())
    assert [(one.kind, one.title, one.url) for one in found] == [
        ("print", "Newtype, December 1995", ""),
        ("seen", "seen in the film", ""),
        ("web", "", "https://example.org/a"),
        ("seen", "", ""),
    ]
    assert found[2].accessed_on == timezone.localdate()
    assert found[0].accessed_on is None


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"url_1": "not an address"}, "Enter a valid URL."),
        ({"url_1": "ftp://example.org/a"}, "begins with https:// or http://"),
        ({"kind_1": "web", "title_1": "A page"}, "Give the address of the page."),
        ({"kind_1": "print", "url_1": "https://example.org"}, "Say which book"),
        ({"title_1": "A", "accessed_on_1": "2999-01-01"}, "This day is still to come."),
        ({"title_1": "A", "accessed_on_1": "yesterday"}, "Write a day as 1995-12-23."),
        ({"title_1": "A" * 301}, "at most 300 characters"),
        ({"kind_1": "rumour", "title_1": "A"}, "Select a valid choice."),
    ],
)
def test_a_source_that_cannot_be_read_is_refused_beside_it(
    fields: dict[str, str], message: str
) -> None:
    client, film, data = edited(**fields)
    answer = post(client, film, data)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert message in text
    assert controls(text)[f"film:{film.pk}.runtime"] == ["115"]
    assert not Submission.objects.pending().exists()


def test_a_removed_or_tampered_row_is_no_source() -> None:
    client, film, data = edited(title_1="A book", title_2="Another")
    data["source-1-delete"] = ["1"]
    data["source"] += ["x", "9" * 50, "٣", ""]
    assert post(client, film, data).status_code == 302
    assert [s.title for s in sources_of(Submission.objects.pending().get())] == ["Another"]


def test_showing_the_changes_lets_a_source_be_given_for_some_of_them() -> None:
    client, film, data = edited(title_1="A book", title_2="Another")
    key = cast.key_of(film)
    data[f"{key}.country"] = ["US"]
    shown = post(client, film, data, action="preview").content.decode()
    assert f'name="source-1-for" value="{key}.runtime"' in shown
    assert f'name="source-2-for" value="{key}.country"' in shown
    data = controls(shown)
    data["source-1-for"] = [f"{key}.runtime", "credit:77"]
    assert post(client, film, data, action="save").status_code == 302
    submission = Submission.objects.pending().get()
    assert [s.targets for s in sources_of(submission)] == [(f"{key}.runtime",), ()]
    client.force_login(cast.satsuki())
    page = client.get(submission.get_absolute_url()).content.decode()
    assert "for: Runtime (minutes)" in page


def test_amending_starts_from_the_sources_that_were_given() -> None:
    client, film, data = edited(title_1="A book", url_2="https://example.org/a")
    key = cast.key_of(film)
    data["source-1-for"] = [f"{key}.runtime"]
    data["source-2-accessed_on"] = ["2026-11-20"]
    post(client, film, data)
    submission = Submission.objects.pending().get()
    url = f"{submission.get_absolute_url()}amend/"
    again = form(client, url)
    assert again["source-1-title"] == ["A book"]
    assert again["source-1-for"] == [f"{key}.runtime"]
    again[f"{key}.runtime"] = ["116"]
    again["source-2-delete"] = ["1"]
    assert client.post(url, again).status_code == 302
    submission.refresh_from_db()
    found = sources_of(submission)
    assert [(s.title, s.targets) for s in found] == [("A book", (f"{key}.runtime",))]
    before = sources_of(submission, version=1)
    assert before[1].accessed_on == datetime.date(2026, 11, 20)
