"""What holds of every page type: it is accessible, valid HTML, and fits where there is little room."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from tests.journeys import world
from tests.journeys.served import Remembered
from tests.journeys.walk import AXE, Walk, walk

CHECKER = AXE.parents[1] / "vnu-jar" / "build" / "dist" / "vnu.jar"
NO_PACKAGES = "no packages from npm here: install Node.js with npm, then `make node_modules`"
#: Its specimens are parts of other pages, headings and all; they are checked where they stand.
STYLE_GUIDE = "style as"
NO_JAVA = "no Java here: apt-get install default-jre-headless"


@contextmanager
def _served() -> Iterator[str]:
    """The address at which the site is served meanwhile."""
    server = LiveServerThread("localhost", static_handler=Remembered)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    try:
        yield f"http://localhost:{server.port}"
    finally:
        server.terminate()


def _without(what: str) -> None:
    (pytest.fail if os.environ.get("CI") else pytest.skip)(what)


@pytest.fixture(scope="module")
def walked(browser: Browser, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Walk:
    """One walk through all pages, on a server of its own; afterwards the database is empty again."""
    if not AXE.exists():
        _without(NO_PACKAGES)
    with django_db_blocker.unblock():
        try:
            with _served() as address:
                done = walk(browser, address, world.make())
        finally:
            call_command("flush", verbosity=0, interactive=False)
    return done


def _nothing(lines: list[str]) -> None:
    assert not lines, f"{len(lines)} lines:\n" + "\n".join(lines)


def test_every_page_answers_as_it_should(walked: Walk) -> None:
    _nothing(walked.found["status"] + walked.found["scripts"])


def test_axe_finds_nothing_on_any_page(walked: Walk) -> None:
    _nothing(walked.found["axe"])


def test_every_page_fits_a_narrow_screen_and_200_per_cent(walked: Walk) -> None:
    _nothing(walked.found["width"])


def test_no_page_cuts_off_text_that_readers_space_widely(walked: Walk) -> None:
    _nothing(walked.found["spacing"])


def test_every_page_is_valid_html(walked: Walk) -> None:
    java = shutil.which("java")
    if java is None or not CHECKER.exists():
        _without(NO_JAVA if java is None else NO_PACKAGES)
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, (name, html) in enumerate(walked.html.items()):
            if name.startswith(STYLE_GUIDE):
                continue
            path = Path(folder) / f"{number}.html"
            path.write_text(html, encoding="utf-8")
            names[str(path)] = name
        options = ["-Xss2m", "-XX:TieredStopAtLevel=1", "-jar", str(CHECKER)]
        more = ["--format", "json", "--exit-zero-always", "--stdout", *names]
        done = subprocess.run(
            [str(java), *options, *more], capture_output=True, text=True, check=True
        )
    _nothing(_complaints(done.stdout, names))


def _complaints(report: str, names: dict[str, str]) -> list[str]:
    """The checker's errors and warnings, each once, with the first pages that have it."""
    pages: dict[str, list[str]] = {}
    for message in json.loads(report)["messages"]:
        if message["type"] == "info" and message.get("subType") != "warning":
            continue
        extract = re.sub(r"\s+", " ", message.get("extract", "")).strip()
        text = f"{message['message']} {extract}"
        page = names.get(message["url"].removeprefix("file:"), message["url"])
        if page.startswith("style ") and "heading" in text:
            continue  # the style guide shows pieces of pages, with their headings, in its own order
        pages.setdefault(text, []).append(page)
    return [f"{text} ({len(where)}: {', '.join(where[:3])})" for text, where in pages.items()]
