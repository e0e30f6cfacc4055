"""An evening is put together in a browser: chosen, changed, printed, saved. None of it needs a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actions.watch import Said, watch
from accounts.models import FilmList, ListItem
from tests import cast
from tests.journeys.visitors import come_as, follow


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_evening_is_chosen_changed_printed_and_saved(
    browser: Browser, live_server: LiveServer, scripts: bool
) -> None:
    for number in range(1, 6):
        film = cast.film(f"Film {number}", runtime=60 + 5 * number)
        watch(cast.mei(), film, Said(status="want"))
    context = browser.new_context(
        base_url=live_server.url, locale="en", java_script_enabled=scripts
    )
    page = come_as(context, cast.mei(), live_server.url)
    page.goto("/programme/")
    page.get_by_label("Time, in minutes").fill("170")
    page.get_by_label("Kind of evening").select_option("double")
    page.get_by_label("Choose from").select_option("want")
    follow(page.get_by_role("button", name="Make a programme"))
    first, second = _shown(page)
    follow(page.get_by_role("link", name=re.compile(f"Something else.*{first}")))
    other, same = _shown(page)
    assert other != first
    assert same == second
    follow(page.get_by_role("link", name=re.compile(f"Later.*{other}")))
    expect(page).to_have_url(re.compile(r"show=film:\d+,film:\d+"))
    expect(page.locator(".slot__title").first).to_have_text(second)
    page.emulate_media(media="print")
    expect(page.locator(".programme-form")).to_be_hidden()
    expect(page.locator(".slot__acts").first).to_be_hidden()
    expect(page.locator(".slot__time").first).to_have_text("19:30")
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Save as a list").click()
    expect(page.get_by_text("Saved as a list.")).to_be_visible()
    made = FilmList.objects.get()
    rows = ListItem.objects.filter(list=made).order_by("position")
    assert list(rows.values_list("film__title", flat=True)) == [second, other]
    context.close()


def _shown(page: Page) -> list[str]:
    return page.locator(".slot__title").all_inner_texts()
