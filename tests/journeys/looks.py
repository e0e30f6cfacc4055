"""Looking at one page on both screens and both papers, as the walk through all pages does."""

from __future__ import annotations

from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.journeys.visitors import NewProfile, come_as
from tests.journeys.walk import AXE, DESKTOP, LOOKS, NARROW, SCRIPT, complaints


def looking_tab(new_profile: NewProfile, server: LiveServer, user: User) -> Page:
    """A tab of ``user`` that has the scripts that look, in every page that it opens."""
    context = new_profile(reduced_motion="reduce", service_workers="block")
    for script in (AXE, SCRIPT):
        context.add_init_script(path=script)
    return come_as(context, user, server.url)


def looked_at(tab: Page, path: str) -> list[str]:
    """What is wrong with a page, wherever it is looked at."""
    tab.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    tab.goto(path)
    tab.evaluate("genga.unstick()")
    found = []
    for size, colours in LOOKS:
        tab.set_viewport_size({"width": size[0], "height": size[1]})
        tab.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
        tab.evaluate("genga.settled()")
        where = f"{path}, {size[0]} px, {colours}"
        found += [f"{where}: {line}" for line in complaints(tab)]
        if tab.evaluate("document.documentElement.scrollWidth") > size[0]:
            found.append(f"{where}: wider than the screen")
    tab.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    return found + [f"{path}, narrow: {line}" for line in tab.evaluate("genga.sticksOut()")]
