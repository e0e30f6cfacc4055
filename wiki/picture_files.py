"""From a file that somebody sent to the files that are kept: checked, made anew, in fixed sizes.

Nothing of the file that came is kept but its pixels, turned upright and in sRGB: no metadata, no
place where it was taken, nothing that hides behind the image. What is no still image of one of four
formats, or too large, or broken, is refused in a sentence.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from wiki.picture_names import HIGHEST, WIDEST, PictureName

#: The formats that are taken, by what Pillow calls them, with the endings that files of theirs have.
FORMATS: dict[str, tuple[str, ...]] = {
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "AVIF": (".avif",),
}
#: What file choosers are told.
ACCEPTED = "image/jpeg,image/png,image/webp,image/avif"
#: Smaller pictures show nothing.
SHORTEST_SIDE = 64
#: The longer side is no more than so many times the shorter.
MOST_OBLONG = 8
#: What other programs would read in a file that is an image to us.
_FOREIGN = (b"<script", b"<?php", b"<!doctype html", b"%pdf-1", b"%pdf-2")


@dataclass(frozen=True)
class Prepared:
    """A picture ready to be kept: its name, its files by width, its perceptual hash."""

    name: PictureName
    likeness: str
    format: str
    files: dict[int, bytes] = field(repr=False)


def prepare(data: bytes, file_name: str) -> Prepared:
    """The picture that a file holds. Raises ``ValidationError`` in the sender's words."""
    kind, image = read_still(data, file_name)
    largest = _fitted(image, WIDEST, HIGHEST)
    encoded = as_webp(largest, 84)
    kept = Image.open(io.BytesIO(encoded))  # what is told of a picture follows from what is kept
    name = describe(encoded, kept)
    files = {name.width: encoded}
    for width in name.widths[:-1]:
        height = max(1, round(name.height * width / name.width))
        files[width] = as_webp(largest.resize((width, height), Image.Resampling.LANCZOS), 78)
    return Prepared(name, likeness(kept), kind, files)


def read_still(data: bytes, file_name: str) -> tuple[str, Image.Image]:
    """The format of a file and its pixels, upright and in sRGB, once it has been found harmless.

    Raises ``ValidationError`` in the sender's words.
    """
    kind, image = _open(data)
    _check_ending(file_name, kind)
    _check_alone(data)
    return kind, _pixels(image)


def describe(encoded: bytes, image: Image.Image) -> PictureName:
    """The name of a picture whose largest file is ``encoded``."""
    digest = hashlib.sha256(encoded).hexdigest()[:32]
    return PictureName(digest, image.width, image.height, _colour(image))


def likeness(image: Image.Image) -> str:
    """The perceptual hash: 64 bits that copies in other sizes and encodings share but for a few."""
    import imagehash  # it brings numpy and scipy, which nothing else here needs

    flat = Image.new("RGB", image.size, "#808080")
    flat.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    return str(imagehash.phash(flat))


def _open(data: bytes) -> tuple[str, Image.Image]:
    """The format and the image, its head read and its pixels not yet."""
    try:
        image = Image.open(io.BytesIO(data), formats=list(FORMATS))
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except Exception as error:
        raise ValidationError(
            _("This is no JPEG, PNG, WebP or AVIF image that can be read."), code="format"
        ) from error
    kind = "JPEG" if image.format == "MPO" else str(image.format)  # a camera's, with a preview
    if image.width * image.height > settings.GENGA_PICTURE_PIXELS:
        raise _too_many_pixels()
    if min(image.size) < SHORTEST_SIDE:
        raise ValidationError(
            _("This picture is only %(width)s × %(height)s pixels. Find a larger one.")
            % {"width": image.width, "height": image.height},
            code="small",
        )
    if max(image.size) > MOST_OBLONG * min(image.size):
        raise ValidationError(_("This picture is too long and thin to be shown."), code="oblong")
    if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
        raise ValidationError(_("Moving pictures are not taken: send a still one."), code="moving")
    return kind, image


def _too_many_pixels() -> ValidationError:
    most = settings.GENGA_PICTURE_PIXELS // 1_000_000
    text = _("This picture has more than %(most)s million pixels. Send a smaller one.")
    return ValidationError(text % {"most": most}, code="pixels")


def _check_ending(file_name: str, kind: str) -> None:
    """The ending of a file's name, if it has one, is one of its format."""
    ending = PurePath(file_name).suffix.lower()
    if ending and ending not in FORMATS[kind]:
        text = _(
            "This file ends in “%(ending)s” but is a %(format)s image. Give it its right name."
        )
        raise ValidationError(text % {"ending": ending[:12], "format": kind}, code="ending")


def _check_alone(data: bytes) -> None:
    """The file is nothing to other programs: no archive, page, script or document."""
    lower = data.lower()
    if zipfile.is_zipfile(io.BytesIO(data)) or any(mark in lower for mark in _FOREIGN):
        raise ValidationError(
            _("This file holds something besides an image. Save the image anew and send that."),
            code="foreign",
        )


def _pixels(image: Image.Image) -> Image.Image:
    """The image upright, in sRGB, as RGB or RGBA."""
    try:
        profile = image.info.get("icc_profile")
        image.draft("RGB", (WIDEST, HIGHEST))  # JPEGs are read at a part of their size
        image.load()
        upright = ImageOps.exif_transpose(image)
        if profile and upright.mode in ("RGB", "RGBA", "CMYK"):
            upright = _in_srgb(upright, profile)
        seen_through = upright.mode in ("LA", "PA", "RGBA") or "transparency" in upright.info
        pixels = upright.convert("RGBA" if seen_through else "RGB")
    except Exception as error:
        raise ValidationError(_("This image is damaged or cut off."), code="damaged") from error
    if pixels.mode == "RGBA" and pixels.getchannel("A").getextrema()[0] == 255:
        return pixels.convert("RGB")
    return pixels


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The image in the colours that browsers assume; as it is where its profile makes no sense."""
    try:
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(
            image, own, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted or image


def _fitted(image: Image.Image, width: int, height: int) -> Image.Image:
    """The image no larger than ``width`` by ``height``."""
    share = min(width / image.width, height / image.height)
    if share >= 1:
        return image
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)


def as_webp(image: Image.Image, quality: int) -> bytes:
    """The image as WebP and nothing else: no metadata, no profile."""
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    written = io.BytesIO()
    bare.save(written, "WEBP", quality=quality, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return written.getvalue()


def _colour(image: Image.Image) -> str:
    """The mean colour; for what is seen through, a paper on which it can be seen."""
    if image.mode != "RGBA":
        red, green, blue = _mean(image.convert("RGB"))
        return f"{red:02x}{green:02x}{blue:02x}"
    grey, _alpha = _mean(image.convert("LA"))
    return "2b2824" if grey > 150 else "fdfbf6"


def _mean(image: Image.Image) -> bytes:
    """One value for each channel."""
    return image.resize((1, 1), Image.Resampling.BOX).tobytes()
