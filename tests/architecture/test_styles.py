"""Styles say start and end, not left and right, so that a page can run either way."""

import re
from pathlib import Path

from tests.architecture.sizes import ROOT, tracked_files

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_SIDE = re.compile(
    r"(?:^|[;{\s])((?:(?:margin|padding|border|scroll-margin|scroll-padding)-)?(?:left|right)(?:-\w+)?)\s*:"
)
_WORD = re.compile(r"(?:text-align|float|clear)\s*:\s*(?:left|right)\b")
_SHADOW = re.compile(r"box-shadow\s*:\s*(?:inset\s+)?-?(?!0\s)[\d.]\S*\s")
_FOUR = re.compile(r"(?:margin|padding|inset|border-width)\s*:([^;}]*)")
_CORNERS = re.compile(r"border-(?:top|bottom)-(?:left|right)-radius\s*:")


def values(text: str) -> list[str]:
    """The values of a shorthand; what stands in brackets is one."""
    found, depth = [""], 0
    for letter in text.strip():
        depth += (letter == "(") - (letter == ")")
        if letter.isspace() and not depth:
            found.append("")
        else:
            found[-1] += letter
    return [value for value in found if value]


def sides_of(css: str) -> list[str]:
    """The declarations that hold for one way of writing only."""
    css = _COMMENT.sub("", css)
    found = [match.group(1) for match in _SIDE.finditer(css)]
    for pattern in (_WORD, _SHADOW, _CORNERS):
        found += [match.group().strip() for match in pattern.finditer(css)]
    for match in _FOUR.finditer(css):
        four = values(match.group(1))
        if len(four) == 4 and four[1] != four[3]:
            found.append(match.group().strip())
    return found


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


#: A chevron is turned as a whole, so which of its sides are drawn does not matter.
TURNED = {"border-width: 0 1.5px 1.5px 0"}


def test_styles_hold_for_both_ways_of_writing() -> None:
    offences = [
        f"{name_of(path)}: {side}"
        for path in tracked_files("static/css/*.css")
        for side in sides_of(path.read_text(encoding="utf-8"))
        if side not in TURNED
    ]
    assert not offences, "\n".join(offences)


def test_sides_are_found() -> None:
    assert sides_of("a { margin-left: 1px; left: 0 }") == ["margin-left", "left"]
    assert sides_of("a{text-align:right;border-left-width: 1px}")
    assert sides_of("a { padding: 0 var(--a) calc(1px + 2px) 0; }")
    assert sides_of("a { box-shadow: inset 3px 0 red; }")
    assert not sides_of("a { padding: 0 1px 2px 1px; margin-inline-start: 1px; /* left: 0 */ }")
    assert not sides_of("a { box-shadow: inset 0 3px red, 0 0 0 1px blue; text-align: start }")
