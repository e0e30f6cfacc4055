"""A list from another site in a browser: sent, chosen from, written, taken back."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Viewing
from tests import cast
from tests.accounts.moving.bringing import SAMPLES, catalogue
from tests.journeys.visitors import come_as


def test_a_list_of_myanimelist_is_brought_with_a_choice_and_taken_back(
    context: BrowserContext, live_server: LiveServer
) -> None:
    films = catalogue()
    mei = cast.mei()
    page = come_as(context, mei, live_server.url)
    page.goto("/mine/import/")
    page.locator("input[type=file]").set_input_files(SAMPLES / "mal.xml")
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name="mal.xml")).to_be_visible()
    asked = page.get_by_role("group", name="Perfect Blue")
    asked.get_by_role("radio", name="Perfect Blue").check()
    page.get_by_role("button", name="Keep these choices").click()
    expect(page.get_by_role("button", name="Import 3 rows")).to_be_visible()
    page.get_by_role("link", name="Not found").click()
    proposed = page.get_by_role("link", name="Propose this film Nobody Knows This Film")
    expect(proposed).to_have_attribute("href", "/films/new/?name=Nobody+Knows+This+Film")
    page.get_by_role("radio", name="Take what the file says").check()
    page.get_by_role("button", name="Import 3 rows").click()
    expect(page.get_by_role("main")).to_contain_text("Added: 3")
    assert Viewing.objects.get(user=mei, film=films["blue"]).score == 80
    page.get_by_role("button", name="Take all of it back").click()
    expect(page.get_by_role("main")).to_contain_text("is taken back")
    assert not Viewing.objects.exists()
