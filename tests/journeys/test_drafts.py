"""An editor types, loses the page and then the session, and finds everything again."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from films.models import Film
from tests import cast
from tests.journeys.visitors import come_as, log_in
from wiki.models import Draft, Submission


def form_of(page: Page, film: Film) -> None:
    page.goto(f"{film.get_absolute_url()}edit/")


def fill(page: Page, film: Film, runtime: str) -> None:
    runtime_in(page, film).fill(runtime)


def runtime_in(page: Page, film: Film) -> Locator:
    return page.locator(f"input[name='film:{film.pk}.runtime']")


def test_an_editor_finds_what_was_typed_after_a_crash(
    context: BrowserContext, live_server: LiveServer
) -> None:
    film = cast.film("Memories", runtime=113)
    page = come_as(context, cast.mei(), live_server.url)
    form_of(page, film)
    fill(page, film, "115")
    expect(page.get_by_text("Draft kept on the server")).to_be_visible()
    page.close()

    page = context.new_page()
    form_of(page, film)
    expect(page.get_by_text("You began an edit here")).to_be_visible()
    expect(runtime_in(page, film)).to_have_value("113")
    page.get_by_role("link", name="Go on with it").click()
    expect(runtime_in(page, film)).to_have_value("115")
    page.get_by_label("Summary").fill("The disc says so")
    page.locator(".form-bar").get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("in line")).to_have_count(2)
    assert Submission.objects.pending().get().summary == "The disc says so"
    assert not Draft.objects.exists()


def test_an_offered_draft_is_thrown_away_without_leaving_the_form(
    context: BrowserContext, live_server: LiveServer
) -> None:
    film = cast.film("Memories", runtime=113)
    page = come_as(context, cast.mei(), live_server.url)
    form_of(page, film)
    fill(page, film, "115")
    expect(page.get_by_text("Draft kept on the server")).to_be_visible()
    page.close()

    page = context.new_page()
    form_of(page, film)
    fill(page, film, "116")
    page.get_by_role("button", name="Discard it").click()
    expect(page.get_by_text("You began an edit here")).to_have_count(0)
    expect(runtime_in(page, film)).to_have_value("116")
    expect(page.get_by_text("Draft kept on the server")).to_be_visible()
    assert Draft.objects.get().values[f"film:{film.pk}.runtime"] == "116"


def test_a_form_sent_after_the_session_has_ended_comes_back_filled(
    context: BrowserContext,
) -> None:
    film = cast.film("Memories", runtime=113)
    page = log_in(context, cast.mei())
    form_of(page, film)
    fill(page, film, "115")
    cookies = [c for c in context.cookies() if c["name"] != "sessionid"]
    context.clear_cookies()
    context.add_cookies(cookies)
    page.locator(".form-bar").get_by_role("button", name="Save changes").click()

    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    main = page.get_by_role("main")
    main.get_by_label("Name or e-mail").fill("mei")
    main.get_by_role("textbox", name="Password").fill("genga")
    main.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Nothing of it is sent yet.")).to_be_visible()
    expect(runtime_in(page, film)).to_have_value("115")
    page.locator(".form-bar").get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("Your edit waits for a moderator")).to_be_visible()
    assert Submission.objects.pending().get().changes[0]["fields"] == {"runtime": [113, 115]}


def test_a_log_in_in_another_tab_loses_nothing(context: BrowserContext) -> None:
    film = cast.film("Memories", runtime=113)
    page = log_in(context, cast.mei())
    form_of(page, film)
    fill(page, film, "115")
    log_in(context, cast.mei()).close()
    page.locator(".form-bar").get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("heading", name="This form is out of date")).to_be_visible()
    page.get_by_role("link", name="Go on with it").click()
    expect(runtime_in(page, film)).to_have_value("115")
