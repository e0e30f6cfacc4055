"""Files of images for tests, made on the spot: sound ones, and ones that attack."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def drawing(seed: int = 1, size: tuple[int, int] = (400, 600), mode: str = "RGB") -> Image.Image:
    """A picture of coloured blocks, another for each ``seed``."""
    chance = random.Random(seed)  # noqa: S311 -- a drawing, no secret
    bands = len(mode)
    pixels = bytes(chance.randrange(256) for _ in range(8 * 8 * bands))
    return Image.frombytes(mode, (8, 8), pixels).resize(size, Image.Resampling.BICUBIC)


def encoded(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """The bytes of a file."""
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def sent(data: bytes, name: str = "picture.png") -> SimpleUploadedFile:
    """A file as it comes with a form."""
    return SimpleUploadedFile(name, data)


def png(seed: int = 1, size: tuple[int, int] = (400, 600)) -> SimpleUploadedFile:
    """A sound file."""
    return sent(encoded(drawing(seed, size)))


def claiming(width: int, height: int) -> bytes:
    """A small PNG that says it is of another size, its pixels packed: a bomb."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def archive() -> bytes:
    """A ZIP file."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("run.sh", "echo hello")
    return written.getvalue()
