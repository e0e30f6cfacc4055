"""Sections are edited in their place: with the mouse, with the keyboard alone, in another order."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from films.models import Credit, Film
from tests import cast
from tests.journeys.visitors import come_as
from wiki.models import Submission


def staffed() -> Film:
    roles = ("director", "writer", "music")
    return cast.film(
        "Memories",
        runtime=113,
        description="Three stories.",
        rows={
            f"credit:new{at}": {"role": role, "credited_as": role.upper(), "position": at}
            for at, role in enumerate(roles)
        },
    )


@pytest.fixture
def page(context: BrowserContext, live_server: LiveServer) -> Page:
    """The page of a film, read by a moderator, whose edits are live at once."""
    film = staffed()
    tab = come_as(context, cast.satsuki(), live_server.url)
    tab.goto(film.get_absolute_url())
    return tab


def opened(page: Page, name: str) -> Locator:
    """The form of a section, opened with the mouse."""
    page.locator(f"#{name} .edit-link").click()
    return page.locator(f"#{name} genga-form")


def roles() -> list[str]:
    return list(Credit.objects.order_by("position").values_list("credited_as", flat=True))


def test_a_section_is_edited_with_the_mouse(page: Page) -> None:
    address = page.url
    form = opened(page, "general")
    expect(page).to_have_url(f"{address}#edit-general")
    runtime = form.get_by_label("Runtime (minutes)")
    runtime.fill("115")

    # Back asks before it closes what was changed, and closes it then.
    page.go_back()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="Go on editing").click()
    expect(page).to_have_url(f"{address}#edit-general")
    expect(runtime).to_have_value("115")
    page.go_back()
    page.get_by_role("button", name="Close it").click()
    expect(form).to_have_count(0)
    expect(page.locator("#general .edit-link")).to_be_focused()

    # What was typed is offered again; the changes are shown before they are saved.
    form = opened(page, "general")
    form.get_by_role("link", name="Go on with it").click()
    expect(runtime).to_have_value("115")
    form.get_by_role("button", name="Show changes").click()
    expect(form.get_by_role("region", name="What you change")).to_contain_text("115")
    form.locator(".form-bar").get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("status").get_by_text("Your edit is live.")).to_be_visible()
    expect(page.locator("#general")).to_contain_text("115 minutes")
    expect(page.locator("#h-general")).to_be_focused()
    expect(page).to_have_url(address)
    assert Film.objects.get().runtime == 115


def test_a_section_is_edited_with_the_keyboard_alone(page: Page) -> None:
    keys = page.keyboard
    page.locator("#credits .edit-link").focus()
    keys.press("Enter")
    form = page.locator("#credits genga-form")
    expect(form.get_by_label("Place").first).to_be_focused()
    keys.press("Tab")

    # The third row is moved up, taken back, and moved to the top.
    handle = form.locator("[data-handle]").nth(2)
    expect(handle).to_have_attribute("aria-label", "Move: Credits 3")
    handle.focus()
    said = form.locator("genga-rows > [role=status]").first
    keys.press("Space")
    expect(said).to_contain_text("Lifted, place 3 of 3")
    keys.press("ArrowUp")
    expect(said).to_have_text("Place 2 of 3")
    keys.press("Escape")
    expect(said).to_have_text("Back at place 3 of 3")
    for key in ("Space", "ArrowUp", "ArrowUp", "Space"):
        keys.press(key)
    expect(said).to_have_text("Put down at place 1 of 3")
    expect(form.locator("[data-handle]").first).to_be_focused()

    # What is wrong is said by its field, which has the focus.
    role = form.locator("[data-row]").first.get_by_label("Role", exact=True)
    role.fill("")
    keys.press("Enter")
    expect(role).to_have_class(re.compile("is-invalid"))
    expect(role).to_be_focused()
    keys.type("Music")
    keys.press("Enter")
    expect(page.locator("#h-credits")).to_be_focused()
    assert roles() == ["MUSIC", "DIRECTOR", "WRITER"]

    # Escape closes a form that nobody has changed, and the link has the focus again.
    page.locator("#credits .edit-link").focus()
    keys.press("Enter")
    expect(form.get_by_label("Place").first).to_be_focused()
    keys.press("Escape")
    expect(page.locator("#credits .edit-link")).to_be_focused()
    # A message is closed by keys, too; the focus goes back to where it was.
    page.get_by_role("button", name="Close", exact=True).focus()
    keys.press("Escape")
    expect(page.locator(".message")).to_have_count(0)
    expect(page.locator("#credits .edit-link")).to_be_focused()


def test_rows_are_dragged_and_removed(page: Page) -> None:
    form = opened(page, "credits")
    handle = form.locator("[data-handle]").nth(2).bounding_box()
    first = form.locator("[data-row]").first.bounding_box()
    assert handle
    assert first
    page.mouse.move(handle["x"] + 5, handle["y"] + 5)
    page.mouse.down()
    page.mouse.move(handle["x"] + 5, first["y"] + 4, steps=4)
    expect(form.get_by_label("Credited as").first).to_have_value("MUSIC")
    page.mouse.up()
    expect(form.get_by_label("Place").first).to_have_value("1")

    # A new row is removed again, and the focus stays among the rows.
    form.get_by_role("button", name="Add: credit", exact=True).click()
    added = form.locator("[data-row][data-new]").first
    expect(added.get_by_label("Role", exact=True)).to_be_focused()
    added.locator("[data-remove]").click()
    expect(form.get_by_label("Place").nth(2)).to_be_focused()

    form.locator(".form-bar").get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("Your edit is live.")).to_be_visible()
    assert roles() == ["MUSIC", "DIRECTOR", "WRITER"]


def test_a_text_shows_what_it_will_look_like_while_it_is_written(page: Page) -> None:
    form = opened(page, "story")
    form.get_by_role("button", name="Preview", exact=True).click()
    shown = form.get_by_role("region", name="Preview: Description")
    expect(shown).to_have_text("Three stories.")
    text = form.get_by_role("textbox", name="Description")
    text.focus()
    text.press("Control+a")
    text.press("Control+b")
    expect(text).to_have_value("**Three stories.**")
    expect(shown.locator("strong")).to_have_text("Three stories.")
    text.fill("Four stories.\n\n<script>alert(1)</script>")
    expect(shown).to_contain_text("Four stories.")
    expect(shown.locator("script")).to_have_count(0)


def test_a_form_that_cannot_be_sent_stays_and_says_so(page: Page) -> None:
    form = opened(page, "general")
    form.get_by_label("Runtime (minutes)").fill("115")
    page.context.set_offline(True)
    save = form.locator(".form-bar").get_by_role("button", name="Save changes")
    save.click()
    expect(page.get_by_role("alert").get_by_text("What you typed is still here")).to_be_visible()
    expect(form.get_by_label("Runtime (minutes)")).to_have_value("115")
    page.context.set_offline(False)
    save.dblclick()
    expect(page.get_by_text("Your edit is live.")).to_be_visible()
    assert Submission.objects.filter(changes__icontains="115").count() == 1
