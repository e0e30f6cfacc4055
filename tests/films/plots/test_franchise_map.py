"""The map of a franchise."""

from hypothesis import given
from hypothesis import strategies as st

from films.models import FilmKind, RelationKind
from films.plots.franchise_map import MOST, Line, Station, franchise_map
from tests.films.plots.rows import film, links, parsed

STATIONS = st.lists(
    st.tuples(st.none() | st.integers(1917, 2030), st.sampled_from(FilmKind.values), st.text()),
    max_size=25,
).map(
    lambda rows: [
        Station(film(pk, year, title), kind) for pk, (year, kind, title) in enumerate(rows, 1)
    ]
)
LINES = st.lists(
    st.tuples(st.integers(1, 25), st.integers(1, 25), st.sampled_from(RelationKind.values)).filter(
        lambda row: row[0] != row[1]
    ),
    max_size=20,
).map(lambda rows: [Line.of(*row) for row in rows])


@given(STATIONS, LINES)
def test_every_dated_film_is_drawn_once_and_all_films_are_in_the_table(
    stations: list[Station], lines: list[Line]
) -> None:
    figure = franchise_map(stations, lines, "Evangelion")
    dated = [station.film.url for station in stations if station.film.year]
    if len(dated) < 2:
        assert figure is None
        return
    assert figure is not None
    assert sorted(links(parsed(figure))) == sorted(dated)
    assert len(figure.rows) == len(stations)


@given(STATIONS, LINES, st.randoms())
def test_the_same_rows_in_any_order_are_the_same_map(
    stations: list[Station], lines: list[Line], random: object
) -> None:
    mixed, turned = list(stations), list(lines)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    random.shuffle(turned)  # type: ignore[attr-defined]
    one, other = franchise_map(stations, lines, "A"), franchise_map(mixed, turned, "A")
    assert (one and one.drawing) == (other and other.drawing)


def test_a_relation_and_its_opposite_are_one_line() -> None:
    assert Line.of(1, 2, "sequel") == Line.of(2, 1, "prequel")
    assert Line.of(1, 2, "parent") == Line.of(2, 1, "side_story")
    assert Line.of(1, 2, "compiled_from") == Line.of(2, 1, "compilation")
    stations = [Station(film(1, 1995), "feature"), Station(film(2, 1997), "feature")]
    lines = [Line.of(1, 2, "sequel"), Line.of(2, 1, "prequel")]
    figure = franchise_map(stations, lines, "A")
    drawn = [path.get("class") for path in parsed(figure).iter("path")]
    assert drawn.count("plot__edge plot__edge--goes-on") == 1
    assert drawn.count("plot__head") == 1
    assert figure is not None
    assert [sample.label for sample in figure.legend] == ["sequel"]


def test_the_table_tells_relations_from_both_sides() -> None:
    stations = [Station(film(1, 1995), "series"), Station(film(2, 1997), "feature", story=2)]
    figure = franchise_map(stations, [Line.of(2, 1, "prequel")], "A")
    assert figure is not None
    first, second = figure.rows
    assert first[4] == 'sequel: <a href="/films/2/">Film 2</a>'
    assert second[4] == 'prequel: <a href="/films/1/">Film 1</a>'
    assert second[1:4] == ("1997", "Feature film", "2")


def test_what_two_films_share_has_no_direction() -> None:
    stations = [Station(film(1, 1995), "feature"), Station(film(2, 1997), "feature")]
    figure = franchise_map(stations, [Line.of(1, 2, "shared_setting")], "A")
    drawn = [path.get("class") for path in parsed(figure).iter("path")]
    assert "plot__edge plot__edge--touches" in drawn
    assert "plot__head" not in drawn


def test_each_kind_has_a_lane_in_the_order_of_kinds() -> None:
    stations = [Station(film(1, 1995), "ova"), Station(film(2, 1997), "feature")]
    root = parsed(franchise_map(stations, [], "A"))
    lanes = [text.text for text in root.iter("text") if text.get("class") == "plot__lane"]
    assert lanes == ["Feature film", "OVA"]


def test_a_long_franchise_is_drawn_in_part_and_told_in_full() -> None:
    stations = [Station(film(pk, 1950 + pk % 70), "feature") for pk in range(1, MOST + 30)]
    figure = franchise_map(stations, [], "A")
    assert len(links(parsed(figure))) == MOST
    assert figure is not None
    assert len(figure.rows) == len(stations)
