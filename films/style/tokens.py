"""The colours of `static/css/tokens.css`, and how well text in them can be read.

A theme is one of the four ways in which the site can look; in each, every token has one colour. The
contrast of two colours is that of WCAG 2.2: from 1 (the same) to 21 (black on white).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from django.conf import settings

#: The ways to look: light or dark paper, as designed or in high contrast.
THEMES = ("light", "dark", "high-light", "high-dark")

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_BLOCK = re.compile(r"([^{};]+)\{([^{}]*)\}")
_PAIR = re.compile(r"--([\w-]+):\s*light-dark\(((?:[^(),]|\([^)]*\))+),((?:[^(),]|\([^)]*\))+)\)")
_HEX = re.compile(r"#([0-9a-f]{6})")
_RGB = re.compile(r"rgb\((\d+) (\d+) (\d+) / (\d+)%\)")

_PAPERS = ("paper", "paper-raised", "paper-sunk")
#: Text and the surface under it; "a+b" is the translucent a over b. On tinted surfaces links are
#: --blue-deep, as `tokens.css` says.
PAIRS: tuple[tuple[str, str], ...] = (
    *product(("ink", "graphite", "blue", "blue-deep", "red", "green"), _PAPERS),
    *product(("ink", "graphite", "blue-deep"), ("shade+paper", "shade+paper-raised")),
    *product(("ink", "graphite", "blue-deep"), ("red-wash", "green-wash")),
    *product(("ink", "correction-ink", "blue-deep"), ("correction",)),
    ("red", "red-wash"),
    ("green", "green-wash"),
    ("paper", "ink"),
    ("on-blue", "blue"),
    ("on-blue", "blue-deep"),
)
#: What is no text, but must be told from its surface: edges of fields, the ring of the focus.
EDGES: tuple[tuple[str, str], ...] = (
    *product(("edge", "blue"), _PAPERS),
    ("red-line", "paper-raised"),
    ("blue-deep", "correction"),
)

Colour = tuple[float, float, float, float]


@dataclass(frozen=True)
class Reading:
    """A pair of colours in one theme, and its contrast."""

    text: str
    surface: str
    theme: str
    contrast: float


def source() -> str:
    """The text of the file of tokens."""
    return (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text(encoding="utf-8")


def blocks(css: str) -> dict[str, dict[str, tuple[str, str]]]:
    """By selector, the tokens that have a light and a dark colour; not those of media queries."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for selector, body in _BLOCK.findall(_MEDIA.sub("", _COMMENT.sub("", css))):
        pairs = {name: (light.strip(), dark.strip()) for name, light, dark in _PAIR.findall(body)}
        if pairs:
            found.setdefault(" ".join(selector.split()), {}).update(pairs)
    return found


def palettes(css: str) -> dict[str, dict[str, Colour]]:
    """The colour of every token in each of the themes."""
    base, more = _layers(css)
    return {
        f"{prefix}{name}": {token: parse(pair[side]) for token, pair in tokens.items()}
        for prefix, tokens in (("", base), ("high-", {**base, **more}))
        for side, name in enumerate(("light", "dark"))
    }


def _layers(css: str) -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
    """The tokens as designed, and what high contrast changes of them."""
    by_selector = blocks(css)
    first = next(iter(by_selector.values()))
    return first, by_selector.get(':root[data-contrast="more"]', {})


def parse(value: str) -> Colour:
    """A colour as it is written in the tokens: red, green, blue in 0–255, and its opacity."""
    if match := _HEX.fullmatch(value):
        number = int(match[1], 16)
        return (number >> 16 & 255, number >> 8 & 255, number & 255, 1.0)
    if match := _RGB.fullmatch(value):
        return (int(match[1]), int(match[2]), int(match[3]), int(match[4]) / 100)
    raise ValueError(f"{value} is not written as the tokens are: #rrggbb or rgb(r g b / n%).")


def contrast(one: Colour, other: Colour) -> float:
    """How far apart two opaque colours are, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def over(above: Colour, below: Colour) -> Colour:
    """A translucent colour laid over an opaque one."""
    opacity = above[3]
    red, green, blue = (
        opacity * top + (1 - opacity) * under
        for top, under in zip(above[:3], below[:3], strict=True)
    )
    return (red, green, blue, 1.0)


def readings(css: str, pairs: tuple[tuple[str, str], ...] = PAIRS) -> list[Reading]:
    """The contrast of ``pairs`` in every theme."""
    return [
        Reading(text, surface, theme, contrast(palette[text], _surface(surface, palette)))
        for theme, palette in palettes(css).items()
        for text, surface in pairs
    ]


def _surface(name: str, palette: dict[str, Colour]) -> Colour:
    *layers, ground = name.split("+")
    colour = palette[ground]
    for layer in reversed(layers):
        colour = over(palette[layer], colour)
    return colour


def _luminance(colour: Colour) -> float:
    parts = [value / 255 for value in colour[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
