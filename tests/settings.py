"""The settings of test runs: the site's own, with the toy application that proves the engine."""

import importlib.util
import os
import tempfile
from pathlib import Path

os.environ["GENGA_ENV"] = "test"

from wiki.settings import *  # noqa: F403
from wiki.settings import DATABASES, INSTALLED_APPS, STATIC_ROOT, STORAGES

STATIC_ROOT.mkdir(exist_ok=True)  # or whitenoise warns

if importlib.util.find_spec("tests.toywiki"):
    INSTALLED_APPS = [*INSTALLED_APPS, "tests.toywiki"]

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file of this run's own: threads and processes that serve pages cannot share one in memory.
    DATABASES["default"]["TEST"] = {
        "NAME": str(Path(tempfile.gettempdir()) / f"genga-test-{os.getpid()}.sqlite3")
    }
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;"
    )

# Each test's client starts the site; it need not list all static files again to do so.
WHITENOISE_AUTOREFRESH = True

STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}

# The cast sends as much as a test needs; tests of the limits set their own.
GENGA_LEVELS = {
    level: {"waiting": None, "edits_per_hour": None, "edits_per_day": None}
    for level in ("new", "member", "trusted", "moderator", "admin")
}
