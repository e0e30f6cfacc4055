"""Long texts merged three ways, paragraph by paragraph. Pure functions.

Two people have changed one text. Each one's hunks (paragraphs of the common origin and what became
of them) are laid side by side, as ``diff3`` does: a hunk that touches no paragraph of the other's is
taken, hunks that say the same are taken once, and the rest is a ``Clash``, which somebody decides.
Paragraphs are separated by blank lines; a text of one paragraph is merged whole or not at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal

from wiki.word_diffs import tokens

Choice = Literal["now", "proposed", "both"]

#: Paragraphs with this much in common are one paragraph, edited.
ALIKE = 0.5
#: Larger stretches are not searched for paragraphs that are alike: it costs their product.
LARGEST = 900
#: Nor are stretches of more paragraphs compared: what changes between them is one change.
MOST_PARAGRAPHS = 300
#: What stands between paragraphs.
BREAK = "\n\n"
_BREAKS = re.compile(r"\n(?:[^\S\n]*\n)+")


@dataclass(frozen=True)
class Clash:
    """Paragraphs that both sides changed: as they were, as they are now, as proposed."""

    base: str
    now: str
    proposed: str

    @property
    def adds(self) -> bool:
        """Whether both sides only added, so that both can stay."""
        return not self.base


@dataclass(frozen=True)
class TextMerge:
    """A text in pieces: paragraphs that nobody has to decide, and clashes."""

    pieces: tuple[str | Clash, ...]

    @cached_property
    def clashes(self) -> tuple[Clash, ...]:
        """What has to be decided."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Clash))

    @property
    def is_whole(self) -> bool:
        """Whether the clash is all there is: nothing of the text merges by itself."""
        return len(self.pieces) == len(self.clashes)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """How the clashes can be decided; "both" keeps what is there now and what is added to it."""
        if self.clashes and all(clash.adds for clash in self.clashes):
            return ("now", "proposed", "both")
        return ("now", "proposed")

    def text(self, choice: Choice = "now") -> str:
        """The merged text. Whatever is chosen, what does not clash of either side is in it."""
        said: list[str] = []
        for piece in self.pieces:
            if isinstance(piece, str):
                said.append(piece)
            elif choice == "both":
                there = paragraphs(piece.now)
                said += [piece.now, *(p for p in paragraphs(piece.proposed) if p not in there)]
            else:
                said.append(piece.now if choice == "now" else piece.proposed)
        return BREAK.join(filter(None, said))


@dataclass(frozen=True)
class _Hunk:
    """Paragraphs ``start`` to ``end`` of the origin became ``lines``."""

    start: int
    end: int
    lines: tuple[str, ...]

    def meets(self, start: int, end: int) -> bool:
        """Whether the hunk and a stretch of the origin change the same, or add in the same place."""
        if self.start == self.end or start == end:
            inside = self.start <= start and end <= self.end
            around = start <= self.start and self.end <= end
            edge = self.start == end or self.end == start
            return (self.start, self.end) == (start, end) or ((inside or around) and not edge)
        return self.start < end and start < self.end


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, without the blank lines between and around them."""
    return [part for part in _BREAKS.split(text.strip("\n")) if part.strip()]


def has_paragraphs(*texts: str) -> bool:
    """Whether one of ``texts`` has more than one paragraph."""
    return any(_BREAKS.search(text.strip("\n")) for text in texts)


def merge_texts(base: str, now: str, proposed: str) -> TextMerge:
    """What ``base`` becomes if what both sides made of it is put together.

    Where only one side changed anything, the result is that side's text to the letter; else
    paragraphs are put together with one blank line between them.
    """
    if now == proposed or base == proposed:
        return TextMerge((now,))
    if base == now:
        return TextMerge((proposed,))
    origin = paragraphs(base)
    ours = _hunks(origin, paragraphs(now))
    theirs = _hunks(origin, paragraphs(proposed))
    pieces: list[str | Clash] = []
    at = 0
    for start, end in _regions([*ours, *theirs]):
        pieces += origin[at:start]
        pieces += _decided(
            origin[start:end], _side(origin, ours, start, end), _side(origin, theirs, start, end)
        )
        at = end
    pieces += origin[at:]
    return TextMerge(tuple(pieces))


def _decided(was: list[str], now: list[str], proposed: list[str]) -> Sequence[str | Clash]:
    """One region of the text: the side that changed it, or where both did not say the same."""
    if was == proposed or now == proposed:
        return now
    if was == now:
        return proposed
    head = _shared(now, proposed)
    rest, other = now[head:], proposed[head:]
    tail = _shared(rest[::-1], other[::-1])
    end = len(rest) - tail
    sides = (was, rest[:end], other[: len(other) - tail])
    return [*now[:head], Clash(*(BREAK.join(side) for side in sides)), *rest[end:]]


def _shared(one: list[str], other: list[str]) -> int:
    """How many paragraphs two lists begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _regions(hunks: Sequence[_Hunk]) -> Iterator[tuple[int, int]]:
    """The stretches of the origin that change, those that meet joined, in order."""
    region: tuple[int, int] | None = None
    for hunk in sorted(hunks, key=lambda hunk: (hunk.start, hunk.end)):
        if region is not None and hunk.meets(*region):
            region = (region[0], max(region[1], hunk.end))
            continue
        if region is not None:
            yield region
        region = (hunk.start, hunk.end)
    if region is not None:
        yield region


def _side(origin: list[str], hunks: Sequence[_Hunk], start: int, end: int) -> list[str]:
    """What one side made of a region."""
    said: list[str] = []
    at = start
    for hunk in hunks:
        if start <= hunk.start and hunk.end <= end and _is_of(hunk, start, end):
            said += origin[at : hunk.start]
            said += hunk.lines
            at = hunk.end
    return said + origin[at:end]


def _is_of(hunk: _Hunk, start: int, end: int) -> bool:
    """Whether a hunk within a region is part of it: what is added at its edges is not."""
    return (hunk.start, hunk.end) == (start, end) or hunk.meets(start, end)


def _hunks(old: list[str], new: list[str]) -> list[_Hunk]:
    """What changes from one list of paragraphs to another, as finely as it can be told."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    middle, other = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(middle), len(other)) > MOST_PARAGRAPHS:
        return [_Hunk(head, head + len(middle), tuple(other))]
    found: list[_Hunk] = []
    matcher = SequenceMatcher(None, middle, other, autojunk=False)
    for op, start, end, first, last in matcher.get_opcodes():
        if op != "equal":
            found += _split(middle[start:end], other[first:last], head + start)
    return found


def _split(old: list[str], new: list[str], start: int) -> Iterator[_Hunk]:
    """A stretch that changed, cut where a paragraph is another one edited."""
    at, taken = 0, 0
    for one, other in _pairs(old, new):
        yield from _hunk(start, at, one, new[taken:other])
        yield _Hunk(start + one, start + one + 1, (new[other],))
        at, taken = one + 1, other + 1
    yield from _hunk(start, at, len(old), new[taken:])


def _hunk(start: int, at: int, end: int, lines: list[str]) -> Iterator[_Hunk]:
    if at < end or lines:
        yield _Hunk(start + at, start + end, tuple(lines))


def _pairs(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Which old paragraphs are which new ones, edited: the most that keep their order."""
    if not old or not new or len(old) * len(new) > LARGEST:
        return []
    words = [[_words(text) for text in side] for side in (old, new)]
    best = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    alike = [[_in_common(one, other) for other in words[1]] for one in words[0]]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _words(text: str) -> Counter[str]:
    return Counter(token for token in tokens(text) if token[0].isalnum())


def _in_common(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that two paragraphs have in common; nothing when it is small."""
    length = max(one.total(), other.total())
    share = (one & other).total() / length if length else 0.0
    return share if share >= ALIKE else 0.0
