"""A review in a browser: written with its preview, found helpful, reported, removed by a moderator."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Complaint, Recommendation, Review, Verdict
from tests import cast
from tests.accounts.reviews.writing import a_review
from tests.journeys.visitors import NewProfile, come_as

TEXT = "Three stories.\n\n>! The opera never ends. !<\n\nSee it **tonight**."


def test_a_review_is_written_found_helpful_reported_and_removed(
    context: BrowserContext, live_server: LiveServer
) -> None:
    film = cast.film("Memories")
    page = come_as(context, cast.mei(), live_server.url)
    page.goto(film.get_absolute_url())
    page.get_by_role("link", name="Write a review").click()
    page.get_by_label("Headline").fill("A triptych")
    page.get_by_role("textbox", name="Review", exact=True).fill(TEXT)
    page.get_by_role("button", name="Preview").click()
    preview = page.get_by_role("region", name="Preview: Review")
    expect(preview.locator("strong")).to_have_text("tonight")
    expect(preview.get_by_text("The opera never ends.")).to_be_hidden()
    page.get_by_label("Your rating").select_option("9")
    page.get_by_role("button", name="Publish the review").click()
    expect(page.get_by_role("heading", name="A triptych")).to_be_visible()
    made = Review.objects.get()
    assert (made.score, made.language) == (90, "en")

    page = come_as(context, cast.kanta(), live_server.url)
    page.goto(f"{film.get_absolute_url()}reviews/")
    page.get_by_role("button", name="Helpful").click()
    expect(page.get_by_role("button", name=re.compile("Helpful"))).to_have_attribute(
        "aria-pressed", "true"
    )
    made.refresh_from_db()
    assert made.helpful_count == 1

    page = come_as(context, cast.totoro(), live_server.url)
    page.goto(made.get_absolute_url())
    page.get_by_role("link", name="Report", exact=True).click()
    page.get_by_label("It attacks or mocks somebody").check()
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_text("A moderator will look at it.")).to_be_visible()

    page = come_as(context, cast.satsuki(), live_server.url)
    page.goto("/moderation/")
    page.get_by_role("link", name="Reports by members").click()
    expect(page.get_by_text("Three stories.")).to_be_visible()
    page.get_by_label("Note").fill("It mocks who likes the second part.")
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("button", name="Put it back")).to_be_visible()
    assert Complaint.objects.get().verdict == Verdict.REMOVED

    page = come_as(context, cast.mei(), live_server.url)
    page.goto("/notices/")
    expect(page.get_by_role("main")).to_contain_text("It mocks who likes the second part.")
    context.clear_cookies()
    page.goto(film.get_absolute_url())
    expect(page.get_by_text("Nobody has reviewed it yet.")).to_be_visible()


def test_reviews_and_recommendations_need_no_script(
    new_profile: NewProfile, live_server: LiveServer
) -> None:
    film, other = cast.film("Memories"), cast.film("Akira")
    made = a_review(film)
    page = come_as(new_profile(java_script_enabled=False), cast.kanta(), live_server.url)
    page.goto(f"{film.get_absolute_url()}reviews/")
    page.get_by_role("button", name="Helpful").click()
    expect(page.get_by_role("button", name=re.compile(r"Helpful.* 1$"))).to_be_visible()
    made.refresh_from_db()
    assert made.helpful_count == 1
    page.goto(film.get_absolute_url())
    page.get_by_role("link", name="Recommend a film").first.click()
    page.get_by_role("textbox", name="Film", exact=True).fill("akira")
    page.get_by_label("Because").fill("The same hand.")
    page.get_by_role("button", name="Recommend it").click()
    expect(page.get_by_text("The same hand.")).to_be_visible()
    assert Recommendation.objects.get().other == other
