"""What is drawn is escaped, short enough and said to everybody."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from films.plots import pencil
from films.plots.figure import Column, Figure, sheet


@given(st.floats(-1e6, 1e6))
def test_lengths_are_short_numbers(value: float) -> None:
    written = pencil.units(value)
    assert abs(float(written) - value) <= 0.0501
    assert written != "-0"
    assert len(written.partition(".")[2]) <= 1


@given(st.text(), st.floats(20, 300))
def test_a_clipped_label_fits_and_begins_like_the_whole(words: str, room: float) -> None:
    shown = pencil.clipped(words, room)
    assert shown == pencil.clean(words) or shown.endswith("…")
    assert pencil.clean(words).startswith(shown.removesuffix("…").rstrip())
    assert shown == "…" or pencil.width_of(shown) <= room


@given(st.text(), st.text(), st.text())
def test_nothing_that_is_written_becomes_markup(words: str, name: str, url: str) -> None:
    drawn = sheet(
        "map",
        name,
        words,
        (10, 10),
        [pencil.link("/films/" + url, name, pencil.text(words, 1, 2, language="ja"))],
        links=True,
    )
    root = ElementTree.fromstring(drawn)  # noqa: S314
    assert [child.tag for child in root] == ["title", "desc", "a"]
    assert [child.tag for child in root[2]] == ["title", "text"]
    assert (root[0].text or "") == pencil.clean(name)


def test_a_drawing_with_links_is_a_group_and_one_without_an_image() -> None:
    assert 'role="group"' in sheet("a", "A", "B", (1, 1), [], links=True)
    assert 'role="img"' in sheet("a", "A", "B", (1, 1), [], links=False)
    drawn = sheet("a", "Map of it", "Told", (1, 1), [], links=False)
    assert 'aria-labelledby="plot-a-title"' in drawn
    assert '<title id="plot-a-title">Map of it</title>' in drawn
    assert '<desc id="plot-a-said">Told</desc>' in drawn


def test_cells_know_their_columns() -> None:
    columns = (Column("Film"), Column("Year", numbers=True))
    figure = Figure("a", "A", "B", pencil.together(()), columns, (("Akira", "1988"),))
    assert figure.table == [[(columns[0], "Akira"), (columns[1], "1988")]]
