"""Where hints are shown, to whom, and at what cost."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.films.test_hints_of_facts import memories
from tests.wiki.views.test_edit import controls
from wiki import documents
from wiki.changesets import Fields
from wiki.hints import hints_of

pytestmark = pytest.mark.django_db

Rows = dict[str, Fields | None]


def proposed_with_a_hint() -> tuple[Any, Any]:
    film = memories()
    submission = cast.propose(film, runtime=113, rows=segments_new())
    return film, submission


def segments_new() -> Rows:
    return {
        f"segment:new{at}": {"number": at, "runtime": length}
        for at, length in enumerate((44, 40, 22), start=1)
    }


SAID = "The segments add up to 106 minutes, the film runs 113."


@pytest.mark.parametrize(("who", "sees"), [("mei", True), ("satsuki", True), ("totoro", False)])
def test_hints_are_for_the_author_and_for_moderators(client: Client, who: str, sees: bool) -> None:
    _film, submission = proposed_with_a_hint()
    client.force_login(getattr(cast, who)())
    text = client.get(submission.get_absolute_url()).content.decode()
    assert (SAID in text) is sees
    assert text.count('role="note"') == int(sees)


def test_hints_do_not_stand_in_the_way(client: Client) -> None:
    _film, submission = proposed_with_a_hint()
    client.force_login(cast.satsuki())
    url = submission.get_absolute_url()
    client.post(f"{url}approve/", {"version": submission.version})
    submission.refresh_from_db()
    assert submission.status == "approved"
    assert SAID not in client.get(url).content.decode()


def test_the_author_sees_hints_before_saving(client: Client) -> None:
    film = cast.film(runtime=113, rows=segments_new())
    client.force_login(cast.mei())
    url = f"{film.get_absolute_url()}edit/?section=general"
    data = controls(client.get(url).content.decode())
    data[f"film:{film.pk}.runtime"], data["action"] = ["114"], ["preview"]
    text = client.post(url, data).content.decode()
    assert "The segments add up to 106 minutes, the film runs 114." in text


def test_the_number_of_queries_does_not_grow_with_rows() -> None:
    film = memories()

    def cost(count: int) -> int:
        rows: Rows = {}
        for at in range(count):
            person = cast.person(f"Person {count} {at}", born="1999")
            rows[f"credit:new{at}"] = {"role": "director", "person": cast.key_of(person)}
            rows[f"credit:newprinted{at}"] = {
                "role": "writer", "credited_as": f"Person {count} {at}",
            }  # fmt: skip
        key = cast.key_of(film)
        changes = cast.changes_to(documents.load_one(film), key, rows)
        before = {key: documents.load_one(film)}
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(hints_of(changes, before)) == 2 * count
        return len(queries)

    assert cost(1) == cost(12)
