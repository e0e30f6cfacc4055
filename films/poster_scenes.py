"""The pictures on drawn posters: a few scenes in flat colours, as a layout artist would rough them.

A scene is a function of a ``Hand`` (where the chance comes from), a ``Palette`` and a ``Frame``; it
returns SVG elements. The same hand draws the same picture everywhere and for ever.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from math import cos, pi, sin
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Palette(NamedTuple):
    """Colours from far to near, and the colour of light."""

    sky: str
    far: str
    mid: str
    near: str
    light: str


class Frame(NamedTuple):
    """The picture on its sheet and the height of its horizon.

    A title in the sky ends at ``head``; one on the ground begins at ``clear``.
    """

    left: float
    top: float
    right: float
    bottom: float
    horizon: float
    clear: float
    head: float

    @property
    def width(self) -> float:
        """From edge to edge."""
        return self.right - self.left


class Hand:
    """Chance that is always the same for the same words."""

    def __init__(self, *words: object) -> None:
        self._seed = "\0".join(str(word) for word in words).encode()
        self._count = 0
        self._bytes = b""

    def share(self) -> float:
        """A number from 0 up to 1."""
        if len(self._bytes) < 2:
            salt = self._count.to_bytes(4, "big")
            self._bytes = hashlib.blake2b(self._seed + salt, digest_size=64).digest()
            self._count += 1
        value, self._bytes = self._bytes[:2], self._bytes[2:]
        return int.from_bytes(value, "big") / 65536

    def between(self, low: float, high: float) -> float:
        """A number from ``low`` up to ``high``."""
        return low + (high - low) * self.share()

    def pick(self, choices: Sequence[T]) -> T:
        """One of ``choices``."""
        return choices[int(self.share() * len(choices))]


Scene = Callable[[Hand, Palette, Frame], list[str]]


def _n(value: float) -> str:
    """A coordinate, as short as it can be written."""
    return f"{value:.1f}".removesuffix(".0")


def _path(points: Sequence[tuple[float, float]], frame: Frame) -> str:
    """A smooth edge through ``points``, closed along the bottom of the frame."""
    (x, y), rest = points[0], points[1:]
    steps = [f"M{_n(x)} {_n(y)}"]
    for to_x, to_y in rest:
        bend = (to_x - x) / 2
        steps.append(f"C{_n(x + bend)} {_n(y)} {_n(to_x - bend)} {_n(to_y)} {_n(to_x)} {_n(to_y)}")
        x, y = to_x, to_y
    return "".join(steps) + f"V{_n(frame.bottom)}H{_n(frame.left)}Z"


def rectangle(x: float, y: float, width: float, height: float, fill: str) -> str:
    """A filled rectangle."""
    return (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" fill="{fill}"/>'
    )


def polygon(points: Sequence[tuple[float, float]], fill: str, more: str = "") -> str:
    """A filled polygon."""
    corners = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    return f'<polygon points="{corners}" fill="{fill}"{more}/>'


def disc(x: float, y: float, radius: float, fill: str) -> str:
    """A filled circle."""
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}"/>'


def _sun(hand: Hand, palette: Palette, frame: Frame, low: float = 0.35, high: float = 0.95) -> str:
    """A disc of light somewhere above the horizon."""
    span = frame.horizon - frame.top
    x = hand.between(frame.left + 40, frame.right - 40)
    y = frame.top + span * hand.between(low, high)
    radius = hand.between(18, 46)
    return disc(x, max(y, min(frame.head + radius + 6, frame.horizon)), radius, palette.light)


def hills(hand: Hand, palette: Palette, frame: Frame) -> list[str]:
    """Ridges behind each other."""
    drawn = [_sun(hand, palette, frame)]
    depth = frame.bottom - frame.horizon
    for layer, fill in enumerate((palette.far, palette.mid, palette.near)):
        base = min(frame.horizon + depth * (0.02 + 0.3 * layer), frame.clear - 60 + 24 * layer)
        swing = hand.between(16, 46) * (1 - 0.2 * layer)
        count = 3 + int(hand.share() * 3)
        points = [
            (frame.left + frame.width * i / count, base + hand.between(-swing, swing * 0.5))
            for i in range(count + 1)
        ]
        drawn.append(f'<path d="{_path(points, frame)}" fill="{fill}"/>')
    return drawn


def city(hand: Hand, palette: Palette, frame: Frame) -> list[str]:
    """Two rows of blocks, some windows lit."""
    drawn = [_sun(hand, palette, frame, 0.5, 1)]
    for fill, low, high, step in (
        (palette.far, 20, 105, 30),
        (palette.near, -30, 55, 46),
    ):
        x = frame.left - 8
        while x < frame.right:
            width = hand.between(step * 0.6, step * 1.3)
            top = frame.horizon - hand.between(low, high)
            drawn.append(rectangle(x, top, width + 0.5, frame.bottom - top, fill))
            if fill == palette.near:
                for _window in range(int(hand.between(0, 5))):
                    at_x = x + 5 + 8 * int(hand.between(0, max(1, (width - 10) / 8)))
                    at_y = top + 8 + 12 * int(hand.between(0, 4))
                    drawn.append(rectangle(at_x, at_y, 3.5, 5, palette.light))
            x += width
    return drawn


def sea(hand: Hand, palette: Palette, frame: Frame) -> list[str]:
    """Water to the horizon, light on it, perhaps an island."""
    x = hand.between(frame.left + 60, frame.right - 60)
    radius = hand.between(20, 44)
    drawn = [disc(x, frame.horizon - radius * hand.between(-0.3, 1.6), radius, palette.light)]
    drawn.append(rectangle(frame.left, frame.horizon, frame.width, 400, palette.mid))
    if hand.share() < 0.6:
        at = hand.between(frame.left, frame.right - 70)
        island = ((at, 0), (at + 34, 26), (at + 90, 0))
        drawn.append(polygon([(x, frame.horizon - y) for x, y in island], palette.far))
    y, gap = frame.horizon + 8, 7.0
    while y < frame.bottom:
        half = hand.between(0.3, 1) * radius * (0.7 + (y - frame.horizon) / 130)
        shift = hand.between(-9, 9)
        drawn.append(rectangle(x - half + shift, y, 2 * half, gap * 0.3, palette.light))
        y += gap
        gap *= 1.16
    swell = frame.clear - hand.between(12, 26)
    points = [(frame.left + frame.width * i / 4, swell + hand.between(-12, 8)) for i in range(5)]
    drawn.append(f'<path d="{_path(points, frame)}" fill="{palette.near}"/>')
    return drawn


def road(hand: Hand, palette: Palette, frame: Frame) -> list[str]:
    """A way that runs to the vanishing point between poles."""
    x = hand.between(frame.left + 70, frame.right - 70)
    y = frame.horizon
    drawn = [_sun(hand, palette, frame), rectangle(frame.left, y, frame.width, 400, palette.mid)]
    points = [(frame.left + frame.width * i / 3, y - hand.between(0, 22)) for i in range(4)]
    drawn.insert(1, f'<path d="{_path(points, frame)}" fill="{palette.far}"/>')
    wide = hand.between(60, 120)
    foot = x + hand.between(-70, 70)
    ends = ((x - 2, y), (x + 2, y), (foot + wide, frame.bottom), (foot - wide, frame.bottom))
    drawn.append(polygon(ends, palette.near))
    side = hand.pick((-1, 1))
    for step in range(5):
        scale = 0.62**step
        at = x + side * 165 * scale
        tall = 190 * scale
        drawn.append(
            rectangle(at, y + 30 * scale - tall, 5 * scale + 0.6, tall + 24 * scale, palette.near)
        )
        drawn.append(
            rectangle(at - 15 * scale, y - tall + 46 * scale, 34 * scale, 2.6 * scale, palette.near)
        )
    return drawn


def planet(hand: Hand, palette: Palette, frame: Frame) -> list[str]:
    """A great disc, its ring, and stars."""
    drawn = []
    for _star in range(26):
        at_x, at_y = hand.between(frame.left, frame.right), hand.between(frame.top, frame.bottom)
        drawn.append(disc(at_x, at_y, hand.between(0.5, 1.5), palette.light))
    x = hand.between(frame.left + 30, frame.right - 30)
    y = hand.between(frame.horizon - 50, frame.horizon + 40)
    radius = hand.between(74, 118)
    drawn.append(disc(x, y, radius, palette.mid))
    turn = hand.between(-40, 40)
    drawn.append(
        f'<path d="M{_n(x)} {_n(y - radius)}a{_n(radius)} {_n(radius)} 0 0 1 0 {_n(2 * radius)}'
        f'a{_n(radius * 1.5)} {_n(radius * 1.5)} 0 0 0 0-{_n(2 * radius)}Z" fill="{palette.near}"'
        f' transform="rotate({_n(turn)} {_n(x)} {_n(y)})"/>'
    )
    drawn.append(
        f'<ellipse cx="{_n(x)}" cy="{_n(y)}" rx="{_n(radius * 1.6)}" ry="{_n(radius * 0.24)}"'
        f' fill="none" stroke="{palette.light}" stroke-width="3"'
        f' transform="rotate({_n(turn - 12)} {_n(x)} {_n(y)})"/>'
    )
    return drawn


def clouds(hand: Hand, palette: Palette, frame: Frame) -> list[str]:
    """Summer clouds that tower over a low land."""
    drawn = []
    for fill, lift in ((palette.far, 46.0), (palette.light, 0.0)):
        x = frame.left - 10
        while x < frame.right + 20:
            radius = hand.between(20, 46)
            drawn.append(disc(x, frame.horizon + 18 - lift - hand.between(0, 42), radius, fill))
            x += radius * 0.85
    drawn.append(rectangle(frame.left, frame.horizon + 18, frame.width, 400, palette.light))
    land = frame.horizon + (frame.bottom - frame.horizon) * 0.34
    for fill, level in ((palette.mid, land), (palette.near, min(land + 36, frame.clear - 14))):
        points = [
            (frame.left + frame.width * i / 4, level + hand.between(-10, 10)) for i in range(5)
        ]
        drawn.append(f'<path d="{_path(points, frame)}" fill="{fill}"/>')
    return drawn


def forest(hand: Hand, palette: Palette, frame: Frame) -> list[str]:
    """Trunks, near and far, and light between them."""
    drawn = [_sun(hand, palette, frame, 0.4, 0.8)]
    last = min(130.0, frame.clear - frame.horizon - 10)
    for fill, count, thick, foot in (
        (palette.far, 9, 6, min(14.0, last - 60)),
        (palette.mid, 6, 12, min(50.0, last - 30)),
        (palette.near, 3, 26, last),
    ):
        for _trunk in range(count):
            x = hand.between(frame.left - 6, frame.right)
            lean = hand.between(-9, 9)
            wide = hand.between(thick * 0.6, thick * 1.3)
            base = frame.horizon + foot
            top = ((x + lean, frame.top), (x + lean + wide * 0.7, frame.top))
            drawn.append(polygon((*top, (x + wide, base), (x - wide * 0.2, base)), fill))
        drawn.append(rectangle(frame.left, frame.horizon + foot - 6, frame.width, 400, fill))
    return drawn


def rays(hand: Hand, palette: Palette, frame: Frame) -> list[str]:
    """Lines of speed out of one point."""
    x = hand.between(frame.left + 60, frame.right - 60)
    y = frame.horizon + hand.between(-30, 20)
    drawn = []
    count = 13 + int(hand.share() * 8)
    for ray in range(count):
        start = 2 * pi * (ray + hand.between(-0.25, 0.25)) / count
        wide = 2 * pi / count * hand.between(0.2, 0.6)
        fill = hand.pick((palette.far, palette.far, palette.mid))
        ends = [(x + 560 * cos(at), y + 560 * sin(at)) for at in (start, start + wide)]
        drawn.append(polygon([(x, y), *ends], fill))
    drawn.append(disc(x, y, hand.between(26, 60), palette.light))
    low = frame.clear - hand.between(14, 30)
    points = [(frame.left + frame.width * i / 3, low + hand.between(-14, 10)) for i in range(4)]
    drawn.append(f'<path d="{_path(points, frame)}" fill="{palette.near}"/>')
    return drawn


def window(hand: Hand, palette: Palette, frame: Frame) -> list[str]:
    """A dark room, a bright window, its light on the floor."""
    drawn = [rectangle(frame.left, frame.top, frame.width, 500, palette.mid)]
    floor = min(frame.horizon + (frame.bottom - frame.horizon) * 0.3, frame.clear - 66)
    reach = min(66.0, frame.clear - floor - 14)
    drawn.append(rectangle(frame.left, floor, frame.width, 400, palette.near))
    wide, tall = hand.between(90, 140), hand.between(90, 130)
    x = hand.between(frame.left + 20, frame.right - wide - 20)
    y = max(floor - tall - hand.between(34, 52), frame.head + 10)
    tall = min(tall, floor - 16 - y)
    drawn.append(rectangle(x, y, wide, tall, palette.sky))
    hill = y + tall * hand.between(0.55, 0.75)
    drawn.append(rectangle(x, hill, wide, y + tall - hill, palette.far))
    drawn.append(disc(x + wide * hand.between(0.2, 0.8), hill - 14, 12, palette.light))
    drawn.append(rectangle(x + wide / 2 - 2, y, 4, tall, palette.near))
    drawn.append(rectangle(x, y + tall * 0.45, wide, 3, palette.near))
    slant = hand.pick((-46, 46))
    edge = ((x, floor + 10), (x + wide, floor + 10))
    cast = ((x + wide + slant, floor + reach), (x + slant, floor + reach))
    drawn.append(polygon((*edge, *cast), palette.light, ' opacity=".5"'))
    return drawn


class Stage(NamedTuple):
    """A scene, and the colour behind a title above and below; "" where none can be set."""

    draw: Scene
    above: str
    below: str


STAGES = (
    Stage(hills, "sky", "near"),
    Stage(city, "sky", "near"),
    Stage(sea, "sky", "near"),
    Stage(road, "sky", ""),
    Stage(planet, "sky", "sky"),
    Stage(clouds, "sky", "near"),
    Stage(forest, "", "near"),
    Stage(rays, "", "near"),
    Stage(window, "mid", "near"),
)
