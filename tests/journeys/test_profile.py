"""A member's own page in a browser: described, looked at everywhere, blocked from, deleted."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actions.people.describe_self import describe_self
from accounts.actions.people.favour import favour
from accounts.actions.watch import Said, watch
from accounts.blocks import is_blocked
from accounts.models import User
from tests import cast
from tests.journeys.looks import looked_at, looking_tab
from tests.journeys.visitors import NewProfile, come_as, follow


def test_a_member_says_who_they_are_and_what_they_like_best(reader: Page) -> None:
    film = cast.film("Memories")
    cast.film("Akira")
    reader.goto("/users/mei/")
    reader.get_by_role("link", name="Edit profile").click()
    reader.get_by_role("textbox", name="About you").fill("I *draw* rain.")
    reader.get_by_role("button", name="Save").click()
    expect(reader.locator("em", has_text="draw")).to_be_visible()

    reader.goto(film.get_absolute_url())
    reader.get_by_role("button", name="Favourite").click()
    expect(reader.get_by_role("button", name="A favourite")).to_be_visible()
    reader.goto("/accounts/favourites/")
    reader.locator("#add-film").fill("Akira")
    reader.locator("#film").get_by_role("button", name="Add", exact=True).click()
    films = reader.locator("#film")
    expect(films.get_by_role("link", name="Akira")).to_be_visible()
    films.get_by_role("textbox", name="Place: Akira").fill("1")
    follow(films.get_by_role("button", name="Save the order"))
    reader.goto("/users/mei/")
    cards = reader.locator("section", has_text="Favourite films").locator(".film-card__title")
    expect(cards).to_have_text(["Akira", "Memories"])


def test_somebody_is_blocked_and_an_account_is_deleted(
    context: BrowserContext, live_server: LiveServer
) -> None:
    mei, kanta = cast.mei(), cast.kanta()
    film = cast.film("Memories")
    page = come_as(context, mei, live_server.url)
    page.goto("/users/kanta/")
    page.get_by_role("main").get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Block").click()
    expect(page.get_by_text("You have blocked kanta")).to_be_visible()
    assert is_blocked(mei, kanta)

    page.goto("/users/mei/")
    page.get_by_role("link", name="Delete account").click()
    expect(page.get_by_role("heading", name="What stays")).to_be_visible()
    page.get_by_label("Your password").fill("wrong")
    page.get_by_role("button", name="Delete my account now").click()
    expect(page.get_by_text("That is not right.")).to_be_visible()
    page.get_by_label("Your password").fill("genga")
    page.get_by_role("button", name="Delete my account now").click()
    expect(page.get_by_role("heading", name="Your account is deleted")).to_be_visible()
    expect(page.get_by_role("link", name="Log in")).to_be_visible()
    assert not User.objects.get(pk=mei.pk).is_active
    page.goto(f"{film.get_absolute_url()}history/")
    page.get_by_role("link", name=re.compile("^deleted-")).first.click()
    expect(page.get_by_role("heading", name="Deleted user")).to_be_visible()


def test_the_paper_goes_with_the_account(
    context: BrowserContext, new_profile: NewProfile, live_server: LiveServer
) -> None:
    page = come_as(context, cast.mei(), live_server.url)
    page.goto("/users/mei/")
    page.locator(".site-menu > summary").click()
    with page.expect_response(re.compile("/accounts/theme/")):
        page.locator(".site-menu").get_by_text("Dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    other = come_as(new_profile(java_script_enabled=False), cast.mei(), live_server.url)
    other.goto("/users/mei/")
    expect(other.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_pages_of_a_user_are_looked_at_everywhere(
    new_profile: NewProfile, live_server: LiveServer
) -> None:
    mei, kanta = cast.mei(), cast.kanta()
    describe_self(mei, about="I *draw* rain.\n\n>! And snow. !<")
    for number in range(7):
        film = cast.film(f"Film {number}", runtime=90, country="JP")
        for user in (mei, kanta):
            score = 30 + 8 * number + (user == kanta) * 15
            said = Said(status="watched", score=score, finished=f"20{20 + number}")
            watch(user, film, said)
        favour(mei, "film", film.pk)
    favour(mei, "person", cast.person("Satoshi Kon").pk)
    page = looking_tab(new_profile, live_server, kanta)
    found = []
    for path in (
        *("/users/mei/", "/users/mei/statistics/", "/users/mei/compare/kanta/"),
        *("/users/mei/edits/", "/accounts/profile/", "/accounts/privacy/"),
        *("/accounts/favourites/", "/accounts/delete/", "/accounts/preferences/"),
    ):
        found += looked_at(page, path)
    assert found == []
