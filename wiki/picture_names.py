"""The name of a picture: what documents hold of it, and what its addresses follow from.

A name says all that a page needs to show a picture without asking the database: which files there
are, what room to keep for them, and what colour to fill it with until they arrive.

    0f3a…c2-1280x1920-8a7d5c    digest of the largest file, its width and height, its colour
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Widths in which a picture is kept, as far as it is as wide; its own width always.
WIDTHS = (160, 320, 640, 1280)
#: The largest width and height that are kept.
WIDEST, HIGHEST = 1920, 2880
#: The longest name.
LONGEST = 32 + 1 + 9 + 1 + 6

_NAME = re.compile(r"([0-9a-f]{32})-([1-9]\d{0,3})x([1-9]\d{0,3})-([0-9a-f]{6})\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class PictureName:
    """A picture by its name, in parts."""

    digest: str
    width: int
    height: int
    colour: str

    def __str__(self) -> str:
        return f"{self.digest}-{self.width}x{self.height}-{self.colour}"

    @classmethod
    def read(cls, text: object) -> PictureName | None:
        """The picture that ``text`` names; ``None`` for anything that is no name."""
        match = _NAME.match(text) if isinstance(text, str) else None
        if match is None:
            return None
        return cls(match[1], int(match[2]), int(match[3]), match[4])

    @property
    def widths(self) -> list[int]:
        """The widths in which it is kept, the smallest first."""
        return [width for width in WIDTHS if width < self.width] + [self.width]

    @property
    def url(self) -> str:
        """The address of its page."""
        return f"/pictures/{self.digest}/"

    def file_url(self, width: int) -> str:
        """The address of the smallest file that is at least ``width`` wide, or of the largest."""
        fitting = next((each for each in self.widths if each >= width), self.width)
        return f"{self.url}{fitting}.webp"

    @property
    def srcset(self) -> str:
        """All its files, for ``srcset``."""
        return ", ".join(f"{self.url}{width}.webp {width}w" for width in self.widths)

    def path(self, width: int) -> str:
        """Where a file is in the storage."""
        return f"pictures/{self.digest[:2]}/{self.digest}/{width}.webp"
