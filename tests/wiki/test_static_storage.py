"""Static files as production serves them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.test import override_settings


def test_the_style_sheet_is_one_file_with_a_hashed_name(tmp_path: Path, settings: Any) -> None:
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "wiki.static_storage.BundlingStorage"},
    }
    with override_settings(STORAGES=storages, STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
    hashed = list((tmp_path / "css").glob("genga.*.css"))
    assert len(hashed) == 1
    text = hashed[0].read_text()
    assert "@import" not in text
    assert "@layer components{" in text
    assert hashed[0].with_suffix(".css.br").exists()


def test_modules_import_each_other_by_their_hashed_names(tmp_path: Path, settings: Any) -> None:
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "wiki.static_storage.BundlingStorage"},
    }
    with override_settings(STORAGES=storages, STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)
    (box,) = (tmp_path / "js").glob("search-box.*.js")
    (shared,) = (tmp_path / "js").glob("combobox.*.js")
    assert f'from "./{shared.name}"' in box.read_text()
