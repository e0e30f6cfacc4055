"""Make the pictures of the help pages from the running site: `make help-pictures`.

A fresh demo is served for each language. A member edits a film there, and a moderator decides it; what
they see on the way is cut out of the page and kept in ``static/img/help/<language>/``. Needs Chromium.
"""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "static" / "img" / "help"
#: How languages are asked for by browsers, by the name of their folder.
LANGUAGES = {"en": "en", "ja": "ja-JP"}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


PORT = free_port()
ADDRESS = f"http://127.0.0.1:{PORT}"
PASSWORD = "genga-demo"
#: The film that is edited, the runtime that is wrong, and what people write.
FILM, WRONG = "tokyo-godfathers", "90"
WORDS = {
    "en": {
        "work": "The novel The Three Godfathers by Peter B. Kyne",
        "summary": "What it was made from, and its length",
        "source": "Booklet of the Blu-ray disc, page 4",
        "reason": "The film runs 92 minutes.",
    },
    "ja": {
        "work": "ピーター・B・カインの小説『三人の名付け親』",
        "summary": "原作と上映時間",
        "source": "ブルーレイのブックレット、4ページ",
        "reason": "映画は92分です。",
    },
}
#: The width of the page in a picture (or where it has wide tables), how many pixels each of the page's
#: has in it, and the largest file.
WIDTH, WIDE, DENSITY, LARGEST = 800, 1080, 1.5, 60_000
MARGIN = 16


def main(languages: list[str]) -> None:
    """Make the pictures of ``languages``, or of all."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        seeded = Path(folder) / "seeded.sqlite3"
        manage(seeded, "migrate", "--verbosity", "0")
        manage(seeded, "load_demo")
        browser = playwright.chromium.launch(executable_path=chromium(), args=sandbox())
        for language in languages or LANGUAGES:
            database = Path(folder) / f"{language}.sqlite3"
            shutil.copy(seeded, database)
            with served(database):
                walk(browser, language)
        browser.close()


def walk(browser: Browser, language: str) -> None:
    """What a member and a moderator see of one edit, from the form to the history."""
    words = WORDS[language]
    member = context(browser, language, "reader")
    page = member.new_page()
    page.goto(f"/search/?q={FILM}&type=film")
    film = page.locator(f"main a[href*='-{FILM}/']").first.get_attribute("href")
    page.set_viewport_size({"width": WIDE, "height": 900})  # rows are a table
    page.goto(f"{film}edit/?section=names")
    keep(page, language, "edit-section", "main h1", "#section-reason")
    page.set_viewport_size({"width": WIDTH, "height": 900})
    page.goto(f"{film}edit/?section=general")
    page.locator("[name$='.runtime']").fill(WRONG)
    page.locator("[name$='.source_work']").fill(words["work"])
    page.locator("[name=summary]").fill(words["summary"])
    page.locator("[name$='-title']").first.fill(words["source"])
    page.locator("[name=action][value=preview]").click()
    page.locator("#h-diff").wait_for()
    keep(page, language, "show-changes", "section:has(> #h-diff)")
    page.locator(".form-bar [name=action][value=save]").click()
    page.wait_for_url("**/submissions/*/")
    submission = page.url
    keep(page, language, "waiting", "main h1", ".review__decision .decision")

    page = context(browser, language, "moderator").new_page()
    page.goto("/moderation/")
    keep(page, language, "queue", "main h1", ".queue > li:nth-child(4)")
    page.goto(submission)
    change = page.locator(".diff tr", has_text=WRONG)
    change.locator(".judge__box").check()
    change.locator(".judge__why").fill(words["reason"])
    keep(page, language, "review", "main h1", ".decision")
    with page.expect_navigation():
        page.locator("[data-key=a]").click()

    page.goto(f"{film}history/")
    keep(page, language, "history", "main h1", ".timeline")
    page.goto(f"{film}history/blame/")
    keep(page, language, "blame", "main h1", ".blame tbody tr:nth-child(7)")


def keep(page: Page, language: str, name: str, *parts: str) -> None:
    """Cut out what lies between ``parts`` of the page, and keep it as a small WebP."""
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement?.blur()")
    page.evaluate(QUIETEN, QUIET)
    boxes = [box(page.locator(part).first) for part in parts]
    top = min(top for top, _bottom in boxes) - MARGIN
    bottom = max(bottom for _top, bottom in boxes) + MARGIN
    width = (page.viewport_size or {"width": WIDTH})["width"]
    clip = {"x": 0, "y": max(top, 0), "width": width, "height": bottom - max(top, 0)}
    shot = page.screenshot(full_page=True, clip=clip, animations="disabled")  # type: ignore[arg-type]
    path = FOLDER / language / f"{name}.webp"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(small(shot))
    sys.stdout.write(f"{path.relative_to(ROOT)}: {path.stat().st_size} bytes\n")


#: What belongs to the window and not to the page: bars that stick to its edge, messages.
QUIET = """
.form-bar { position: static !important }
.messages { display: none !important }
"""
#: A style element would be refused by the pages' policy.
QUIETEN = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""


def box(part: Locator) -> tuple[float, float]:
    """Where a part of the page begins and ends, from the top of the page."""
    part.wait_for()
    found = part.evaluate(
        "e => { const r = e.getBoundingClientRect(); return [r.top + scrollY, r.bottom + scrollY] }"
    )
    return found[0], found[1]


def small(png: bytes) -> bytes:
    """A screenshot as WebP, as good as fits into ``LARGEST``."""
    with Image.open(io.BytesIO(png)) as image:
        for quality in range(90, 20, -10):
            out = io.BytesIO()
            image.save(out, "WEBP", quality=quality, method=6)
            if out.tell() <= LARGEST:
                break
    return out.getvalue()


def context(browser: Browser, language: str, name: str) -> BrowserContext:
    """A browser in which somebody of the demo has logged in."""
    made = browser.new_context(
        base_url=ADDRESS,
        locale=LANGUAGES[language],
        viewport={"width": WIDTH, "height": 900},
        device_scale_factor=DENSITY,
        color_scheme="light",
        reduced_motion="reduce",
    )
    made.set_default_timeout(60_000)
    page = made.new_page()
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"{ADDRESS}/")
    page.close()
    return made


def manage(database: Path, *arguments: str) -> None:
    """Run a command of the site on ``database``."""
    subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(database),
        check=True,
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def served(database: Path) -> Iterator[None]:
    """Serve ``database`` on ``ADDRESS``."""
    server = subprocess.Popen(
        [sys.executable, "manage.py", "runserver", str(PORT), "--noreload"],
        cwd=ROOT,
        env=environment(database),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for_server()
        yield
    finally:
        server.terminate()
        server.wait()


def wait_for_server() -> None:
    """Return once the site answers."""
    for _attempt in range(120):
        try:
            with urlopen(f"{ADDRESS}/healthz"):  # noqa: S310
                return
        except URLError:
            time.sleep(0.5)
    raise TimeoutError("The site does not answer.")


def environment(database: Path) -> dict[str, str]:
    """The environment of the site: debugging on, so that no static files are collected."""
    return {**os.environ, "GENGA_ENV": "development", "DATABASE_URL": f"sqlite:///{database}"}


def chromium() -> str | None:
    """The machine's own Chromium; Playwright's if there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in names if (path := shutil.which(name))), None)


def sandbox() -> list[str]:
    """What Chromium needs to run as root, as in containers."""
    return ["--disable-gpu", *([] if os.geteuid() else ["--no-sandbox"])]


if __name__ == "__main__":
    main(sys.argv[1:])
