"""Static files as production serves them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

pytestmark = pytest.mark.xdist_group("static files")


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Static files, collected once: it takes seconds."""
    folder = tmp_path_factory.mktemp("static")
    backend = {"BACKEND": "wiki.static_storage.BundlingStorage"}
    with override_settings(
        STATIC_ROOT=folder, STORAGES={**settings.STORAGES, "staticfiles": backend}
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield folder


def test_modules_import_each_other_by_their_hashed_names(collected: Path) -> None:
    (box,) = (collected / "js").glob("search-box.*.js")
    (shared,) = (collected / "js").glob("combobox.*.js")
    assert f'from "./{shared.name}"' in box.read_text()


def test_the_style_sheet_is_one_file_with_a_hashed_name_however_often_it_is_collected(
    collected: Path,
) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    hashed = list((collected / "css").glob("genga.*.css"))
    assert len(hashed) == 1
    text = hashed[0].read_text()
    assert "@import" not in text
    assert "@layer components{" in text
    assert hashed[0].with_suffix(".css.br").exists()
