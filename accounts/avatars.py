"""Pictures of users: cut square, made anew in three sizes, and removed with the account.

They are apart from the pictures of the catalogue, which are never deleted. A file's name is made of its
content and its owner, so nobody shares one with anybody.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from wiki.picture_files import as_webp, read_still

#: Sides in pixels, the smallest first.
SIZES = (64, 160, 320)
_NAME = re.compile(r"[0-9a-f]{32}\Z", re.ASCII)


@dataclass(frozen=True)
class Prepared:
    """A picture of a user ready to be kept: its name and its files by size."""

    name: str
    files: dict[int, bytes]


def prepare(file: UploadedFile, *, owner: int) -> Prepared:
    """What a file shows, as a user's picture. Raises ``ValidationError`` in the sender's words."""
    most = settings.GENGA_PICTURE_BYTES
    if (file.size or 0) > most:
        text = _("This file is larger than %(most)s MB. Send a smaller one.")
        raise ValidationError(text % {"most": most // 1_000_000}, code="bytes")
    _kind, image = read_still(file.read(), file.name or "")
    if image.mode == "RGBA":  # what is seen through has paper behind it
        paper = Image.new("RGB", image.size, "#fdfbf6")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    files = {side: as_webp(ImageOps.fit(image, (side, side)), 82) for side in SIZES}
    digest = hashlib.sha256(str(owner).encode() + b" " + files[SIZES[-1]]).hexdigest()[:32]
    return Prepared(digest, files)


def store(prepared: Prepared) -> None:
    """Put the files where they belong; those that are there are the same."""
    for side, content in prepared.files.items():
        path = path_of(prepared.name, side)
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(content))


def discard(name: str) -> None:
    """Remove the files of a picture; those that are gone already are no matter."""
    if _NAME.match(name):
        for side in SIZES:
            default_storage.delete(path_of(name, side))


def content_of(name: str, side: int) -> bytes | None:
    """One file of a picture; ``None`` if there is none."""
    if side not in SIZES or not _NAME.match(name):
        return None
    try:
        with default_storage.open(path_of(name, side)) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    return content


def path_of(name: str, side: int) -> str:
    """Where a file is in the storage."""
    return f"avatars/{name[:2]}/{name}/{side}.webp"


def url_of(name: str, side: int) -> str:
    """The address of the smallest file that is at least ``side`` wide, or of the largest."""
    fitting = next((each for each in SIZES if each >= side), SIZES[-1])
    return f"/avatars/{name}/{fitting}.webp"
