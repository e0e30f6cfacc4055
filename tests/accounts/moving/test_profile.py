"""What the archive of a user holds of their profile."""

from __future__ import annotations

import json
import zipfile

import pytest

from accounts.actions.follow import follow
from accounts.actions.people.block_user import block_user
from accounts.actions.people.describe_self import describe_self
from accounts.actions.people.favour import favour
from accounts.actions.people.set_privacy import set_privacy
from accounts.moving.exports.account import export
from tests import cast
from tests.accounts.people.test_deletion import picture

pytestmark = pytest.mark.django_db


def test_the_archive_holds_the_profile_and_its_picture() -> None:
    mei, film = cast.mei(), cast.film("Akira")
    favour(mei, "film", film.pk)
    follow(mei, f"film:{film.pk}")
    block_user(mei, cast.kanta())
    mei = set_privacy(mei, {"diary": "me"})
    told_by = describe_self(mei, about="I *draw* rain.", picture=picture())
    with export(told_by) as file, zipfile.ZipFile(file) as archive:
        told = json.loads(archive.read("account.json"))
        assert archive.read("picture.webp").startswith(b"RIFF")
    assert told["settings"]["about"] == "I *draw* rain."
    assert told["settings"]["privacy"] == {"diary": "me"}
    assert told["favourites"]["film"] == [{"id": film.pk, "title": "Akira"}]
    assert told["follows"] == [f"film:{film.pk}"]
    assert told["blocks"] == ["kanta"]
