"""Take the pictures of docs/screenshots from the running site: `make screenshots`.

A fresh demo is made in a folder of its own and served as in production. Every kind of page of
``tests/journeys/pages.py`` is looked at once, by the first who may see it, on a laptop and on light
paper; those that matter most also on a phone, in the dark and in high contrast. Browser, fonts, sizes and the
demo are fixed; what changes from run to run are moments ("5 minutes ago", today's date). Needs Chromium.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
PORT = int(os.environ.get("PORT") or 8901)
ADDRESS = f"http://127.0.0.1:{PORT}"
LAPTOP, PHONE = (1280, 900), (390, 844)
#: All pictures together, in bytes.
LARGEST = 9_000_000
Colours = Literal["light", "dark"]

#: Page types by name that are also shown in other ways.
ON_A_PHONE = (
    "home", "films", "film", "film-disputed", "person", "people", "search", "history", "edit-section",
    "submission", "queue", "login", "not-found", "user", "diary", "year-in-review", "programme", "feature",
)  # fmt: skip
IN_THE_DARK = (
    "home", "films", "film", "person", "search", "compare", "edit-section", "submission",
    "submission-conflict", "queue", "statistics", "user", "diary-month", "year-in-review", "feature",
)  # fmt: skip
IN_HIGH_CONTRAST = ("film", "submission")
#: Shown from top to bottom.
WHOLE = ("film", "style", "year-in-review")


@dataclass(frozen=True)
class Shot:
    """One picture: a page type, the visitor, and the way it is looked at."""

    kind: Any
    size: tuple[int, int] = LAPTOP
    colours: Colours = "light"
    contrast: bool = False

    @property
    def name(self) -> str:
        """The file, without its ending."""
        looks = ["phone" if self.size == PHONE else "", "" if self.colours == "light" else "dark"]
        return "-".join([self.kind.name, *filter(None, looks), *(["contrast"] * self.contrast)])


def main() -> None:
    """Make all pictures anew, and the page that shows them."""
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        from tests.journeys import conftest, world

        places = world.make()
        with served(), sync_playwright() as playwright:
            found = conftest.find_chromium()
            if found is None:
                sys.exit(conftest.HOW_TO_GET_IT)
            options = [*conftest.OPTIONS, *([] if os.geteuid() else ["--no-sandbox"])]
            browser = playwright.chromium.launch(executable_path=found, args=options)
            shutil.rmtree(FOLDER, ignore_errors=True)
            FOLDER.mkdir(parents=True)
            taken, visitors = shots(), Visitors(browser)
            for shot in taken:
                take(visitors, shot, places)
            browser.close()
    (FOLDER / "README.md").write_text(page_of(taken), encoding="utf-8")
    size = sum(path.stat().st_size for path in FOLDER.glob("*.webp"))
    print(f"{len(taken)} pictures, {size / 1e6:.1f} MB")
    if size > LARGEST:
        sys.exit(f"Together they should have {LARGEST / 1e6:.0f} MB at most.")


def prepare(folder: Path) -> None:
    """An empty site of its own in ``folder``, for this process and for the server."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "wiki.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "GENGA_ENV": "demo",
        "GENGA_MEDIA_ROOT": str(folder / "media"),
        "HOST": "127.0.0.1",
        "PORT": str(PORT),
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable")


@contextmanager
def served() -> Iterator[None]:
    """The site, while it is looked at."""
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--tick", "0", "--workers", "1"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 300
        while not _answers():
            if server.poll() is not None or time.monotonic() > until:
                sys.exit("The server does not answer. Is the port taken? PORT=… gives another.")
            time.sleep(0.2)
        yield
    finally:
        server.terminate()
        server.wait()


def _answers() -> bool:
    try:
        urlopen(f"{ADDRESS}/healthz", timeout=5).close()  # noqa: S310
    except (URLError, TimeoutError):
        return False
    return True


def shots() -> list[Shot]:
    """What to take: every view once on a laptop, and the chosen ones in their other looks."""
    from tests.journeys.pages import PAGES

    seen: set[str] = set()
    found = []
    for kind in PAGES:
        named = kind.name in {*ON_A_PHONE, *IN_THE_DARK, *IN_HIGH_CONTRAST}
        if kind.view in seen and not named:
            continue
        seen.add(kind.view)
        found.append(Shot(kind))
        if kind.name in ON_A_PHONE:
            found.append(Shot(kind, size=PHONE))
        if kind.name in IN_THE_DARK:
            found.append(Shot(kind, colours="dark"))
        if kind.name in IN_HIGH_CONTRAST:
            found.append(Shot(kind, contrast=True))
    return found


class Visitors:
    """Browsers of who looks, one for each look; pages that change something get one of their own."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.kept: dict[tuple[Any, ...], BrowserContext] = {}

    def of(self, shot: Shot) -> BrowserContext:
        """The browser in which ``shot`` is taken."""
        who = shot.kind.who[0]
        look = (who, shot.size, shot.colours, shot.contrast)
        if shot.kind.steps or look not in self.kept:
            self.kept[look] = self._open(who, shot)
        return self.kept[look]

    def _open(self, who: str, shot: Shot) -> BrowserContext:
        from accounts.models import User
        from tests.journeys.visitors import come_as

        context = self.browser.new_context(
            base_url=ADDRESS,
            viewport={"width": shot.size[0], "height": shot.size[1]},
            color_scheme=shot.colours,
            contrast="more" if shot.contrast else "no-preference",
            reduced_motion="reduce",
            service_workers="block",
            locale="en",
            timezone_id="UTC",
        )
        context.set_default_timeout(60_000)
        if who:
            come_as(context, User.objects.get(username=who), ADDRESS).close()
        return context


def take(visitors: Visitors, shot: Shot, places: dict[str, str]) -> None:
    """Take one picture."""
    page = visitors.of(shot).new_page()
    page.goto(shot.kind.path.format(**places))
    if shot.kind.steps:
        shot.kind.steps(page)
    keep(page, shot)
    page.close()


def keep(page: Page, shot: Shot) -> None:
    """Save what the page looks like, once its images are there."""
    page.evaluate(
        """async () => {
            const images = [...document.images];
            for (const image of images) image.loading = "eager";
            await Promise.all(images.map(image => image.decode().catch(() => null)));
        }"""
    )
    whole = shot.kind.name in WHOLE and shot.size == LAPTOP and shot.colours == "light"
    picture = Image.open(io.BytesIO(page.screenshot(full_page=whole and not shot.contrast)))
    picture.convert("RGB").save(FOLDER / f"{shot.name}.webp", quality=72, method=6)


def page_of(taken: list[Shot]) -> str:
    """The page that shows the pictures."""
    lines = [
        "# Screenshots",
        "",
        "Made by `make screenshots` from a fresh demo, served as in production; made again after a",
        "change of the look, not edited. Moments in them are those of the run.",
    ]
    last = ""
    for shot in taken:
        if shot.kind.name != last:
            last = shot.kind.name
            who = shot.kind.who[0] or "anybody"
            lines += ["", f"## {last}", "", f"`{shot.kind.path}`, seen by {who}", ""]
        width = 240 if shot.size == PHONE else 640
        lines.append(f'<img src="{shot.name}.webp" width="{width}" alt="{shot.name}">')
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
