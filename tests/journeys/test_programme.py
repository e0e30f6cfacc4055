"""An evening is put together in a browser: chosen, changed, printed, saved. None of it needs a script."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from accounts.actions.watch import Said, watch
from accounts.models import FilmList, ListItem
from tests import cast
from tests.journeys.visitors import follow


def test_an_evening_is_chosen_changed_printed_and_saved(reader: Page) -> None:
    for number in range(1, 6):
        film = cast.film(f"Film {number}", runtime=60 + 5 * number)
        watch(cast.mei(), film, Said(status="want"))
    reader.goto("/programme/")
    reader.get_by_label("Time, in minutes").fill("170")
    reader.get_by_label("Kind of evening").select_option("double")
    reader.get_by_label("Choose from").select_option("want")
    follow(reader.get_by_role("button", name="Make a programme"))
    first, second = _shown(reader)
    follow(reader.get_by_role("link", name=re.compile(f"Something else.*{first}")))
    other, same = _shown(reader)
    assert other != first
    assert same == second
    follow(reader.get_by_role("link", name=re.compile(f"Later.*{other}")))
    expect(reader).to_have_url(re.compile(r"show=film:\d+,film:\d+"))
    expect(reader.locator(".slot__title").first).to_have_text(second)
    reader.emulate_media(media="print")
    expect(reader.locator(".programme-form")).to_be_hidden()
    expect(reader.locator(".slot__acts").first).to_be_hidden()
    expect(reader.locator(".slot__time").first).to_have_text("19:30")
    reader.emulate_media(media="screen")
    reader.get_by_role("button", name="Save as a list").click()
    expect(reader.get_by_text("Saved as a list.")).to_be_visible()
    made = FilmList.objects.get()
    rows = ListItem.objects.filter(list=made).order_by("position")
    assert list(rows.values_list("film__title", flat=True)) == [second, other]


def _shown(page: Page) -> list[str]:
    return page.locator(".slot__title").all_inner_texts()
