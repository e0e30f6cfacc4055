"""Static files as production serves them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.xdist_group("static files")


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
