"""A language that is written from right to left: pages are mirrored, and nothing sticks out."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as site
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from films.models import Film
from tests import cast
from tests.journeys.visitors import NewProfile, come_as

#: "Waltz with Bashir", and the name of who made it.
HEBREW, MAKER = "ואלס עם באשיר", "ארי פולמן"
WIDTH = 390


@pytest.fixture
def hebrew(new_profile: NewProfile, settings: Any) -> BrowserContext:
    """A phone whose reader asks for Hebrew, which the site has for once."""
    settings.LANGUAGES = [*site.LANGUAGES, ("he", "Hebrew")]
    size = {"width": WIDTH, "height": 844}
    return new_profile(locale="he", viewport=size, reduced_motion="reduce")


def _film() -> Film:
    person = cast.person("Ari Folman", rows={"personname:new2": {"text": MAKER, "language": "he"}})
    heintz = cast.character("Heintz")
    return cast.film(
        "Waltz with Bashir",
        runtime=90,
        kind="anthology",
        deck="A film about what is remembered.",
        rows={
            "filmname:new2": {"text": HEBREW, "language": "he", "kind": "native"},
            "segment:new1": {"number": 1, "runtime": 40},
            "segmentname:new1": {"segment": "segment:new1", "text": HEBREW, "display": True},
            "segment:new2": {"number": 2, "runtime": 50},
            "segmentname:new2": {"segment": "segment:new2", "text": "Two", "display": True},
            "credit:new1": {"role": "director", "person": cast.key_of(person)},
            "credit:new2": {"role": "writer", "credited_as": MAKER, "segment": "segment:new1"},
            "dubversion:new1": {"language": "he", "original": True},
            "appearance:new1": {"character": cast.key_of(heintz), "importance": "main"},
            "release:new1": {"country": "IL", "date": "2008-06-12", "medium": "cinema"},
        },
    )


def _left(page: Page, selector: str, nth: int = 0) -> float:
    box = page.locator(selector).nth(nth).bounding_box()
    assert box is not None, selector
    return box["x"]


def _check(page: Page, url: str) -> None:
    answer = page.goto(url)
    assert answer is not None
    assert answer.status == 200, url
    assert page.evaluate("document.documentElement.dir") == "rtl", url
    sticking_out = page.evaluate(
        """width => [...document.querySelectorAll("body *")].filter((element) => {
          const { left, right, width: wide } = element.getBoundingClientRect();
          const scrolls = element.closest(".scroll-x, .site-nav, .index-bar, .visually-hidden");
          return wide > 1 && !scrolls && (left < -1 || right > width + 1);
        }).map((element) => element.outerHTML.slice(0, 120))""",
        WIDTH,
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, (url, sticking_out)
    # The head: the wordmark stands on the right, the menu on the left, and the menu's first is rightmost.
    assert _left(page, ".wordmark") > WIDTH / 2 > _left(page, ".site-menu summary"), url
    assert _left(page, ".site-nav a", 0) > _left(page, ".site-nav a", 1), url


def test_pages_are_mirrored_and_fit_a_phone(
    hebrew: BrowserContext, live_server: LiveServer
) -> None:
    film = _film()
    url = film.get_absolute_url()
    cast.edit(film, runtime=91)
    waiting = cast.propose(film, runtime=92)
    page = come_as(hebrew, cast.satsuki(), live_server.url)
    for path in (
        "/",
        "/films/",
        "/people/",
        url,
        f"{url}segments/1/",
        f"{url}history/",
        f"{url}history/compare/?from=1&to=2",
        f"{url}edit/",
        film.credits.exclude(person=None).get().person.get_absolute_url(),
        "/search/?q=waltz",
        "/changes/",
        f"/submissions/{waiting.pk}/",
        "/moderation/",
        "/notices/",
        "/accounts/preferences/",
        "/users/mei/",
        "/help/levels/",
    ):
        _check(page, path)

    # Lists: what begins a line stands on the right, and texts begin there.
    page.goto("/search/?q=waltz")
    assert _left(page, ".film-row img") > _left(page, ".film-row__title")
    page.goto(url)
    assert _left(page, ".facts dt") > _left(page, ".facts dd")
    assert page.locator(".facts dt").first.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_names_run_their_own_way_in_either_kind_of_page(
    hebrew: BrowserContext, live_server: LiveServer
) -> None:
    film = _film()
    page = hebrew.new_page()
    for language, way in (("he", "rtl"), ("en", "ltr")):
        page.goto(f"{film.get_absolute_url()}?lang={language}")
        assert page.evaluate("document.documentElement.dir") == way
        title = page.locator("h1 bdi")
        assert title.evaluate("e => getComputedStyle(e).direction") == "ltr"
        other = page.locator("bdi", has_text=HEBREW).first
        assert other.evaluate("e => getComputedStyle(e).direction") == "rtl"
