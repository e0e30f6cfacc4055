"""Films by year and kind."""

from hypothesis import given
from hypothesis import strategies as st

from films.models import FilmKind
from films.plots.films_by_year import BOTTOM, TOP, films_by_year, scale
from tests.films.plots.rows import parsed


@given(st.integers(1, 10**7))
def test_heights_have_few_steps_that_are_easy_to_read(most: int) -> None:
    step, top = scale(most)
    assert most <= top <= most + step
    assert top // step <= 5
    assert top % step == 0
    assert str(step).rstrip("0") in ("1", "2", "5")


@given(
    st.dictionaries(
        st.tuples(st.integers(1917, 2030), st.sampled_from(FilmKind.values)),
        st.integers(1, 5000),
        max_size=60,
    )
)
def test_a_column_for_each_count_within_the_sheet(counts: dict[tuple[int, str], int]) -> None:
    figure = films_by_year(counts)
    years = {year for year, _kind in counts}
    if len(years) < 2:
        assert figure is None
        return
    rects = list(parsed(figure).iter("rect"))
    assert len(rects) == len(counts)
    for rect in rects:
        y, height = float(rect.get("y", "0")), float(rect.get("height", "0"))
        assert TOP - 0.2 <= y <= y + height <= BOTTOM + 0.2
    assert figure is not None
    assert len(figure.rows) == len(years)
    assert len(figure.legend) == len({kind for _year, kind in counts})


def test_the_table_counts_each_kind_and_all() -> None:
    counts = {(1987, "feature"): 1200, (1987, "ova"): 34, (1988, "feature"): 5}
    figure = films_by_year(counts)
    assert figure is not None
    assert [column.label for column in figure.columns] == ["Year", "Feature film", "OVA", "All"]
    assert figure.rows == (
        ('<a href="/years/1988/">1988</a>', "5", "0", "5"),
        ('<a href="/years/1987/">1987</a>', "1,200", "34", "1,234"),
    )
    assert figure.caption == "From 1987 to 1988; the most came out in 1987: 1,234."


def test_kinds_are_told_apart_by_hatching_not_by_colour() -> None:
    counts = {(year, kind): 1 for year in (1987, 1988) for kind in FilmKind.values}
    fills = {
        (rect.get("fill"), rect.get("class")) for rect in parsed(films_by_year(counts)).iter("rect")
    }
    assert len(fills) == len(FilmKind.values)
    assert not any("#" in (fill or "") and "url" not in (fill or "") for fill, _css in fills)
