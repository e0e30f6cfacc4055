"""Drawn posters as pixels: just as much of SVG as ``films.posters`` writes, set with Pillow.

``raster`` knows rectangles, circles, ellipses, polygons, paths, clips and lines of text; anything else
it leaves out. Shapes are drawn three times as large and made smaller, so that edges are smooth.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import acos, cos, hypot, pi, radians, sin, sqrt
from typing import Any
from xml.etree import ElementTree

from PIL import Image, ImageDraw, ImageFont

Point = tuple[float, float]
#: A font in a size; ``None`` leaves the text out.
FontOf = Callable[[str, float], ImageFont.FreeTypeFont | None]
_OVER = 3
_STEPS = 12
_TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+")
#: Signs that lie in lines and stand in columns.
_UPRIGHT = str.maketrans("ー〜…―", "｜≀⋮｜")
_TURN = re.compile(r"rotate\(([-\d.]+) ([-\d.]+) ([-\d.]+)\)")


def raster(svg: str, width: int, font_of: FontOf) -> Image.Image:
    """A drawing of ``films.posters`` in a width of pixels."""
    root = ElementTree.fromstring(svg)  # noqa: S314  (our own drawing)
    units = [float(number) for number in root.attrib["viewBox"].split()]
    scale = width / units[2] * _OVER
    size = (round(units[2] * scale), round(units[3] * scale))
    sheet = Image.new("RGB", size, "#ffffff")
    _Sheet(sheet, scale, font_of).draw(root)
    return sheet.resize((size[0] // _OVER, size[1] // _OVER), Image.Resampling.BOX)


class _Sheet:
    """An image that is drawn on, in units of the drawing."""

    def __init__(self, image: Image.Image, scale: float, font_of: FontOf) -> None:
        self.image = image
        self.scale = scale
        self.font_of = font_of
        self.clips: dict[str, Any] = {}

    def draw(self, group: Any) -> None:
        """Everything of a group, in its order."""
        for element in group:
            name = element.tag.rpartition("}")[2]
            if name == "clipPath":
                self.clips[element.attrib["id"]] = element
            elif name == "g":
                self._clipped(element)
            elif name == "text":
                self._text(element)
            else:
                self._shape(name, element.attrib)

    def _clipped(self, group: Any) -> None:
        """A group within its clip."""
        clip = self.clips[group.attrib["clip-path"][5:-1]]
        above = _Sheet(self.image.copy(), self.scale, self.font_of)
        above.clips = self.clips
        above.draw(group)
        mask = Image.new("L", self.image.size, 0)
        pen = ImageDraw.Draw(mask)
        for shape in clip:
            for points, _closed in _lines(shape.tag.rpartition("}")[2], shape.attrib):
                pen.polygon(self._scaled(points), fill=255)
        self.image.paste(above.image, mask=mask)

    def _shape(self, name: str, given: dict[str, str]) -> None:
        pen = ImageDraw.Draw(self.image, "RGBA")
        whole = float(given.get("opacity", 1))
        fill = _colour(given.get("fill", ""), whole * float(given.get("fill-opacity", 1)))
        stroke = _colour(given.get("stroke", ""), whole * float(given.get("stroke-opacity", 1)))
        wide = max(1, round(float(given.get("stroke-width", 1)) * self.scale))
        for points, closed in _lines(name, given):
            scaled = self._scaled(points)
            if fill and len(scaled) > 2:
                pen.polygon(scaled, fill=fill)
            if stroke and len(scaled) > 1:
                pen.line([*scaled, scaled[0]] if closed else scaled, stroke, wide, "curve")

    def _text(self, element: Any) -> None:
        given = element.attrib
        pen = ImageDraw.Draw(self.image)
        for part in [*element] or [element]:
            text = part.text or ""
            font = self.font_of(text, float(given["font-size"]) * self.scale)
            if font is None or not text:
                continue
            x, y = (float(part.attrib.get(n, given.get(n, 0))) * self.scale for n in "xy")
            at = (x, y)
            seam = given.get("stroke")
            edge = {"stroke_width": round(2 * self.scale), "stroke_fill": seam} if seam else {}
            if "writing-mode" in given:
                self._upright(pen, at, text, font, given, edge)
                continue
            anchor = "rs" if given.get("text-anchor") == "end" else "ls"
            pen.text(at, text, given["fill"], font, anchor, **edge)
            if edge:
                pen.text(at, text, given["fill"], font, anchor)

    @staticmethod
    def _upright(
        pen: ImageDraw.ImageDraw, at: Any, text: str, font: Any, given: Any, edge: Any
    ) -> None:
        """Letters below each other, each in the middle of its square."""
        x, y = at
        layers: tuple[dict[str, Any], ...] = (edge, {})
        for layer in layers:
            for place, sign in enumerate(text.translate(_UPRIGHT)):
                middle = (x, y + (place + 0.5) * font.size)
                pen.text(middle, sign, given["fill"], font, "mm", **layer)

    def _scaled(self, points: list[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]


def _colour(name: str, opacity: float) -> tuple[int, int, int, int] | None:
    if not name.startswith("#"):
        return None
    red, green, blue = (int(name[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue, round(255 * opacity)


def _lines(name: str, given: Any) -> Iterator[tuple[list[Point], bool]]:
    """The outlines of an element, and whether each is closed."""
    number = {key: float(value) for key, value in given.items() if _is_number(value)}
    turn = _TURN.match(given.get("transform", ""))
    if name == "rect":
        x, y, wide, high = (number.get(key, 0.0) for key in ("x", "y", "width", "height"))
        found = [([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)], True)]
    elif name in ("circle", "ellipse"):
        across, down = (number.get(key, number.get("r", 0.0)) for key in ("rx", "ry"))
        found = [(_oval(number["cx"], number["cy"], across, down), True)]
    elif name == "polygon":
        pairs = (pair.split(",") for pair in given["points"].split())
        found = [([(float(x), float(y)) for x, y in pairs], True)]
    elif name == "path":
        found = list(_path(given["d"]))
    else:
        found = []
    for points, closed in found:
        yield ([_turned(point, turn) for point in points] if turn else points), closed


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d*\.?\d+", text))


def _turned(point: Point, turn: re.Match[str]) -> Point:
    angle, x, y = (float(group) for group in turn.groups())
    along, up = point[0] - x, point[1] - y
    c, s = cos(radians(angle)), sin(radians(angle))
    return x + along * c - up * s, y + along * s + up * c


def _oval(x: float, y: float, across: float, down: float) -> list[Point]:
    return [(x + across * cos(at * pi / 45), y + down * sin(at * pi / 45)) for at in range(90)]


def _path(data: str) -> Iterator[tuple[list[Point], bool]]:
    """The lines of a path; curves and arcs in short straight steps."""
    tokens = _TOKEN.findall(data)
    at, command = 0, ""
    points: list[Point] = []

    def take(count: int) -> list[float]:
        nonlocal at
        at += count
        return [float(token) for token in tokens[at - count : at]]

    while at < len(tokens):
        if tokens[at].isalpha():
            command = tokens[at]
            at += 1
        x, y = points[-1] if points else (0.0, 0.0)
        base = (x, y) if command.islower() else (0.0, 0.0)
        letter = command.upper()
        if letter == "Z":
            yield points, True
            points = points[:1]
        elif letter == "M":
            if len(points) > 1:
                yield points, False
            points, command = [_moved(take(2), base)], "l" if command == "m" else "L"
        elif letter == "L":
            points.append(_moved(take(2), base))
        elif letter == "H":
            points.append((take(1)[0] + base[0], y))
        elif letter == "V":
            points.append((x, take(1)[0] + base[1]))
        elif letter == "C":
            values = take(6)
            points += _curve((x, y), *(_moved(values[i : i + 2], base) for i in (0, 2, 4)))
        elif letter == "A":
            values = take(7)
            points += _arc((x, y), values[0], bool(values[4]), _moved(values[5:], base))
    if len(points) > 1:
        yield points, False


def _moved(values: list[float], base: Point) -> Point:
    return values[0] + base[0], values[1] + base[1]


def _curve(start: Point, one: Point, two: Point, end: Point) -> Iterator[Point]:
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        shares = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        knots = list(zip(shares, (start, one, two, end), strict=True))
        yield sum(s * p[0] for s, p in knots), sum(s * p[1] for s, p in knots)


def _arc(start: Point, radius: float, sweep: bool, end: Point) -> Iterator[Point]:
    """The smaller arc of a circle from one point to the other."""
    chord = hypot(end[0] - start[0], end[1] - start[1])
    radius = max(radius, chord / 2)
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    off = sqrt(max(radius**2 - (chord / 2) ** 2, 0)) / (chord or 1) * (-1 if sweep else 1)
    # The centre lies on the chord's perpendicular, on the side that the direction asks for.
    x = middle[0] + off * (end[1] - start[1])
    y = middle[1] - off * (end[0] - start[0])
    first = acos(max(-1.0, min(1.0, (start[0] - x) / radius))) * (1 if start[1] >= y else -1)
    span = acos(max(-1.0, min(1.0, 1 - chord**2 / (2 * radius**2)))) * (1 if sweep else -1)
    for step in range(1, 2 * _STEPS + 1):
        angle = first + span * step / (2 * _STEPS)
        yield x + radius * cos(angle), y + radius * sin(angle)
