"""What every test may use."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import translation
from hypothesis import settings

from tests import template_database

# Two cores are shared by several runs; a slow example says nothing.
settings.register_profile("genga", deadline=None, max_examples=100)
settings.load_profile("genga")


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> Iterator[bool]:
    """On SQLite each process begins with a copy of one database that was migrated before.

    To pytest-django it is a database that is kept; so it is for us to remove it.
    """
    if connection.vendor != "sqlite":
        yield False
        return
    path = Path(connection.settings_dict["TEST"]["NAME"])
    shutil.copyfile(template_database.made(), path)
    yield True
    connection.close()
    for ending in ("", "-wal", "-shm"):
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)


def _static_root(folder: Path) -> override_settings:
    backend = {"BACKEND": "wiki.static_storage.BundlingStorage"}
    storages = {**site.STORAGES, "staticfiles": backend}
    return override_settings(STATIC_ROOT=folder, STORAGES=storages)


@pytest.fixture(scope="session")
def _collected_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("static")
    with _static_root(folder):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@pytest.fixture
def collected(_collected_once: Path) -> Iterator[Path]:
    """Static files as production has them. It takes seconds: such tests share an xdist group."""
    with _static_root(_collected_once):
        yield _collected_once


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    """Each test starts with nothing counted against the rate limits."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _fresh_language() -> Iterator[None]:
    """The language of a page that a test has asked for does not become the next test's."""
    yield
    translation.deactivate()


@pytest.hookimpl(tryfirst=True)  # before tests are chosen by their marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks the database: what does not, need not run on both. pytest-django refuses others."""
    for item in items:
        asks = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
        if asks or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """What is packed has a time in it: bytes do not name a test, which must be the same in each process."""
    return f"{argname} of {len(val)} bytes" if isinstance(val, bytes) else None
