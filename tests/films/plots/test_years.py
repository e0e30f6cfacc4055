"""The axis of years, and labels that never touch."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from films.plots.titles import shortened
from films.plots.years import Axis, pack, span_of

YEARS = st.integers(1900, 2040)
SPANS = st.lists(
    st.tuples(st.floats(0, 800), st.floats(1, 200)).map(lambda pair: (pair[0], sum(pair))),
    max_size=60,
)


def touching(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@given(SPANS, st.integers(0, 6))
def test_labels_of_one_row_never_touch(spans: list[tuple[float, float]], most: int) -> None:
    rows = pack(spans, most=most)
    assert len(rows) == len(spans)
    for at, (row, span) in enumerate(zip(rows, spans, strict=True)):
        for other_row, other in zip(rows[:at], spans[:at], strict=True):
            assert row is None or row != other_row or not touching(span, other)
    if most:
        assert all(row is None or row < most for row in rows)
    else:
        assert None not in rows


def test_a_label_takes_the_row_of_what_it_belongs_to_where_there_is_room() -> None:
    spans = [(0.0, 50.0), (10.0, 60.0), (100.0, 150.0), (110.0, 150.0)]
    assert pack(spans) == [0, 1, 0, 1]
    assert pack(spans, beside=[[], [], [1], [1]]) == [0, 1, 1, 0]


@given(st.lists(YEARS, min_size=1, max_size=80))
def test_things_stand_within_their_year_and_in_order(years: list[int]) -> None:
    years.sort()
    axis = Axis(years[0], years[-1], 100, 800)
    places = axis.spread(years)
    for year, x in zip(years, places, strict=True):
        assert abs(x - axis.x(year)) <= axis.step / 2
        assert 100 <= x <= 800
    assert places == sorted(places)


@given(YEARS, YEARS)
def test_years_are_written_far_enough_apart(one: int, other: int) -> None:
    first, last = sorted((one, other))
    axis = Axis(first, last, 0, 720)
    assert axis.marks
    assert all(first <= year <= last for year in axis.marks)
    xs = [axis.x(year) for year in axis.marks]
    assert all(after - before >= 46 for before, after in pairwise(xs))


@given(st.floats(0, 800), st.floats(1, 200))
def test_a_label_that_would_pass_the_edge_ends_at_its_point(x: float, width: float) -> None:
    (start, end), ends = span_of(x, width, 820)
    assert ends == (x + width > 820)
    assert end <= 824
    assert start <= x <= end


def test_what_all_titles_begin_with_is_left_out() -> None:
    titles = ["Evangelion: 1.0", "Evangelion: 2.0", "The End of Evangelion"]
    assert shortened(titles, 2) == ["…1.0", "…2.0", "The End of Evangelion"]
    assert shortened(["ドラえもん のび太の恐竜", "ドラえもん のび太と雲の王国"], 2) == [
        "…のび太の恐竜",
        "…のび太と雲の王国",
    ]
    assert shortened(["Akira", "Akira"], 2) == ["Akira", "Akira"]
    assert shortened(["The Cat", "The Sea"], 2) == ["The Cat", "The Sea"]


@given(st.lists(st.text(), max_size=8), st.integers(2, 4))
def test_a_shortened_title_ends_like_the_title(titles: list[str], many: int) -> None:
    for title, short in zip(titles, shortened(titles, many), strict=True):
        assert short == title or title.endswith(short.removeprefix("…"))
        assert short or not title
