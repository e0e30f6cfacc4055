"""Keeping a picture that a member sends: it is stored, and shown to nobody yet but them and moderators."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wiki import rates
from wiki.models import Picture, PictureUpload, SubmissionKind
from wiki.picture_files import Prepared, prepare
from wiki.picture_names import PictureName
from wiki.policy import require_may_submit


def keep_picture(file: UploadedFile[Any], *, user: Any) -> PictureName:
    """Check what ``user`` sends, make it anew, store it; return its name, which a change may then name.

    A file that anybody has sent before is not looked at again. Raises ``ValidationError`` for what
    is no picture that the site takes, ``TooMany``, ``PermissionDenied``.
    """
    require_may_submit(user, SubmissionKind.EDIT)
    most = settings.GENGA_PICTURE_BYTES
    if (file.size or 0) > most:
        text = _("This file is larger than %(most)s MB. Send a smaller one.")
        raise ValidationError(text % {"most": most // 1_000_000}, code="bytes")
    data = file.read()
    source = hashlib.sha256(data).hexdigest()[:32]
    known = PictureUpload.objects.filter(source=source).select_related("picture").first()
    if known is not None and known.user_id == user.pk:
        return known.picture.name
    rates.check_pictures(user)
    if known is not None:
        return _note(known.picture, user, source).name
    prepared = prepare(data, file.name or "")
    _store(prepared)
    return _note(_row(prepared), user, source).name


def _store(prepared: Prepared) -> None:
    """Put the files where they belong; those that are there are the same."""
    for width, content in prepared.files.items():
        path = prepared.name.path(width)
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(content))


def _row(prepared: Prepared) -> Picture:
    name = prepared.name
    picture, _made = Picture.objects.get_or_create(
        digest=name.digest,
        defaults={
            "width": name.width,
            "height": name.height,
            "colour": name.colour,
            "likeness": prepared.likeness,
            **Picture.quarters(prepared.likeness),
            "size": len(prepared.files[name.width]),
            "format": prepared.format,
            "created_at": timezone.now(),
        },
    )
    return picture


def _note(picture: Picture, user: Any, source: str) -> Picture:
    """Remember who sent it: they see it, and it counts."""
    with transaction.atomic():
        PictureUpload.objects.get_or_create(
            user=user, source=source, defaults={"picture": picture, "created_at": timezone.now()}
        )
    return picture
