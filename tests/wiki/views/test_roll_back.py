"""The page that rolls a user back: a dry run first, the step, and what cannot be done."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from films.models import Person
from tests.cast import edit, film, kanta, propose, satsuki
from tests.readers import reader
from tests.wiki.gardens import value
from tests.wiki.vandals import by_vandal, made_by_vandal, vandal
from wiki.models import Revision, Submission

pytestmark = pytest.mark.django_db
URL = "/users/yubaba/roll-back/"


def vandalised() -> Any:
    memories = film(deck="old", runtime=113)
    by_vandal(memories, deck="BUY NOW", runtime=999)
    edit(memories, by=satsuki(), runtime=998)
    made_by_vandal(Person, "Buy Pills")
    propose(memories, by=vandal(), deck="again")
    return memories


def confirmation(page: str, **more: str) -> dict[str, str]:
    """What the form on the page sends."""
    data = {
        name: found.group(1)
        for name in ("seen", "since")
        if (found := re.search(rf'name="{name}"(?: value="([^"]*)")?[^>]*id="id_{name}"', page))
    }
    fields = re.findall(r'name="(conflict-\d+)"\s+value="([^"]*)"', page)
    data = {name: text or "" for name, text in data.items()} | dict(fields)
    data |= {name.replace("conflict", "resolve"): "now" for name, _token in fields}
    return {"summary": "Vandalism", **data, **more}


def test_it_shows_what_would_happen_and_then_does_it() -> None:
    memories = vandalised()
    client = reader(satsuki())
    assert b"Show what would happen" in client.get(URL).content
    before = Revision.objects.count()
    page = client.get(f"{URL}?span=all").content.decode()
    for words in ("Memories", "Buy Pills", "conflicting", "clean", "BUY NOW"):
        assert words in page
    assert Revision.objects.count() == before
    response = client.post(URL, confirmation(page, rejecting="on"))
    assert response.status_code == 302
    assert response["Location"].startswith("/submissions/")
    assert (value(memories, "deck"), value(memories, "runtime")) == ("old", 998)
    assert Person.objects.get().hidden
    assert not Submission.objects.open().exists()


def test_a_choice_of_the_moderators_is_followed() -> None:
    memories = vandalised()
    client = reader(satsuki())
    data = confirmation(client.get(f"{URL}?span=all").content.decode())
    data |= {name: "proposed" for name in data if name.startswith("resolve-")}
    assert client.post(URL, data).status_code == 302
    assert value(memories, "runtime") == 113


def test_what_has_changed_since_the_dry_run_is_looked_at_again() -> None:
    memories = vandalised()
    client = reader(satsuki())
    data = confirmation(client.get(f"{URL}?span=all").content.decode())
    by_vandal(memories, country="US")
    response = client.post(URL, data)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Something has changed since you looked" in page
    assert 'value="Vandalism"' in page
    assert client.post(URL, confirmation(page)).status_code == 302


def test_without_a_reason_nothing_is_done() -> None:
    vandalised()
    client = reader(satsuki())
    data = confirmation(client.get(f"{URL}?span=all").content.decode(), summary="")
    response = client.post(URL, data)
    assert response.status_code == 422
    assert b"Say why." in response.content
    assert not Revision.objects.filter(kind="rollback").exists()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?span=day", 200),
        ("?span=since&since=2026-01-01T10:00", 200),
        ("?span=since", 422),
        ("?span=since&since=soon", 422),
        ("?span=odd", 422),
    ],
)
def test_since_when_is_asked_for(query: str, status: int) -> None:
    vandal()
    assert reader(satsuki()).get(URL + query).status_code == status


def test_it_is_for_moderators() -> None:
    vandal()
    assert Client().get(URL).status_code == 302
    assert reader(kanta()).get(URL).status_code == 403
    assert reader(kanta()).post(URL, {}).status_code == 403
    assert reader(satsuki()).get("/users/nobody/roll-back/").status_code == 404
    assert reader(satsuki()).get("/users/satsuki/roll-back/").status_code == 403


def test_too_much_is_said_so(settings: Any) -> None:
    settings.GENGA_ROLL_BACK_MOST = 1
    vandalised()
    response = reader(satsuki()).get(f"{URL}?span=all")
    assert response.status_code == 422
    assert b"more than 1 changes of pages" in response.content


def test_the_command_tells_and_does_the_same() -> None:
    memories = vandalised()
    out = StringIO()
    call_command("roll_back_user", "yubaba", "--dry-run", stdout=out)
    assert "conflicting" in out.getvalue()
    assert value(memories, "deck") == "BUY NOW"
    with pytest.raises(CommandError, match="--by"):
        call_command("roll_back_user", "yubaba", stdout=out)
    with pytest.raises(CommandError, match="no user"):
        call_command("roll_back_user", "nobody", stdout=out)
    with pytest.raises(CommandError):
        call_command("roll_back_user", "yubaba", "--by", "satsuki", stdout=out)
    call_command(
        "roll_back_user", "yubaba", "--by", "satsuki", "--reason", "Spam", "--since",
        "2020-01-01", "--reject-waiting", stdout=out,
    )  # fmt: skip
    assert value(memories, "deck") == "old"
    assert "Done: revision" in out.getvalue()


def test_of_very_many_pages_some_are_shown_and_the_others_counted(monkeypatch: Any) -> None:
    monkeypatch.setattr("wiki.review.MOST_PAGES", 2)
    monkeypatch.setattr("wiki.effects.MOST_PAGES", 2)
    monkeypatch.setattr("wiki.roll_back_sheets.SHOWN", 2)
    for number in range(4):
        by_vandal(film(f"Film {number}", deck="old"), deck="BUY NOW")
    client = reader(satsuki())
    page = client.get(f"{URL}?span=all").content.decode()
    assert "The changes of 2 pages are not shown in full" in page
    response = client.post(URL, confirmation(page))
    done = client.get(response["Location"]).content.decode()
    assert "And 2 more pages" in done
    row = Revision.objects.get(kind="rollback").entries.order_by("pk")[0]
    undo = client.get(f"/films/{row.entry_id}/history/{row.number}/revert/", follow=True)
    assert "And 2 more pages" in undo.content.decode()
