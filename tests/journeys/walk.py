"""A walk through every page type: each is loaded once for each visitor, and measured where it stands.

Loading is what costs, so size and colours change on the loaded page. What is measured is kept in
memory; the tests judge it.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, Response

from accounts.models import User
from tests.journeys.page_type import PageType
from tests.journeys.pages import PAGES
from tests.journeys.visitors import come_as

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SCRIPT = Path(__file__).with_name("measures.js")

DESKTOP, PHONE, NARROW = (1280, 900), (390, 844), (320, 640)
#: Half of a desktop: what 200 % zoom leaves.
ZOOMED = (640, 450)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
    # Or axe loads all style sheets and their imports again, for rules that are none of these.
    "preload": {"assets": ["media"]},
}
#: All sizes and colours.
LOOKS = ((DESKTOP, "light"), (PHONE, "dark"), (DESKTOP, "dark"), (PHONE, "light"))
#: Whether each visit is looked at in all of them; otherwise in one, another one with each visit, so that
#: each kind of component is seen in all: colours are tokens and change with nothing but themselves.
EVERY_LOOK = os.environ.get("GENGA_EVERY_LOOK") == "1"


@dataclass
class Walk:
    """What was found, by kind: lines that name page, visitor and place."""

    found: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    html: dict[str, str] = field(default_factory=dict)
    visits: int = 0


def walk(browser: Browser, address: str, places: Mapping[str, str]) -> Walk:
    """Visit all page types at ``address``, where the world's ``places`` are."""
    walk = Walk()
    contexts: dict[str, BrowserContext] = {}
    for visitor in sorted({who for page in PAGES for who in page.who}):
        contexts[visitor] = browser.new_context(
            base_url=address, locale="en", reduced_motion="reduce", service_workers="block"
        )
        contexts[visitor].set_default_timeout(15_000)
        for script in (AXE, SCRIPT):
            contexts[visitor].add_init_script(path=script)
        if visitor:
            come_as(contexts[visitor], User.objects.get(username=visitor), address).close()
        # One tab for all pages: to open one costs the browser more than to load a page.
        tab = contexts[visitor].new_page()
        tab.on("dialog", lambda dialog: dialog.accept())  # forms that are left with something typed
        for kind in PAGES:
            if visitor in kind.who:
                _visit(walk, tab, kind, visitor, places)
        contexts[visitor].close()
    return walk


def _visit(walk: Walk, tab: Page, kind: PageType, visitor: str, places: Mapping[str, str]) -> None:
    name = f"{kind.name} as {visitor or 'nobody'}"
    if not visitor:
        tab.context.clear_cookies()
    looks = LOOKS if EVERY_LOOK else (LOOKS[walk.visits % len(LOOKS)],)
    _look(tab, (DESKTOP, looks[0][1]) if kind.steps else looks[0])  # steps know the desktop
    answers: list[Response] = []
    errors: list[str] = []

    def answered(got: Response) -> None:
        if got.request.is_navigation_request():
            answers.append(got)

    def failed(error: Error) -> None:
        errors.append(str(error))

    tab.on("response", answered)
    tab.on("pageerror", failed)
    tab.goto(kind.path.format(**places))
    if kind.steps:
        kind.steps(tab)
    walk.visits += 1
    walk.html[name] = answers[-1].text()
    if answers[-1].status != kind.status:
        walk.found["status"].append(f"{name}: {answers[-1].status} at {tab.url}")
    walk.found["scripts"] += [f"{name}: {error}" for error in errors]
    tab.evaluate("genga.unstick()")
    for size, colours in looks:
        _look(tab, (size, colours))
        tab.evaluate("genga.settled()")
        where = f"{name}, {size[0]} px, {colours}"
        walk.found["axe"] += [f"{where}: {line}" for line in complaints(tab)]
    if visitor == kind.who[0]:
        _measure(walk, tab, name)
    tab.remove_listener("response", answered)
    tab.remove_listener("pageerror", failed)


def _look(tab: Page, look: tuple[tuple[int, int], str]) -> None:
    """Size and colours; what is so already costs nothing."""
    (width, height), colours = look
    if tab.viewport_size != {"width": width, "height": height}:
        tab.set_viewport_size({"width": width, "height": height})
    tab.emulate_media(color_scheme=colours)  # type: ignore[arg-type]


def complaints(tab: Page) -> list[str]:
    """What axe complains about, a line for each element."""
    results = tab.evaluate("options => axe.run(document, options)", OPTIONS)
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {_because(node)}"
        for rule in results["violations"]
        for node in rule["nodes"]
    ]


def _because(node: Mapping[str, Any]) -> str:
    checks = [*node["any"], *node["all"], *node["none"]]
    return "; ".join(str(check["message"]) for check in checks)[:200]


def _measure(walk: Walk, tab: Page, name: str) -> None:
    """Whether it fits where there is little room, and where text is spaced widely."""
    tab.emulate_media(color_scheme="light")
    for size in (ZOOMED, NARROW):
        tab.set_viewport_size({"width": size[0], "height": size[1]})
        lines = tab.evaluate("genga.sticksOut()")
        walk.found["width"] += [f"{name}, {size[0]} px: {line}" for line in lines]
    tab.evaluate("genga.spaceText()")
    lines = tab.evaluate("[...genga.sticksOut(), ...genga.clipped()]")
    walk.found["spacing"] += [f"{name}: {line}" for line in lines]
