"""The parts of a printed line of credits: bullets, brackets, what parts role and names, the names.

Pure functions on one line of text, for ``films.credit_text``. A *piece* is a name with the contents
of the brackets behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_OPEN, _CLOSE = "(（[［〔【", ")）]］〕】"
_BULLETS = re.compile(r"^(?:[-–—*•●○◦■□◆◇▪・※>]+\s*|\s+)+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u2060\ufeff\ud800-\udfff]")
_KANJI = r"\u3005-\u3007\u3400-\u9fff\uf900-\ufaff"
_JAPANESE = rf"{_KANJI}\u3040-\u30ff\uff66-\uff9f"
_KATAKANA = re.compile(r"[\u30a0-\u30fa\u30fc-\u30ff\uff66-\uff9f ]+\Z")
_HAS_KANJI = re.compile(f"[{_KANJI}]")
HAS_JAPANESE = re.compile(f"[{_JAPANESE}]")
_BETWEEN_JAPANESE = re.compile(rf"(?<=[{_JAPANESE}])[ \u3000](?=[{_JAPANESE}])")
#: What parts names for certain. A single space parts Japanese names only, see ``_spaced``.
_SEPARATOR = re.compile(r"[,、，;；&＆\t]|\s[/／]\s?|[/／]|[ \u3000]{2,}| and | und | et ")
#: What stands behind a name after a comma and belongs to it.
_SUFFIX = re.compile(r"(?:inc|ltd|llc|co|corp|jr|sr|co\.? ?,? ?ltd)\.?\Z", re.IGNORECASE)

#: Between a role and its names, surely and perhaps. Each is tried where it stands first.
SURE = (
    re.compile(r"\s*[:：](?!//)\s*"),
    re.compile(r"\s*(?:…+|‥+|・{2,}|\.{3,}|[―─—]{2,}|[=＝])\s*"),
)
PERHAPS = (
    re.compile(r"\s*\t\s*"),
    re.compile(r"\s+[-–—]\s+"),
    re.compile(r"\s*[/／]\s*"),
    re.compile(r"[ \u3000]{2,}|\u3000"),
)
TAB = PERHAPS[0]


@dataclass(frozen=True)
class Piece:
    """A name, and what stands in brackets behind it."""

    text: str
    brackets: tuple[str, ...] = field(default=())


def cleaned(line: str) -> str:
    """A line without what cannot be seen, and without space at its end."""
    return _CONTROLS.sub("", line).rstrip()


def without_bullet(line: str) -> str:
    """A line without space and marks of a list before it."""
    return _BULLETS.sub("", line)


def is_balanced(line: str) -> bool:
    """Whether every bracket is opened and closed, none inside another."""
    depth = 0
    for char in line:
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth not in (0, 1):
            return False
    return depth == 0


def split_at(pattern: re.Pattern[str], line: str) -> tuple[str, str] | None:
    """What stands before and behind the first match outside of brackets, if there is one."""
    outside = _masked(line)
    for match in pattern.finditer(outside):
        if match.start() > 0:
            return line[: match.start()], line[match.end() :]
    return None


def piece_of(text: str) -> Piece:
    """A text parted from its brackets."""
    outside: list[str] = []
    inside: list[str] = []
    for part, bracketed in _runs(text):
        (inside if bracketed else outside).append(part.strip())
    return Piece(" ".join(filter(None, outside)), tuple(filter(None, inside)))


def parts_of(text: str) -> list[str]:
    """A text parted at commas and their like, outside of brackets."""
    found: list[str] = []
    outside, start = _masked(text), 0
    for match in _SEPARATOR.finditer(outside):
        found.append(text[start : match.start()])
        start = match.end()
    found.append(text[start:])
    return [part.strip() for part in found if part.strip()]


def pieces_of(text: str) -> list[Piece]:
    """The names of a list, each with its brackets."""
    found: list[Piece] = []
    for part in parts_of(text):
        if found and _SUFFIX.match(part):
            last = found.pop()
            found.append(Piece(f"{last.text}, {part}", last.brackets))
            continue
        found += _bracketed(part)
    return found


def ends_open(text: str) -> bool:
    """Whether a list of names goes on in the next line."""
    return text.rstrip().endswith((",", "、", "，", "&", "＆"))


def _bracketed(part: str) -> list[Piece]:
    """The names of a part without commas: a bracket ends a name, the next text is another."""
    found: list[Piece] = []
    names: list[str] = []
    brackets: list[str] = []
    for text, bracketed in [*_runs(part), ("", False)]:
        if bracketed:
            brackets.append(text.strip())
            continue
        if brackets and (text.strip() or not text):
            found += _pieces(names, brackets)
            names, brackets = [], []
        names += _spaced(text.strip())
    return found + _pieces(names, brackets)


def _pieces(names: list[str], brackets: list[str]) -> list[Piece]:
    """Names of which the last has the brackets."""
    if not names and not brackets:
        return []
    *before, last = names or [""]
    return [*map(Piece, before), Piece(last, tuple(filter(None, brackets)))]


def _spaced(text: str) -> list[str]:
    """The names of a text that spaces and middle dots part, where they do.

    Japanese credits part names by a space, and family and given name by one: short neighbours are
    one name. Names in katakana have dots and spaces within.
    """
    dotted = text.split("・")
    if len(dotted) > 1 and all(_HAS_KANJI.search(part) for part in dotted):
        return [name for part in dotted for name in _spaced(part)]
    names: list[str] = []
    family = False
    for word in filter(None, _BETWEEN_JAPANESE.split(text)):
        if names and _KATAKANA.match(names[-1]) and _KATAKANA.match(word):  # no "・" within
            names[-1] += f" {word}"
            family = False
        elif names and family and _are_one(names[-1], word):
            names[-1] += word
            family = False
        else:
            names.append(word)
            family = True
    return names


def _are_one(family: str, given: str) -> bool:
    """Whether two words between spaces are the halves of one Japanese name."""
    return max(len(family), len(given)) <= 2 or min(len(family), len(given)) == 1


def _masked(line: str) -> str:
    """A line of the same length with everything in brackets made one letter."""
    return "".join("x" * len(part) if inside else part for part, inside in _runs(line, whole=True))


def _runs(line: str, *, whole: bool = False) -> list[tuple[str, bool]]:
    """The stretches outside and inside of brackets; ``whole`` keeps the brackets themselves."""
    runs: list[tuple[str, bool]] = []
    start, inside = 0, False
    for at, char in enumerate(line):
        if char in (_CLOSE if inside else _OPEN):
            end = at + 1 if whole and inside else at
            runs.append((line[start:end], inside))
            start = at if whole and not inside else at + 1
            inside = not inside
    runs.append((line[start:], inside))
    return [run for run in runs if run[0]]
