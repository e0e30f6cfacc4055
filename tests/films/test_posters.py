"""Drawn posters: always the same for the same film, well-formed whatever the title."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from films import poster_lettering, posters
from films.models import FilmKind

SVG = "{http://www.w3.org/2000/svg}"


def tree(svg: str) -> ElementTree.Element:
    """A poster as elements. Raises where it is not well-formed."""
    return ElementTree.fromstring(svg.encode())  # noqa: S314  (our own drawing)


def texts(svg: str) -> list[str]:
    """What is written on a poster, line by line."""
    root = tree(svg)
    return [node.text or "" for node in root.iter() if node.tag in (f"{SVG}text", f"{SVG}tspan")]


def test_the_same_film_gets_the_same_poster() -> None:
    memories = ("Memories", "メモリーズ", 1995, "anthology")
    assert posters.draw(*memories) == posters.draw(*memories)
    assert posters.version(*memories) == posters.version(*memories)


@pytest.mark.parametrize(
    "other",
    [
        ("Memories", "メモリーズ", 1996, "anthology"),
        ("Memories", "メモリーズ", 1995, "feature"),
        ("Memories", "", 1995, "anthology"),
        ("Memory", "メモリーズ", 1995, "anthology"),
    ],
)
def test_another_film_gets_another_poster_and_another_address(
    other: tuple[str, str, int, str],
) -> None:
    memories = ("Memories", "メモリーズ", 1995, "anthology")
    assert posters.draw(*other) != posters.draw(*memories)
    assert posters.version(*other) != posters.version(*memories)


def test_a_poster_names_the_film() -> None:
    svg = posters.draw("Night on the Galactic Railroad", "銀河鉄道の夜", 1985, "feature")
    written = texts(svg)
    assert " ".join(written[1:-2]) == "Night on the Galactic Railroad"
    assert "銀河鉄道の夜" in written
    assert "1985" in written
    label = tree(svg).get("aria-label")
    assert label == "Night on the Galactic Railroad (1985)"


def test_a_native_title_that_is_the_title_is_written_once() -> None:
    assert texts(posters.draw("犬王", "犬王", 2022)).count("犬王") == 1


@given(
    title=st.text(max_size=200),
    native=st.text(max_size=80),
    year=st.one_of(st.none(), st.integers(1, 9999)),
    kind=st.sampled_from(["", "unknown", *FilmKind.values]),
)
@settings(max_examples=60, deadline=None)
def test_any_title_gives_a_small_well_formed_poster(
    title: str, native: str, year: int | None, kind: str
) -> None:
    svg = posters.draw(title, native, year, kind)
    tree(svg)
    assert len(svg) < 16_000
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "").replace(title, "")


def test_markup_in_a_title_is_text() -> None:
    svg = posters.draw("<script>alert(1)</script> & \"'", "]]>", 2000)
    assert "<script" not in svg
    assert "".join(texts(svg)).startswith("<script>")


@pytest.mark.parametrize(
    "title",
    [
        "Memories",
        "Supercalifragilisticexpialidocious",
        "Kara no Kyoukai the Movie: Paradox Spiral",
        "機動戦士ガンダム 逆襲のシャア",
        "さよならの朝に約束の花をかざろう",
        "x" * 300,
        "Crayon Shin-chan: The Storm Called: Operation Golden Spy and everything after it at length",
    ],
)
def test_every_line_of_a_title_fits(title: str) -> None:
    fitted = poster_lettering.fit(title, 236)
    assert 1 <= len(fitted.texts) <= 6
    for line in fitted.texts:
        assert poster_lettering.ems(line) * fitted.size <= 236


def test_a_line_of_japanese_does_not_begin_with_closing_punctuation() -> None:
    fitted = poster_lettering.fit("ああああああ、いいいいいい。うううううう", 200)
    assert not any(line[0] in "、。" for line in fitted.texts)


def test_an_anthology_shows_three_pictures() -> None:
    root = tree(posters.draw("Memories", "", 1995, "anthology"))
    assert len(list(root.iter(f"{SVG}clipPath"))) == 4  # the frame and three panels


def test_posters_of_one_decade_share_its_paper() -> None:
    first = posters.draw("A", "", 1971)
    assert posters.paper(1979) in first
    assert posters.paper(1989) not in first


def test_a_segment_has_a_plate_in_the_shape_of_the_screen() -> None:
    root = tree(posters.draw_plate("Magnetic Rose", 1, 1995))
    assert root.get("viewBox") == "0 0 320 180"
    assert not list(root.iter(f"{SVG}text"))
