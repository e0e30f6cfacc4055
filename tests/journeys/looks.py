"""Looking at one page on both screens and both papers, as the walk through all pages does."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page

from tests.journeys.walk import AXE, DESKTOP, LOOKS, NARROW, SCRIPT, complaints


def prepare(context: BrowserContext) -> None:
    """Have the scripts that look in every page of ``context``, before its tabs are opened."""
    for script in (AXE, SCRIPT):
        context.add_init_script(path=script)


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
