"""Text can be read in every theme: the colours are computed from the file that holds them."""

import re

import pytest

from films.style import tokens
from tests.architecture.sizes import ROOT

CSS = tokens.source()


def test_all_text_can_be_read() -> None:
    unclear = [
        f"{at.text} on {at.surface} in {at.theme}: {at.contrast:.2f}"
        for at in tokens.readings(CSS)
        if at.contrast < (7 if at.theme.startswith("high") else 4.5)
    ]
    assert not unclear, "\n".join(unclear)


def test_edges_of_fields_and_the_focus_can_be_seen() -> None:
    faint = [
        f"{at.text} on {at.surface} in {at.theme}: {at.contrast:.2f}"
        for at in tokens.readings(CSS, tokens.EDGES)
        if at.contrast < 3
    ]
    assert not faint, "\n".join(faint)


def test_high_contrast_is_the_same_chosen_or_asked_for_by_the_system() -> None:
    asked = CSS[CSS.index("@media (prefers-contrast: more)") :]
    asked = asked[: asked.index(':root[data-contrast="more"]')]
    chosen = CSS[CSS.index(':root[data-contrast="more"] {') :]
    chosen = chosen[: chosen.index("}")]
    said = re.compile(r"--[\w-]+:[^;]+;")
    assert said.findall(asked) == said.findall(chosen)


def test_colours_used_for_text_are_all_among_the_pairs_that_are_checked() -> None:
    used = {
        match
        for path in (ROOT / "static/css").rglob("*.css")
        for match in re.findall(r"(?<![\w-])color: var\(--([\w-]+)\)", path.read_text())
    }
    # What was put in place of the letters of a spoiler, and the line between crumbs, is no text.
    assert used - {text for text, _ in tokens.PAIRS} <= {"rule"}


def test_contrast_is_that_of_the_guidelines() -> None:
    black, white = tokens.parse("#000000"), tokens.parse("#ffffff")
    assert tokens.contrast(black, white) == pytest.approx(21)
    assert tokens.contrast(tokens.parse("#777777"), white) == pytest.approx(4.48, abs=0.01)
    assert tokens.over(tokens.parse("rgb(0 0 0 / 50%)"), white)[:3] == pytest.approx([127.5] * 3)


def test_a_colour_written_otherwise_is_named() -> None:
    with pytest.raises(ValueError, match="hotpink"):
        tokens.parse("hotpink")
