"""Two texts compared by word, at a cost that no text can drive up.

``compare`` splits both texts into words, blanks and marks (Chinese, Japanese and Korean writing
into characters), finds a shortest edit (E. W. Myers, 1986), and tidies it so that a person can read
it: a blank or a single short word that happens to stay between two changes is part of the change,
and texts with hardly a word in common are shown one after the other. Where the shortest edit is
longer than ``LIMIT`` the texts are compared line by line instead, and only lines that differ by
word. Pure: knows neither Django nor HTML.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

PieceOp = Literal["=", "-", "+", "…"]

#: The longest edit that is looked for, in tokens; time and memory grow with its square.
LIMIT = 300
#: Texts with less in common than this are shown one after the other.
IN_COMMON = 0.3
#: Unchanged text that is longer than this is cut down to ``CONTEXT`` characters at each end.
LONG = 480
CONTEXT = 160

#: A lone change is moved by at most this many tokens, which are looked for this near.
_STEPS, _NEAR = 20, 300

_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff"
    "\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
)
_TOKEN = re.compile(rf"[{_CJK}]|(?:(?![{_CJK}])\w)+|\n|[^\S\n]+|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A stretch of text: ``=`` stays, ``-`` goes, ``+`` comes, ``…`` stays and is not shown."""

    op: PieceOp
    text: str


def tokens(text: str) -> list[str]:
    """``text`` in words, runs of blanks, line ends, single marks and single CJK characters."""
    return _TOKEN.findall(text)


def compare(before: str, after: str) -> list[Piece]:
    """What stays, goes and comes, in reading order; a removal stands before what replaces it.

    Without its ``+`` the result is ``before``, without its ``-`` it is ``after``.
    """
    old, new = tokens(before), tokens(after)
    pieces = _diff(old, new)
    if pieces is None:
        pieces = _by_line(before, after)
    pieces = _tidy(pieces)
    shared = sum(len(piece.text.strip()) for piece in pieces if piece.op == "=")
    length = max(len(before.strip()), len(after.strip()))
    if before and after and shared < IN_COMMON * length:
        return [Piece("-", before), Piece("+", after)]
    return pieces


def shorten(pieces: Sequence[Piece]) -> list[Piece]:
    """``pieces`` with long unchanged stretches cut down to what stands next to a change."""
    result: list[Piece] = []
    for at, piece in enumerate(pieces):
        if piece.op != "=" or len(piece.text) <= LONG:
            result.append(piece)
            continue
        head = _cut(piece.text, CONTEXT) if at > 0 else 0
        tail = len(piece.text)
        if at < len(pieces) - 1:
            tail -= _cut(piece.text[::-1], CONTEXT)
        result.append(Piece("=", piece.text[:head]))
        result.append(Piece("…", piece.text[head:tail]))
        result.append(Piece("=", piece.text[tail:]))
    return [piece for piece in result if piece.text]


def _cut(text: str, length: int) -> int:
    """A place near ``length`` where no word is torn."""
    blank = re.compile(r"\s").search(text, length)
    return blank.start() if blank and blank.start() < length + 40 else length


def _diff(old: Sequence[str], new: Sequence[str]) -> list[Piece] | None:
    """A shortest edit of token lists; ``None`` when it is longer than ``LIMIT``."""
    start = 0
    stop = min(len(old), len(new))
    while start < stop and old[start] == new[start]:
        start += 1
    end = 0
    while end < stop - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle = _shortest_edit(old[start : len(old) - end], new[start : len(new) - end])
    if middle is None:
        return None
    head = [Piece("=", "".join(old[:start]))]
    tail = [Piece("=", "".join(old[len(old) - end :]))]
    return head + middle + tail


def _shortest_edit(old: Sequence[str], new: Sequence[str]) -> list[Piece] | None:
    if not old or not new:
        return [Piece("-", "".join(old)), Piece("+", "".join(new))]
    reach = {1: 0}  # how far into ``old`` each diagonal has come
    steps: list[dict[int, int]] = []
    for length in range(min(LIMIT, len(old) + len(new)) + 1):
        steps.append(dict(reach))
        for diagonal in range(-length, length + 1, 2):
            x = _step(reach, diagonal, length)
            y = x - diagonal
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x, y = x + 1, y + 1
            reach[diagonal] = x
            if x >= len(old) and y >= len(new):
                return _walk_back(old, new, steps)
    return None


def _step(reach: dict[int, int], diagonal: int, length: int) -> int:
    """Where a diagonal begins its next run: below the farther neighbour, or right of it."""
    down = diagonal == -length or (diagonal != length and reach[diagonal - 1] < reach[diagonal + 1])
    return reach[diagonal + 1] if down else reach[diagonal - 1] + 1


def _walk_back(old: Sequence[str], new: Sequence[str], steps: list[dict[int, int]]) -> list[Piece]:
    found: list[Piece] = []
    x, y = len(old), len(new)
    for length in range(len(steps) - 1, -1, -1):
        reach = steps[length]
        diagonal = x - y
        begin_x = _step(reach, diagonal, length)
        begin_y = begin_x - diagonal
        while x > begin_x and y > begin_y:
            x, y = x - 1, y - 1
            found.append(Piece("=", old[x]))
        if length == 0:
            break
        down = diagonal == -length or (
            diagonal != length and reach[diagonal - 1] < reach[diagonal + 1]
        )
        if down:
            y -= 1
            found.append(Piece("+", new[y]))
        else:
            x -= 1
            found.append(Piece("-", old[x]))
    return found[::-1]


def _by_line(before: str, after: str) -> list[Piece]:
    """Lines that differ, each block of them compared by word if that is cheap enough."""
    lines = _diff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    if lines is None:
        return [Piece("-", before), Piece("+", after)]
    result: list[Piece] = []
    work = 4  # blocks that may still be compared by word
    for piece in _joined(lines):
        last = result[-1] if result else None
        if piece.op == "+" and last and last.op == "-" and work:
            work -= 1
            by_word = _diff(tokens(last.text), tokens(piece.text))
            if by_word is not None:
                result[-1:] = by_word
                continue
        result.append(piece)
    return result


def _tidy(pieces: Sequence[Piece]) -> list[Piece]:
    """Make changes of what stays by chance between two changes; put neighbours together."""
    joined = _joined(pieces)
    result: list[Piece] = []
    for at, piece in enumerate(joined):
        between = 0 < at < len(joined) - 1
        if piece.op == "=" and between and _is_chance(piece.text):
            result += [Piece("-", piece.text), Piece("+", piece.text)]
        else:
            result.append(piece)
    return _slid(_joined(result))


def _slid(pieces: list[Piece]) -> list[Piece]:
    """Lone insertions and removals moved to where a paragraph, a line or a word begins.

    "a.[ B.]" and "a[. B]." are the same edit; the first is how it was written.
    """
    result = list(pieces)
    for at in range(1, len(result) - 1):
        before, change, after = result[at - 1 : at + 2]
        if before.op == "=" and change.op != "=" and after.op == "=":
            result[at - 1 : at + 2] = _best_place(before, change, after)
    return [piece for piece in result if piece.text]


def _best_place(before: Piece, change: Piece, after: Piece) -> list[Piece]:
    far_left, near_left = before.text[:-_NEAR], before.text[-_NEAR:]
    near_right, far_right = after.text[:_NEAR], after.text[_NEAR:]
    left, coming = deque(tokens(near_left)), deque(tokens(near_right))
    middle = deque(tokens(change.text))
    for _step in range(_STEPS):  # as far to the left as it goes
        if len(left) <= bool(far_left) or left[-1] != middle[-1]:
            break
        coming.appendleft(left[-1])
        middle.rotate(1)
        left.pop()
    best, score = (list(left), list(middle), list(coming)), _begins_well(left, middle)
    for _step in range(2 * _STEPS):
        if len(coming) <= bool(far_right) or middle[0] != coming[0]:
            break
        left.append(coming.popleft())
        middle.rotate(-1)
        if _begins_well(left, middle) >= score:
            best, score = (list(left), list(middle), list(coming)), _begins_well(left, middle)
    return [
        Piece("=", far_left + "".join(best[0])),
        Piece(change.op, "".join(best[1])),
        Piece("=", "".join(best[2]) + far_right),
    ]


def _begins_well(left: Sequence[str], middle: Sequence[str]) -> int:
    if middle[0] == "\n":
        return 3
    if not left or left[-1] == "\n":
        return 2
    return 1 if middle[0].isspace() or left[-1].isspace() else 0


def _is_chance(text: str) -> bool:
    return "\n" not in text and len(text.strip()) <= 3 and len(tokens(text.strip())) <= 1


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece; in each change the removal first."""
    result: list[Piece] = []
    gone: list[str] = []
    come: list[str] = []
    stay: list[str] = []

    def flush_change() -> None:
        if gone:
            result.append(Piece("-", "".join(gone)))
        if come:
            result.append(Piece("+", "".join(come)))
        gone.clear()
        come.clear()

    def flush_same() -> None:
        if stay:
            result.append(Piece("=", "".join(stay)))
        stay.clear()

    for piece in pieces:
        if not piece.text:
            continue
        if piece.op == "=":
            flush_change()
            stay.append(piece.text)
        else:
            flush_same()
            (gone if piece.op == "-" else come).append(piece.text)
    flush_change()
    flush_same()
    return result
