"""A browser for the journeys: the machine's own Chromium, driven by Playwright.

Chromium is found on the machine (`CHROMIUM` names another). Without it the journeys are skipped
with a word on how to get it, or fail if `CI` is set.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.journeys.served import Remembered

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
def context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A fresh profile on the served site; pages that break the security policy fail the test."""
    context = browser.new_context(base_url=live_server.url, locale="en")
    context.set_default_timeout(15_000)
    expect.set_options(timeout=15_000)  # scripts send forms: no click waits for their answer
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
