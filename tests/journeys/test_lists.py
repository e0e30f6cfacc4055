"""A list in a browser: twenty films pasted, searched and put in order, by pointer, keys and numbers."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import FilmList
from films.models import Film
from tests import cast
from tests.accounts.lists.lists import a_list, titles
from tests.journeys.visitors import NewProfile, come_as, follow

NAMES = [f"Film {letter}" for letter in "ABCDEFGHIJKLMNOPQRS"]


def films(names: list[str]) -> None:
    for name in names:
        cast.film(name)


def test_a_ranked_list_of_twenty_is_built_and_put_in_order(
    context: BrowserContext, live_server: LiveServer
) -> None:
    films([*NAMES, "Memories"])
    page = come_as(context, cast.mei(), live_server.url)
    page.goto("/lists/")
    page.get_by_role("link", name="Make a list", exact=True).click()
    page.get_by_role("textbox", name="Title").fill("Seen and watched")
    page.get_by_label("Ranked").check()
    page.get_by_role("button", name="Make the list").click()

    page.get_by_text("Paste many titles").click()
    page.get_by_label("Titles, one per line").fill("\n".join([*NAMES, "Film of no name"]))
    page.get_by_role("button", name="Look them up").click()
    expect(page.get_by_role("main")).to_contain_text("Found: 19.")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("Added 19 rows.")).to_be_visible()

    page.get_by_role("combobox", name="Film, segment or person").fill("memor")
    page.get_by_role("option", name=re.compile("Memories")).click()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Added 1 row.")).to_be_visible()
    made = FilmList.objects.get()
    assert titles(made) == [*NAMES, "Memories"]

    rows = page.locator("[data-row]")
    rows.nth(19).get_by_role("button", name="Move up").click()  # by a button
    handle = rows.nth(0).locator("[data-handle]")  # by keys
    handle.focus()
    for key in ("Space", "ArrowDown", "ArrowDown", "Space"):
        page.keyboard.press(key)
    drag(page, 4, 2)  # by the pointer
    page.get_by_role("button", name="Save the order").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    wanted = ["Film B", "Film C", "Film E", "Film A", "Film D", *NAMES[5:18], "Memories", "Film S"]
    assert titles(made) == wanted

    page.get_by_role("link", name="See the list").click()
    expect(page.locator(".film-card").nth(18)).to_contain_text("19 Memories")


def drag(page: Page, start: int, end: int) -> None:
    """Take a row by its handle and put it in the place of another above it."""
    rows = page.locator("[data-row]")
    rows.nth(start).scroll_into_view_if_needed()
    handle = rows.nth(start).locator("[data-handle]").bounding_box()
    there = rows.nth(end).bounding_box()
    assert handle is not None
    assert there is not None
    across = handle["x"] + handle["width"] / 2
    page.mouse.move(across, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(across, there["y"] + 4, steps=8)
    page.wait_for_timeout(100)
    page.mouse.up()


def test_order_and_notes_are_changed_without_a_script(
    new_profile: NewProfile, live_server: LiveServer
) -> None:
    films(["Akira", "Memories", "Paprika"])
    made = a_list(*(f"film:{pk}" for pk in _pks()))
    page = come_as(new_profile(java_script_enabled=False), cast.mei(), live_server.url)
    page.goto(f"{made.get_absolute_url()}rows/")
    page.get_by_label("Place: Paprika").fill("1")
    page.get_by_label("Note: Akira").fill("Twice")
    page.get_by_label("Remove Memories").check()
    follow(page.get_by_role("button", name="Save the order"))
    assert titles(made) == ["Paprika", "Akira"]
    page.get_by_label("Film, segment or person").fill("memories")
    follow(page.get_by_role("button", name="Add", exact=True))
    assert titles(made) == ["Paprika", "Akira", "Memories"]


def _pks() -> list[int]:
    return list(Film.objects.order_by("title").values_list("pk", flat=True))
