"""Setting titles on drawn posters: how wide letters are, where lines break, what size fits."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

#: From one line to the next, in sizes of the letters.
LEADING = 1.08


class Line(NamedTuple):
    """Lines of a title at the size in which they fit."""

    texts: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """From the top of the first line to the foot of the last."""
        return self.size * LEADING * len(self.texts)


_NARROW = frozenset("iljtfrI.,:;'!|()[]-· ")
_BROAD = frozenset("mwMWQO@&%")
#: Signs that do not begin a line of Japanese.
_HANGING = frozenset("、。，．・：；？！ー）」』】〉》々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")


def clean(text: str) -> str:
    """Text with spaces for the characters that XML forbids."""
    bare = (" " if unicodedata.category(sign) in ("Cc", "Cs", "Cn") else sign for sign in text)
    return " ".join("".join(bare).split())


def ems(text: str) -> float:
    """About how wide ``text`` is in bold, in ems: the size of its letters."""
    total = 0.0
    for sign in text:
        if unicodedata.east_asian_width(sign) in "WF":
            total += 1.0
        elif sign in _NARROW:
            total += 0.31
        elif sign in _BROAD:
            total += 0.86
        else:
            total += 0.64 if sign.isupper() else 0.55
    return total


def _pieces(text: str) -> list[str]:
    """Where a line may break: after spaces, and between wide signs."""
    pieces: list[str] = []
    for sign in text:
        wide = unicodedata.east_asian_width(sign) in "WF"
        joins = (
            pieces
            and sign not in " "
            and not pieces[-1].endswith(" ")
            and (
                sign in _HANGING
                or not (wide or unicodedata.east_asian_width(pieces[-1][-1]) in "WF")
            )
        )
        if pieces and (joins or sign == " "):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _head(word: str, limit: float) -> str:
    """The longest beginning of ``word`` that fits, one sign at least."""
    end = 1
    while end < len(word) and ems(word[: end + 1]) <= limit:
        end += 1
    return word[:end]


def _wrap(text: str, limit: float, *, breaks: bool = False) -> list[str]:
    """``text`` in lines of at most ``limit`` ems; a word may be wider, unless it ``breaks``."""
    lines = [""]
    for found in _pieces(text):
        piece = found
        while breaks and ems(piece) > limit:  # a word wider than the line
            head = _head(piece, limit)
            lines += [head] if lines[-1] else []
            lines[-1] = lines[-1] or head
            lines.append("")
            piece = piece[len(head) :]
        if lines[-1] and ems((lines[-1] + piece).rstrip()) > limit:
            lines.append(piece)
        else:
            lines[-1] += piece
    return [line.strip() for line in lines if line.strip()]


def fit(title: str, room: float) -> Line:
    """``title`` in the largest size in which at most four lines of it fit ``room`` units."""
    text = clean(title) or "—"
    if len(text) > 90:
        text = text[:89].rstrip() + "…"
    for size in (46, 42, 38, 34, 30, 27, 24, 21, 18, 16):
        lines = _wrap(text, room / size, breaks=size <= 24)
        most = 2 if size > 40 else 3 if size > 30 else 4 if size > 18 else 5
        if len(lines) <= most and all(ems(line) <= room / size for line in lines):
            return Line(tuple(lines), size)
    lines = _wrap(text, room / 16, breaks=True)[:6]
    return Line(tuple(lines), 16)
