"""Staff in a browser: a block of credits is pasted and confirmed; the grid is changed by keyboard."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, expect
from pytest_django.live_server_helper import LiveServer

from films.models import Film
from tests import cast
from tests.journeys.visitors import come_as
from wiki.models import Submission


def memories() -> Film:
    koji = cast.person("Koji Morimoto")
    return cast.film(
        "Memories",
        kind="anthology",
        rows={
            **cast.segments("Magnetic Rose", "Stink Bomb"),
            "credit:new1": {
                "role": "director",
                "person": cast.key_of(koji),
                "segment": "segment:new1",
                "note": "his first",
            },
        },
    )


def test_pasted_credits_are_read_confirmed_and_sent(
    context: BrowserContext, live_server: LiveServer
) -> None:
    film = memories()
    page = come_as(context, cast.mei(), live_server.url)
    page.goto(f"{film.get_absolute_url()}edit/?section=credits")
    page.get_by_label("Summary").fill("From the end titles")
    page.get_by_text("Paste credits").click()
    page.get_by_label("Credits as they are printed").fill(
        "Storyboard: Morimoto Koji (segment 1)\n音楽：菅野よう子（Magnetic Rose）\nwho is this"
    )
    page.get_by_role("button", name="Read into rows").click()
    expect(page.get_by_text("2 credits were read.")).to_be_visible()
    expect(page.get_by_label("Credits as they are printed")).to_have_value("who is this")
    expect(page.get_by_label("Summary")).to_have_value("From the end titles")
    rows = page.locator("#section-credits [data-row]")
    row = rows.filter(has=page.locator('input[name$=".role"][value="Storyboard"]'))
    expect(row.get_by_label("Person", exact=True)).to_have_value("Koji Morimoto")
    expect(row.get_by_label("Segment")).to_have_value(f"segment:{film.segments.get(number=1).pk}")
    assert not Submission.objects.pending().exists()
    page.get_by_role("button", name="Save changes").last.click()
    page.wait_for_url(re.compile("/submissions/"))
    expect(page.get_by_role("main")).to_contain_text("菅野よう子")
    cast.accept(Submission.objects.pending().get())
    assert {c.role for c in film.credits.all()} == {"director", "storyboard", "music"}


def test_the_grid_is_changed_by_keyboard(context: BrowserContext, live_server: LiveServer) -> None:
    film = memories()
    page = come_as(context, cast.mei(), live_server.url)
    page.goto(f"{film.get_absolute_url()}edit/grid/")
    # The director of the first segment directs the second one instead, and gets help.
    page.get_by_role("checkbox", name="Director his first Koji Morimoto 1 Magnetic Rose").focus()
    page.keyboard.press("Space")
    page.get_by_role("combobox", name="Add roles: Koji Morimoto 2 Stink Bomb").focus()
    page.keyboard.type("Director")
    page.get_by_role("button", name="Add a person").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Jun Miyake")
    proposal = page.get_by_role("option", name="Propose a new")
    expect(proposal).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Music, Theme song")
    page.get_by_role("button", name="Show changes").click()
    expect(page.get_by_role("heading", name="What you change")).to_be_visible()
    page.get_by_role("button", name="Save changes").last.click()
    page.wait_for_url(re.compile("/submissions/"))
    cast.accept(Submission.objects.pending().get())
    made = {(c.role, str(c.person), c.segment.number, c.note) for c in film.credits.all()}
    assert made == {
        ("director", "Koji Morimoto", 2, "his first"),
        ("music", "Jun Miyake", 1, ""),
        ("theme_song", "Jun Miyake", 1, ""),
    }
