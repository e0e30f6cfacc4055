"""A browser for the journeys: the machine's own Chromium, driven by Playwright.

Chromium is found on the machine (`CHROMIUM` names another). Without it the journeys are skipped
with a word on how to get it, or fail if `CI` is set.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.journeys.served import Remembered
from tests.journeys.visitors import NewProfile, come_as

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_GET_IT = "no Chromium here: apt-get install chromium, or CHROMIUM=/path/to/it"
OPTIONS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


def find_chromium() -> str | None:
    """Return the path of a Chromium on this machine."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey, and has the database that the server thread sees."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.django_db(transaction=True))
            # One process drives all journeys: two browsers at once are slow on a small machine.
            # The walk through all pages is as long as all of them together, so it goes beside them.
            walk = item.path.stem == "test_every_page"
            item.add_marker(pytest.mark.xdist_group("pages" if walk else "journeys"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    path = find_chromium()
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(HOW_TO_GET_IT)
    # Playwright's loop runs in this thread, and Django would take its own queries for async ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    expect.set_options(timeout=15_000)  # scripts send forms: no click waits for their answer
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS + sandbox)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, django_test_environment: None) -> Iterator[LiveServer]:
    """The served site, with static files as in production."""
    server = LiveServer("localhost", start=False)
    server.thread.static_handler = Remembered
    server.start()
    yield server
    server.stop()


@pytest.fixture
def new_profile(browser: Browser, live_server: LiveServer) -> Iterator[NewProfile]:
    """Fresh profiles on the served site, closed with the test."""
    with ExitStack() as opened:

        def new(**options: Any) -> BrowserContext:
            wanted = {"base_url": live_server.url, "locale": "en", **options}
            context = opened.enter_context(browser.new_context(**wanted))
            context.set_default_timeout(15_000)
            return context

        yield new


@pytest.fixture
def context(new_profile: NewProfile) -> Iterator[BrowserContext]:
    """A fresh profile on the served site; pages that break the security policy fail the test."""
    context = new_profile()
    complaints: list[str] = []
    context.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    context.on("weberror", lambda e: complaints.append(str(e.error)))
    yield context
    context.close()
    assert not [text for text in complaints if "Content Security Policy" in text or "Error" in text]


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab."""
    return context.new_page()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def reader(
    request: pytest.FixtureRequest, new_profile: NewProfile, live_server: LiveServer
) -> Page:
    """mei's tab, with scripts and without."""
    return come_as(new_profile(java_script_enabled=request.param), cast.mei(), live_server.url)


@pytest.fixture
def phone(new_profile: NewProfile) -> Page:
    """A tab 390 pixels wide, moved by a finger."""
    size = {"width": 390, "height": 844}
    return new_profile(viewport=size, has_touch=True, reduced_motion="reduce").new_page()
