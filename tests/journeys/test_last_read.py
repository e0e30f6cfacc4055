"""A reader comes back to a page that has changed: their own browser tells them."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests import cast


def test_a_reader_who_comes_back_is_told_what_has_changed_since(page: Page) -> None:
    film = cast.film("Memories", runtime=113)
    url = film.get_absolute_url()
    line = page.locator(".last-read")
    page.goto(url)
    expect(line).to_be_hidden()

    cast.edit(film, runtime=114)
    cast.edit(film, runtime=115)
    page.goto(url)
    expect(line).to_contain_text("Changed since you last read it (2 revisions): see what")
    line.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("revisions 1 and 3")

    page.goto(url)  # read by now
    expect(line).to_be_hidden()
