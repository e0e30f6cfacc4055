"""Members sign up, log out and in again, in a real browser."""

import re

from django.core import mail
from playwright.sync_api import BrowserContext, Page, expect

from tests import cast
from tests.journeys.visitors import follow, log_in


def test_newcomer_signs_up_and_logs_out(page: Page) -> None:
    page.goto("/accounts/signup/")
    page.get_by_role("textbox", name="Name").fill("mei")
    page.get_by_label("E-mail address").fill("mei@example.org")
    page.get_by_label("Password").fill("soot-sprites-in-the-attic")
    page.locator("main").get_by_role("button", name="Sign up").click()

    expect(page.get_by_role("heading", name="Confirm your e-mail address")).to_be_visible()
    code = re.search(r"^([A-Z0-9-]{6,})$", str(mail.outbox[0].body), re.MULTILINE)
    assert code
    page.get_by_label("Code").fill(code[1])
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("/")

    page.goto("/users/mei/")
    expect(page.get_by_role("heading", name="mei", exact=True)).to_be_visible()

    page.goto("/accounts/logout/")
    follow(page.locator("main").get_by_role("button", name="Log out"))
    page.goto("/accounts/email/")
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()


def test_who_is_logged_out_is_told_so_where_they_press_and_comes_back_to_it(
    context: BrowserContext,
) -> None:
    film = cast.film("Memories")
    page = log_in(context, cast.mei())
    page.goto(film.get_absolute_url())
    cookies = [each for each in context.cookies() if each["name"] != "sessionid"]
    context.clear_cookies()
    context.add_cookies(cookies)
    page.get_by_role("button", name="Want to watch").click()
    told = page.get_by_role("alert").filter(has_text="you are logged out")
    follow(told.get_by_role("link", name="Log in"))
    main = page.get_by_role("main")
    main.get_by_label("Name or e-mail").fill("mei")
    main.get_by_role("textbox", name="Password").fill("genga")
    main.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Memories", level=1)).to_be_visible()
    page.get_by_role("button", name="Want to watch").click()
    expect(page.get_by_role("button", name="Want to watch")).to_have_attribute(
        "aria-pressed", "true"
    )
