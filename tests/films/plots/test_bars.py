"""Charts of bars."""

from hypothesis import given
from hypothesis import strategies as st

from films.plots.bars import FOOT, TOP, WIDTH, Bar, Chart, lying, upright
from films.plots.figure import Figure
from tests.films.plots.rows import parsed

CHART = Chart("months", "By month", "The most in May.", "Month", "Films")
_BARS = st.lists(
    st.builds(
        Bar,
        label=st.text(max_size=40),
        value=st.one_of(st.integers(0, 10**6), st.floats(0, 10**6)),
        url=st.sampled_from(["", "/x/?a=1&b=2"]),
        strong=st.booleans(),
    ),
    max_size=80,
)


def areas(figure: Figure | None) -> list[tuple[float, float, float, float]]:
    """Place and size of each bar."""
    return [
        tuple(float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))  # type: ignore[misc]
        for rect in parsed(figure).iter("rect")
        if "plot__area" in (rect.get("class") or "")
    ]


@given(_BARS)
def test_upright_bars_stay_on_the_sheet_and_the_table_has_all(bars: list[Bar]) -> None:
    figure = upright(CHART, bars)
    if not any(bar.value for bar in bars):
        assert figure is None
        return
    assert figure is not None
    assert len(figure.rows) == len(bars)
    assert len(areas(figure)) == sum(bool(bar.value) for bar in bars)
    for x, y, width, height in areas(figure):
        assert -0.2 <= x <= x + width <= WIDTH + 0.2
        assert y >= TOP - 0.2
        assert abs(y + height - FOOT) < 0.2


@given(_BARS)
def test_lying_bars_stay_on_the_sheet_and_the_table_has_all(bars: list[Bar]) -> None:
    figure = lying(CHART, bars)
    if not any(bar.value for bar in bars):
        assert figure is None
        return
    assert figure is not None
    assert len(figure.rows) == len(bars)
    for x, _y, width, _height in areas(figure):
        assert 0 <= x <= x + width <= WIDTH + 0.2


def test_bars_are_as_long_as_their_values() -> None:
    bars = [Bar("Madhouse", 8), Bar("Studio 4°C", 4), Bar("Sunrise", 2)]
    widths = [width for _x, _y, width, _height in areas(lying(CHART, bars))]
    assert [round(widths[0] / width) for width in widths] == [1, 2, 4]
    heights = [height for _x, _y, _width, height in areas(upright(CHART, bars))]
    assert [round(heights[0] / height) for height in heights] == [1, 2, 4]


def test_a_bar_leads_somewhere_if_a_finger_can_touch_it() -> None:
    few = [Bar(str(at), at, url=f"/{at}/") for at in range(1, 6)]
    many = [Bar(str(at), at, url=f"/{at}/") for at in range(1, 41)]
    assert len(list(parsed(upright(CHART, few)).iter("a"))) == 5
    figure = upright(CHART, many)
    assert not list(parsed(figure).iter("a"))
    assert parsed(figure).get("role") == "img"
    assert figure is not None
    assert figure.rows[0][0] == '<a href="/1/">1</a>'


def test_values_stand_above_bars_or_lines_tell_heights() -> None:
    few = upright(CHART, [Bar("a", 3), Bar("b", 0)])
    many = upright(CHART, [Bar(str(year), 1200 + year) for year in range(1960, 2020)])
    assert "plot__grid" not in str(few and few.drawing)
    assert "plot__grid" in str(many and many.drawing)


def test_how_a_value_is_written_can_be_said() -> None:
    figure = lying(CHART, [Bar("Madhouse", 95, shown="1 h 35 min", url="/c/1/")])
    assert figure is not None
    assert figure.rows == (('<a href="/c/1/">Madhouse</a>', "1 h 35 min"),)
    assert "Madhouse: 1 h 35 min" in figure.drawing
