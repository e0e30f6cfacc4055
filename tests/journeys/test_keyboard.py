"""A member reads and edits by the keyboard alone, and sees at every stop where the focus is."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from films.models import Film
from tests import cast
from tests.journeys.visitors import come_as
from wiki.models import Submission

#: More stops than any way of these needs.
FAR = 120

#: What a stop of Tab is: whether it can be seen, whether something lies upon it, how large it is.
STOP = """() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const marked = (one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  const middle = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 20)];
  const top = document.elementFromPoint(...middle);
  const bar = top?.closest("header, nav, .form-bar, aside") ?? top;
  const inLine = style.display === "inline" || Boolean(element.closest("p, dd, li, td, summary"));
  return {
    name: `${element.localName} ${element.name ?? ""} “${element.textContent.trim().slice(0, 40)}”`,
    // The browser marks the parts of a date itself.
    marked: element.type === "date" || [element, element.parentElement].some(marked),
    inView: box.bottom > 0 && box.top < innerHeight,
    covered: Boolean(bar) && !element.contains(top) && !bar.contains(element)
      && ["fixed", "sticky"].includes(getComputedStyle(bar).position),
    small: !inLine && !element.labels?.length && (box.width < 24 || box.height < 24),
  };
}"""


def film() -> Film:
    morimoto = cast.person("Koji Morimoto")
    rows = {"credit:new1": {"role": "director", "person": cast.key_of(morimoto)}}
    return cast.film("Memories", runtime=113, rows=rows)


def look_at_stop(page: Page) -> None:
    """Fail unless the focus is where its keeper can see and hit it (2.4.7, 2.4.11, 2.5.8)."""
    stop = page.evaluate(STOP)
    assert stop["marked"], f"no outline: {stop['name']}"
    assert stop["inView"], f"out of view: {stop['name']}"
    assert not stop["covered"], f"hidden behind a bar: {stop['name']}"
    assert not stop["small"], f"too small: {stop['name']}"


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until ``target`` has the focus; every stop on the way is looked at."""
    for _stop in range(FAR):
        page.keyboard.press("Tab")
        look_at_stop(page)
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab does not lead to {target}")


def test_a_member_finds_a_film_and_edits_it_by_keys(
    context: BrowserContext, live_server: LiveServer
) -> None:
    memories = film()
    cast.person("Satoshi Kon")
    page = come_as(context, cast.mei(), live_server.url)
    keys = page.keyboard
    page.goto("/")

    # The first stop leads past the header.
    keys.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    look_at_stop(page)
    keys.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()

    # From the search to the film.
    page.goto("/")
    tab_to(page, page.get_by_role("searchbox"))
    keys.type("Memories")
    keys.press("Enter")
    page.wait_for_url("**/search/?*")
    tab_to(page, page.get_by_role("main").get_by_role("link", name="Memories").first)
    keys.press("Enter")
    page.wait_for_url(f"**{memories.get_absolute_url()}")

    # Its staff is edited in place: another row, whose person is picked from the list.
    tab_to(page, page.locator("#credits .edit-link"))
    keys.press("Enter")
    form = page.locator("#credits form")
    expect(form.get_by_role("button", name="Save changes").last).to_be_visible()
    tab_to(page, form.get_by_role("button", name="Add: credit", exact=True))
    keys.press("Enter")
    role = form.get_by_label("Role", exact=True).last
    expect(role).to_be_focused()
    keys.type("Writer")
    tab_to(page, form.get_by_label("Person", exact=True).last)
    keys.type("Satoshi")
    expect(page.get_by_role("option", name="Satoshi Kon").first).to_be_visible()
    keys.press("ArrowDown")
    keys.press("Enter")
    tab_to(page, form.get_by_label("Summary"))
    keys.type("Who wrote it")
    tab_to(page, form.get_by_role("button", name="Save changes").last)
    keys.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("waiting")
    changes = Submission.objects.pending().get().changes
    assert any("writer" in str(change["fields"].get("role")) for change in changes)


def test_the_menu_opens_and_closes_by_keys(
    context: BrowserContext, live_server: LiveServer
) -> None:
    page = come_as(context, cast.mei(), live_server.url)
    page.goto("/log/")
    menu = page.locator(".site-menu summary")
    tab_to(page, menu)
    page.keyboard.press("Enter")
    first = page.get_by_role("link", name="Your page")
    expect(first).to_be_visible()
    tab_to(page, first)
    page.keyboard.press("Escape")
    expect(first).to_be_hidden()
    expect(menu).to_be_focused()
