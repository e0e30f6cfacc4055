"""Reading without a connection, with the service worker of a real browser."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from tests import cast


def settled(page: Page) -> None:
    """Wait until the service worker answers for this page."""
    page.wait_for_function("navigator.serviceWorker && navigator.serviceWorker.ready.then(() => 1)")
    page.wait_for_function("!!navigator.serviceWorker.controller")


def test_a_film_read_before_is_readable_without_a_connection(context: BrowserContext) -> None:
    film = cast.film("Memories", runtime=113)
    other = cast.film("Akira")
    page = context.new_page()
    page.goto("/")
    settled(page)
    page.goto(film.get_absolute_url())
    page.wait_for_function(
        "async () => (await (await caches.open('genga-read')).keys()).length === 1"
    )
    context.set_offline(True)
    page.goto(film.get_absolute_url())
    expect(page.get_by_role("heading", name="Memories", level=1)).to_be_visible()
    page.goto(other.get_absolute_url())
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    expect(page.get_by_role("link", name="Memories")).to_be_visible()
    context.set_offline(False)


def test_logging_in_forgets_what_was_kept(context: BrowserContext) -> None:
    film = cast.film("Memories")
    page = context.new_page()
    page.goto("/")
    settled(page)
    page.goto(film.get_absolute_url())
    page.wait_for_function(
        "async () => (await (await caches.open('genga-read')).keys()).length === 1"
    )
    page.goto("/accounts/login/")
    main = page.get_by_role("main")
    main.get_by_label("Name or e-mail").fill("nobody")
    main.get_by_role("textbox", name="Password").fill("wrong")
    main.get_by_role("button", name="Log in").click()
    page.wait_for_function("async () => !(await caches.has('genga-read'))")
