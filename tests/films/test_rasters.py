"""Drawn posters as pixels: where the drawing says, in its colours, whatever the film is called."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageColor

from films import posters
from films.rasters import raster

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
    '<clipPath id="f"><rect x="0" y="0" width="50" height="100"/></clipPath>'
    '<rect x="0" y="0" width="100" height="100" fill="#ffffff"/>{}</svg>'
)


def _pixel(drawn: str, x: int, y: int) -> tuple[int, ...]:
    image = raster(_SVG.format(drawn), 100, lambda text, size: None)
    assert image.size == (100, 100)
    pixel = image.getpixel((x, y))
    assert isinstance(pixel, tuple)
    return pixel


def test_shapes_are_where_the_drawing_says() -> None:
    red, white = (255, 0, 0), (255, 255, 255)
    circle = '<circle cx="50" cy="50" r="20" fill="#ff0000"/>'
    assert (_pixel(circle, 50, 50), _pixel(circle, 75, 50)) == (red, white)
    curve = '<path d="M0 50C25 50 75 50 100 50V100H0Z" fill="#ff0000"/>'
    assert (_pixel(curve, 50, 80), _pixel(curve, 50, 20)) == (red, white)
    turned = '<polygon points="0,0 20,0 20,20 0,20" fill="#ff0000" transform="rotate(180 50 50)"/>'
    assert (_pixel(turned, 90, 90), _pixel(turned, 10, 10)) == (red, white)
    arc = '<path d="M50 20a30 30 0 0 1 0 60Z" fill="#ff0000"/>'
    assert (_pixel(arc, 70, 50), _pixel(arc, 40, 50)) == (red, white)


def test_a_group_stays_within_its_clip() -> None:
    group = '<g clip-path="url(#f)"><rect width="100" height="100" fill="#00ff00"/></g>'
    assert (_pixel(group, 20, 50), _pixel(group, 80, 50)) == ((0, 255, 0), (255, 255, 255))


def test_what_is_seen_through_takes_on_what_is_behind() -> None:
    assert _pixel('<rect width="9" height="9" fill="#000000" opacity=".5"/>', 4, 4)[0] in (127, 128)


@settings(max_examples=40, deadline=None)
@given(
    title=st.text(max_size=40),
    year=st.none() | st.integers(1910, 2030),
    kind=st.sampled_from(("feature", "anthology", "ova", "")),
)
def test_every_poster_that_can_be_drawn_can_be_set_in_pixels(
    title: str, year: int | None, kind: str
) -> None:
    image = raster(posters.draw(title, "", year, kind), 60, lambda text, size: None)
    assert image.size == (60, 90)
    assert image.getpixel((1, 88)) == ImageColor.getrgb(posters.paper(year))
