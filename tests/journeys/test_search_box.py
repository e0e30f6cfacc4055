"""The search box by keyboard: offers while one types, a choice, and what was searched for lately."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests import cast


def test_a_reader_finds_a_film_by_keyboard_alone(page: Page) -> None:
    memories = cast.film("Memories")
    cast.film("Paprika")
    page.set_viewport_size({"width": 390, "height": 700})
    page.goto("/films/")
    box = page.get_by_role("combobox", name="Search films, people, characters").first
    box.focus()
    page.keyboard.type("memoris")
    offered = page.get_by_role("option", name="Memories")
    expect(offered).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.keyboard.press("ArrowDown")
    expect(offered).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url(memories.get_absolute_url())

    # The empty box offers what was searched for; Escape closes it.
    box.focus()
    expect(page.get_by_role("option", name="memoris")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
