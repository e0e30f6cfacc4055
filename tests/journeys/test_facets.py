"""Facets of the list of films: on a phone as a sheet, by keyboard on a desk, and without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from films.models import Genre
from tests import cast
from tests.journeys.visitors import NewProfile


@pytest.fixture
def shelf() -> dict[str, Genre]:
    """Three films, of which two are horror and one of these a comedy, too."""
    genres = {name: cast.genre(name) for name in ("Horror", "Comedy")}
    keys = {name: cast.key_of(genre) for name, genre in genres.items()}
    cast.film("Perfect Blue", genres=[keys["Horror"]])
    cast.film("Stink Bomb", kind="short", genres=[*keys.values()])
    cast.film("Totoro")
    return genres


def test_facets_on_a_phone(phone: Page, shelf: dict[str, Genre]) -> None:
    phone.goto("/films/")
    films = phone.locator(".film-card")
    expect(films).to_have_count(3)
    phone.get_by_role("link", name="Filter", exact=True).tap()
    sheet = phone.get_by_role("form", name="Filters")
    expect(sheet).to_be_in_viewport()
    expect(films.first).to_be_hidden()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390

    # What is chosen is counted at once, in the sheet.
    sheet.get_by_role("checkbox", name=re.compile("^Horror")).tap()
    expect(sheet.get_by_role("button", name="Show 2 films")).to_be_visible()
    sheet.get_by_role("checkbox", name="Without Comedy").tap()
    show = sheet.get_by_role("button", name="Show 1 film")
    expect(show).to_be_in_viewport()
    expect(sheet.get_by_role("checkbox", name=re.compile("^Horror"))).to_be_checked()
    show.tap()
    expect(sheet).to_be_hidden()
    expect(films).to_have_count(1)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Horror films without Comedy")

    # The address holds all of it; a chip takes one filter off.
    horror, comedy = shelf["Horror"].pk, shelf["Comedy"].pk
    assert phone.url.partition("#")[0].endswith(f"/films/?genre={horror}&genre=-{comedy}")
    phone.reload()
    expect(films).to_have_count(1)
    phone.get_by_role("list", name="Filters").get_by_role("link", name="not Comedy").tap()
    expect(films).to_have_count(2)


def test_the_button_to_go_back_closes_the_sheet(phone: Page) -> None:
    cast.film("Memories")
    phone.goto("/films/")
    phone.get_by_role("link", name="Filter", exact=True).tap()
    expect(phone.get_by_role("form", name="Filters")).to_be_visible()
    phone.go_back()
    expect(phone.get_by_role("form", name="Filters")).to_be_hidden()
    expect(phone.locator(".film-card")).to_have_count(1)


@pytest.mark.usefixtures("shelf")
def test_facets_by_keyboard_renew_the_list_in_its_place(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/films/")
    short = page.get_by_role("checkbox", name=re.compile("^Short film"))
    short.focus()
    page.keyboard.press("Space")
    expect(page.locator(".film-card")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?kind=short$"))
    expect(page).to_have_title(re.compile("^Short films"))
    expect(page.get_by_role("status").filter(has_text="1 film")).to_have_count(1)
    expect(short).to_be_focused()
    page.go_back()
    expect(page.locator(".film-card")).to_have_count(3)
    expect(short).not_to_be_checked()
    page.get_by_label("Order").select_option("title")
    expect(page).to_have_url(re.compile(r"\?sort=title$"))


def test_studios_and_people_are_found_by_name(page: Page) -> None:
    studio, otomo = cast.company("Madhouse"), cast.person("Katsuhiro Otomo")
    made = {"role": "animation", "company": cast.key_of(studio)}
    directed = {"role": "director", "person": cast.key_of(otomo)}
    cast.film("Memories", rows={"companycredit:new1": made, "credit:new1": directed})
    cast.film("Totoro")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/films/")
    page.get_by_text("Studio", exact=True).click()
    find = page.get_by_role("searchbox", name="Studio: find by name")
    find.press_sequentially("madho")
    expect(page.get_by_role("checkbox", name=re.compile("^Madhouse"))).to_be_visible()
    expect(find).to_be_focused()
    expect(page.locator(".film-card")).to_have_count(2)

    page.get_by_text("Person", exact=True).click()
    page.get_by_role("combobox", name="Person: find by name").press_sequentially("otomo")
    page.get_by_role("option", name=re.compile("Otomo")).click()
    expect(page.locator(".film-card")).to_have_count(1)
    expect(page).to_have_url(re.compile(rf"\?person={otomo.pk}$"))
    page.get_by_label("Role", exact=True).select_option("writer")
    expect(page.locator(".film-card")).to_have_count(0)
    expect(page).to_have_url(re.compile(rf"\?person={otomo.pk}&role=writer$"))


def test_facets_without_a_script(new_profile: NewProfile, shelf: dict[str, Genre]) -> None:
    size = {"width": 390, "height": 844}
    page = new_profile(viewport=size, java_script_enabled=False).new_page()
    page.goto("/films/")
    page.get_by_role("link", name="Filter", exact=True).click()
    sheet = page.get_by_role("form", name="Filters")
    sheet.get_by_role("checkbox", name=re.compile("^Comedy")).check()
    sheet.get_by_role("button", name=re.compile("^Show")).click()
    expect(page.locator(".film-card")).to_have_count(1)
    assert page.url.endswith(f"/films/?genre={shelf['Comedy'].pk}")
