"""Disputed facts: rules, words, form, and the pages that show them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from films.models import Film, FilmDispute
from tests import cast
from tests.readers import reader
from tests.wiki.views.test_edit import controls
from wiki import documents
from wiki.disputes import disputes_of
from wiki.documents import Labels
from wiki.entry_types import registry
from wiki.exceptions import InvalidChange
from wiki.row_names import RowNames

pytestmark = pytest.mark.django_db

CLAIMS: dict[str, Any] = {
    "filmclaim:new1": {"value": "113", "source": "Media Arts Database", "preferred": True},
    "filmclaim:new2": {"value": "115", "source": "The disc", "position": 1},
}


def rows(*, about: str = "runtime", **dispute: Any) -> dict[str, Any]:
    """A dispute with two claims."""
    below = {key: {"dispute": "filmdispute:new1", **row} for key, row in CLAIMS.items()}
    return {"filmdispute:new1": {"about": about, **dispute}, **below}


def disputed(**dispute: Any) -> Film:
    """A film whose runtime is disputed."""
    return cast.film("Memories", runtime=113, rows=rows(**dispute))


def errors(run: Any) -> list[str]:
    with pytest.raises(InvalidChange) as refused:
        run()
    return [text for fields in refused.value.errors.values() for m in fields.values() for text in m]


# Rules ---------------------------------------------------------------------------------------


def test_a_dispute_needs_two_claims() -> None:
    film = cast.film()
    one = {key: row for key, row in rows().items() if key != "filmclaim:new2"}
    assert errors(lambda: cast.propose(film, rows=one)) == ["Claims: at least 2 are needed here."]
    assert not FilmDispute.objects.exists()


def test_the_last_two_claims_go_only_with_their_dispute() -> None:
    film = disputed()
    claim = next(iter(cast.rows_of(film, "filmclaim")))
    dispute = next(iter(cast.rows_of(film, "filmdispute")))
    assert errors(lambda: cast.propose(film, rows={claim: None}))
    cast.edit(film, rows=dict.fromkeys((*cast.rows_of(film, "filmclaim"), dispute)))
    assert not cast.rows_of(film, "filmdispute")


def test_one_claim_of_a_dispute_is_preferred_at_most() -> None:
    film = disputed()
    first, second = cast.rows_of(film, "filmclaim")
    both = {second: {"preferred": True}}
    assert errors(lambda: cast.propose(film, rows=both)) == [
        "Only one claim can be the preferred one."
    ]
    cast.edit(film, rows={first: {"preferred": False}, second: {"preferred": True}})
    assert [row["preferred"] for row in cast.rows_of(film, "filmclaim").values()] == [False, True]


@pytest.mark.parametrize("about", ["", "poster", "filmdispute", "hidden"])
def test_a_dispute_is_about_something_declared(about: str) -> None:
    film = cast.film()
    assert errors(lambda: cast.propose(film, rows=rows(about=about)))


def test_a_fact_is_disputed_once() -> None:
    film = disputed()
    again = rows()
    assert errors(lambda: cast.propose(film, rows=again)) == [
        "This is listed as disputed already. Say which one you mean."
    ]
    cast.edit(film, rows=rows(detail="of the disc"))
    assert len(cast.rows_of(film, "filmdispute")) == 2


# Words ---------------------------------------------------------------------------------------


def test_a_dispute_is_named_by_what_its_sources_say() -> None:
    film = disputed(detail="in cinemas")
    document = documents.load_one(film)
    names = RowNames(document, Labels())
    dispute = next(key for key in document if key.startswith("filmdispute:"))
    claim = next(key for key in document if key.startswith("filmclaim:"))
    assert str(names.name(dispute)) == "Runtime (minutes): 113 / 115 (in cinemas)"
    assert (
        str(names.name(claim))
        == "Runtime (minutes), in cinemas · 113 (Media Arts Database, preferred)"
    )


def test_open_disputes_come_first_and_the_preferred_claim_too() -> None:
    film = disputed(settled=True)
    claims = {
        "filmclaim:new1": {"value": "メモリーズ", "source": "A", "dispute": "filmdispute:new1"},
        "filmclaim:new2": {
            "value": "MEMORIES", "source": "B", "preferred": True, "position": 1,
            "dispute": "filmdispute:new1",
        },
    }  # fmt: skip
    cast.edit(film, rows={"filmdispute:new1": {"about": "filmname", "position": 1}, **claims})
    found = disputes_of(registry["film"], documents.load_one(film))
    assert [(row.about, row.settled) for row in found.rows] == [
        ("filmname", False), ("runtime", True),
    ]  # fmt: skip
    assert [claim.value for claim in found.rows[0].claims] == ["MEMORIES", "メモリーズ"]
    assert [claim.language for claim in found.rows[0].claims] == ["", "ja"]
    assert found.fields["runtime"].settled
    assert found.sections["names"].anchor == found.rows[0].anchor
    assert "runtime" not in found.sections


# Pages ---------------------------------------------------------------------------------------


def shown(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_fact_leads_to_its_dispute_now_then_and_in_a_preview() -> None:
    film = cast.film("Memories", runtime=113)
    client = reader(cast.satsuki())
    url = film.get_absolute_url()
    assert 'class="disputed"' not in shown(client, url)
    waiting = cast.propose(film, rows=rows())
    preview = shown(client, f"/submissions/{waiting.pk}/preview/")
    assert 'class="disputed" href="#filmdispute-new1"' in preview
    cast.accept(waiting)
    anchor = next(iter(cast.rows_of(film, "filmdispute"))).replace(":", "-")
    for page in (url, f"{url}history/2/"):
        text = shown(client, page)
        assert f'class="disputed" href="#{anchor}"' in text
        assert f'id="{anchor}"' in text
        assert "claim--preferred" in text
        assert "Media Arts Database" in text
    assert 'class="disputed"' not in shown(client, f"{url}history/1/")


def test_other_pages_show_their_disputes_where_the_fact_stands() -> None:
    claims = {
        f"personclaim:new{n}": {
            "dispute": "persondispute:new1", "value": f"195{n}", "source": f"Book {n}",
        }
        for n in (1, 2)
    }  # fmt: skip
    person = cast.person(
        "Satoshi Kon",
        born="1963-10-12",
        rows={"persondispute:new1": {"about": "born", "settled": True}, **claims},
    )
    text = shown(Client(), person.get_absolute_url())
    assert 'class="disputed disputed--settled"' in text
    assert "Book 2" in text


def test_the_form_offers_two_claims_for_a_new_dispute() -> None:
    film = cast.film()
    client = reader(cast.satsuki())
    url = f"{film.get_absolute_url()}edit/?section=disputes"
    page = client.get(url)
    data = controls(page.content.decode())
    new = [key for key in data["rows"] if key.startswith("filmclaim:")]
    assert new == ["filmclaim:new" + f"new1_{n}" for n in (1, 2)]
    data["filmdispute:new1.about"] = ["runtime"]
    for at, key in enumerate(new):
        data[f"{key}.value"], data[f"{key}.source"] = [f"11{at}"], ["Somewhere"]
    answer = client.post(url, data)
    assert answer.status_code == 302
    assert [row["value"] for row in cast.rows_of(film, "filmclaim").values()] == ["110", "111"]


def test_a_dispute_without_claims_is_refused_beside_its_row() -> None:
    film = cast.film()
    client = reader(cast.satsuki())
    url = f"{film.get_absolute_url()}edit/?section=disputes"
    data = controls(client.get(url).content.decode())
    data["filmdispute:new1.about"] = ["runtime"]
    answer = client.post(url, data)
    assert answer.status_code == 422
    assert "Claims: at least 2 are needed here." in answer.content.decode()
    assert 'value="runtime" selected' in answer.content.decode()
