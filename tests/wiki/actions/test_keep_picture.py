"""Pictures that members send are kept once, shown to few, and counted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from tests import cast
from tests.drawings import drawing, encoded, png, sent
from wiki.actions.keep_picture import keep_picture
from wiki.exceptions import TooMany
from wiki.models import Picture, PictureUpload

pytestmark = pytest.mark.django_db


def test_a_picture_is_stored_in_all_its_widths() -> None:
    name = keep_picture(png(), user=cast.mei())
    picture = Picture.objects.get()
    assert picture.name == name
    assert picture.published_at is None
    for width in name.widths:
        with default_storage.open(name.path(width)) as file:
            assert file.read(4) == b"RIFF"


def test_the_same_file_is_the_same_picture() -> None:
    name = keep_picture(png(), user=cast.mei())
    assert keep_picture(png(), user=cast.mei()) == name
    assert keep_picture(png(), user=cast.kanta()) == name
    assert Picture.objects.count() == 1
    assert PictureUpload.objects.count() == 2


def test_the_same_picture_in_another_file_is_the_same_picture() -> None:
    name = keep_picture(png(), user=cast.mei())
    packed = sent(encoded(drawing(), compress_level=1))
    assert keep_picture(packed, user=cast.mei()) == name
    assert Picture.objects.count() == 1


def test_each_level_sends_as_many_a_day_as_the_table_says(settings: Any) -> None:
    settings.GENGA_LEVELS = {"new": {"images_per_day": 2}}
    for seed in (1, 2):
        keep_picture(png(seed), user=cast.totoro())
    with pytest.raises(TooMany) as caught:
        keep_picture(png(3), user=cast.totoro())
    assert "2 pictures in the last 24 hours" in str(caught.value)
    assert caught.value.retry_after > 23 * 3600
    keep_picture(png(1), user=cast.totoro())  # it is there already
    PictureUpload.objects.update(created_at=timezone.now() - timedelta(days=1, seconds=1))
    keep_picture(png(3), user=cast.totoro())


def test_a_file_that_is_too_long_is_refused_unread(settings: Any) -> None:
    settings.GENGA_PICTURE_BYTES = 1_000
    with pytest.raises(ValidationError) as caught:
        keep_picture(png(), user=cast.mei())
    assert caught.value.code == "bytes"
    assert not Picture.objects.exists()


def test_who_may_not_edit_sends_nothing() -> None:
    mei = cast.mei()
    mei.is_active = False
    with pytest.raises(PermissionDenied):
        keep_picture(png(), user=mei)


def test_copied_files_are_adopted() -> None:
    name = keep_picture(png(7), user=cast.mei())
    before = Picture.objects.values().get()
    PictureUpload.objects.all().delete()
    Picture.objects.all().delete()
    call_command("adopt_pictures", verbosity=0)
    after = Picture.objects.get(digest=name.digest)
    assert after.name == name
    assert after.likeness == before["likeness"]
    assert after.published_at is None
