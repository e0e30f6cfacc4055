"""Who sits at the browser of a journey."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.models import EmailAddress
from django.conf import settings
from playwright.sync_api import BrowserContext, Locator, Page, expect

from accounts.models import User
from tests.readers import reader

#: Makes a fresh profile on the served site, with options of Playwright's.
NewProfile = Callable[..., BrowserContext]


def log_in(context: BrowserContext, user: User) -> Page:
    """A tab in which ``user`` has logged in through the form, as people do."""
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    context.clear_cookies()
    page = context.new_page()
    page.goto("/accounts/login/")
    main = page.get_by_role("main")
    main.get_by_label("Name or e-mail").fill(user.username)
    main.get_by_role("textbox", name="Password").fill("genga")
    main.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Log in")).to_have_count(0)
    return page


def come_as(context: BrowserContext, user: User, address: str) -> Page:
    """A tab in which ``user`` is logged in already."""
    session = reader(user).cookies[settings.SESSION_COOKIE_NAME].value
    context.clear_cookies()
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
    return context.new_page()


def follow(control: Locator) -> None:
    """Click what leads to another page, and wait until that page has come.

    A click alone returns while the answer is on its way: what is read without waiting
    (texts of many elements, rows of the database) is then of the page before.
    """
    with control.page.expect_navigation():
        control.click()
