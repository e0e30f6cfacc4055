"""A newcomer signs up and logs out, in a real browser."""

import re

from django.core import mail
from playwright.sync_api import Page, expect

from tests.journeys.visitors import follow


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
