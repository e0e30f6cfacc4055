"""Somebody new is shown round the form by keyboard; and the keys that every page has."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, expect

from accounts.models import User
from tests import cast
from tests.journeys.visitors import come_as


def newcomer() -> User:
    user = cast.totoro()
    User.objects.filter(pk=user.pk).update(wants_tour=True)
    return user


def test_the_tour_goes_from_the_form_to_the_submission(
    context: BrowserContext, live_server: object
) -> None:
    cast.film("Memories", deck="Three films in one.")
    user = newcomer()
    page = come_as(context, user, live_server.url)  # type: ignore[attr-defined]
    page.goto("/help/tour/")
    note = page.locator(".tour__note")
    expect(note).to_be_focused()
    expect(note).to_contain_text("Step 1 of 5")
    expect(page.locator("#section-general")).to_have_attribute("aria-describedby", "tour-note")

    for step in ("Step 2 of 5", "Step 3 of 5", "Step 4 of 5"):
        page.keyboard.press("Tab")
        if step != "Step 2 of 5":  # past the way back
            page.keyboard.press("Tab")
        if step == "Step 3 of 5":  # and past the link of the second step
            expect(note.get_by_role("button", name="Back")).to_be_focused()
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(note).to_contain_text(step)
        expect(note).to_be_focused()
    assert page.locator(".tour__note").count() == 1

    page.get_by_label("Runtime (minutes)").fill("113")
    page.get_by_role("button", name="Show changes").click()
    expect(page.get_by_role("heading", name="What you change")).to_be_visible()
    expect(note).to_contain_text("Step 5 of 5")

    page.locator(".form-bar").get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("Your first edit is on its way")).to_be_visible()
    page.get_by_role("button", name="End the tour").click()
    expect(page.get_by_text("Your first edit is on its way")).to_have_count(0)
    assert not User.objects.get(pk=user.pk).wants_tour


def test_escape_ends_the_tour_for_good_and_leaves_the_focus_in_the_form(
    context: BrowserContext, live_server: object
) -> None:
    film = cast.film("Memories")
    user = newcomer()
    page = come_as(context, user, live_server.url)  # type: ignore[attr-defined]
    page.goto(f"{film.get_absolute_url()}edit/?section=general")
    expect(page.locator(".tour__note")).to_have_count(0)  # nothing begins by itself
    page.get_by_role("button", name="Show me round").press("Enter")
    expect(page.locator(".tour__note")).to_be_focused()
    with page.expect_response("**/help/tour/end/"):
        page.keyboard.press("Escape")
    expect(page.locator("genga-tour, .tour__note")).to_have_count(0)
    assert page.evaluate("document.activeElement.closest('#section-general') !== null")
    assert not User.objects.get(pk=user.pk).wants_tour


def test_the_keys_of_every_page_are_shown_and_can_be_turned_off(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/help/")
    page.keyboard.press("/")
    expect(page.locator("#site-search")).to_be_focused()
    page.keyboard.type("?")  # in a field it is a letter
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_hidden()
    page.locator("#site-search").blur()
    page.keyboard.press("?")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    dialog.get_by_label("Use these keys in this browser").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("?")
    expect(dialog).to_be_hidden()
