"""The main job without JavaScript: more rows by a button, a new person by a box, approval by a form."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, expect
from pytest_django.live_server_helper import LiveServer

from films.models import Person
from tests import cast
from tests.journeys.visitors import NewProfile, come_as, follow
from wiki.models import Submission


@pytest.fixture
def plain(new_profile: NewProfile) -> BrowserContext:
    """A browser that runs no script."""
    return new_profile(java_script_enabled=False)


def test_a_credit_with_a_new_person_is_proposed_and_approved(
    plain: BrowserContext, live_server: LiveServer
) -> None:
    film = cast.film(
        "Memories", rows={"credit:new1": {"role": "director", "credited_as": "Koji Morimoto"}}
    )
    editor = come_as(plain, cast.mei(), live_server.url)
    editor.goto(f"{film.get_absolute_url()}edit/?section=credits")
    rows = editor.locator("#section-credits [data-row]").filter(
        has=editor.get_by_label("Person", exact=True)
    )
    before = rows.count()

    # What was typed is there after the form has come back with more rows.
    editor.get_by_label("Summary").fill("From the end titles")
    editor.get_by_role("button", name="More rows: credits").click()
    expect(rows).to_have_count(before + 3)
    expect(editor.get_by_label("Summary")).to_have_value("From the end titles")

    # Nobody is called so: the form says it at the field, and offers to propose her.
    row = _empty(rows)
    row.get_by_label("Role", exact=True).fill("Music")
    row.get_by_label("Person", exact=True).fill("Yoko Kanno")
    editor.get_by_role("button", name="Save changes").last.click()
    expect(editor.get_by_role("alert").filter(has_text="Nothing was saved")).to_be_visible()
    editor.get_by_label("Propose a new page called “Yoko Kanno”").check()
    follow(editor.get_by_role("button", name="Save changes").last)
    submission = Submission.objects.pending().get()
    expect(editor).to_have_url(re.compile(f"{submission.get_absolute_url()}$"))
    expect(editor.get_by_role("main")).to_contain_text("Yoko Kanno")
    assert not Person.objects.filter(title="Yoko Kanno").exists()

    moderator = come_as(plain, cast.satsuki(), live_server.url)
    moderator.goto("/moderation/")
    moderator.get_by_role("link", name="Memories").first.click()
    expect(moderator.get_by_role("main")).to_contain_text("From the end titles")
    follow(moderator.get_by_role("button", name="Approve"))
    moderator.goto(film.get_absolute_url())
    expect(moderator.get_by_role("link", name="Yoko Kanno").first).to_be_visible()
    assert Person.objects.get(title="Yoko Kanno").credits.get().film_id == film.pk


def _empty(rows: Locator) -> Locator:
    """The first row in which nobody stands."""
    people = [rows.nth(at).get_by_label("Person", exact=True) for at in range(rows.count())]
    printed = [rows.nth(at).get_by_label("Credited as") for at in range(rows.count())]
    values = zip(people, printed, strict=True)
    free = [at for at, pair in enumerate(values) if not any(cell.input_value() for cell in pair)]
    return rows.nth(free[0])
