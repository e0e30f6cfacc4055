"""A film's page on a phone: nothing sticks out, sections are a touch away, voices switch in place."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from films.models import Film
from tests import cast

SECRET = "An-unbreakable-word-of-a-title-" * 4


def _film() -> Film:
    heintz, isobe, stern = cast.character("Heintz"), cast.person("Isobe"), cast.person("Stern")
    voices = {
        f"voicerole:new{number}": {
            "appearance": "appearance:new1",
            "dub": f"dubversion:new{number}",
            "person": cast.key_of(person),
        }
        for number, person in ((1, isobe), (2, stern))
    }
    return cast.film(
        "Memories",
        deck=f"A film with {SECRET}",
        rows={
            "dubversion:new1": {"language": "ja", "original": True},
            "dubversion:new2": {"language": "en", "position": 1},
            "appearance:new1": {"character": cast.key_of(heintz), "importance": "main"},
            "release:new1": {"country": "JP", "date": "1995-12-23", "medium": "cinema"},
            "credit:new1": {"role": "director", "credited_as": SECRET[:100]},
            **voices,
        },
    )


def test_a_films_page_fits_and_switches_voices_in_place(phone: Page) -> None:
    film = _film()
    phone.goto(film.get_absolute_url())
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390

    # The section index stays in sight and leads to its sections.
    index = phone.get_by_role("navigation", name="Sections")
    index.get_by_role("link", name="Cast").tap()
    expect(phone.get_by_role("heading", name="Characters and voices")).to_be_in_viewport()
    expect(index).to_be_in_viewport()

    # Another language of the voices, without asking the server; it is kept for the next film.
    loads: list[str] = []
    phone.on("request", lambda request: loads.append(request.url))
    cast_list = phone.locator("#characters")
    expect(cast_list.get_by_role("link", name="Isobe")).to_be_visible()
    cast_list.get_by_text("English", exact=True).tap()
    expect(cast_list.get_by_role("link", name="Stern")).to_be_visible()
    expect(cast_list.get_by_role("link", name="Isobe")).to_be_hidden()
    assert loads == []
    phone.reload()
    expect(cast_list.get_by_role("link", name="Stern")).to_be_visible()
