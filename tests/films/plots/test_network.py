"""People around somebody."""

from hypothesis import given
from hypothesis import strategies as st

from films.plots.network import Partner, network
from tests.films.plots.rows import film, links, parsed
from wiki.title_language import Titles

FILMS = {pk: film(pk, 1980 + pk) for pk in range(1, 30)}


def partner(pk: int, *films: int, name: str = "") -> Partner:
    return Partner(pk, Titles(name or f"Person {pk}"), f"/people/{pk}/", frozenset(films))


PARTNERS = st.lists(st.frozensets(st.integers(1, 29), min_size=1), min_size=0, max_size=16).map(
    lambda sets: [Partner(pk, Titles(f"P{pk}"), f"/people/{pk}/", s) for pk, s in enumerate(sets)]
)


@given(PARTNERS)
def test_everybody_stands_once_and_no_two_names_in_one_row_of_a_side(
    partners: list[Partner],
) -> None:
    figure = network("Satoshi Kon", partners, FILMS, caption="Told")
    if len(partners) < 3:
        assert figure is None
        return
    root = parsed(figure)
    assert sorted(links(root)) == sorted(each.url for each in partners)
    middle = next(
        float(text.get("x", "0")) for text in root.iter("text") if "centre" in text.get("class", "")
    )
    places = [
        (float(dot.get("cx", "0")) > middle, float(dot.get("cy", "0")))
        for dot in root.iter("circle")
    ]
    for at, (side, y) in enumerate(places):
        for other_side, other_y in places[at + 1 :]:
            assert side != other_side or abs(y - other_y) >= 40


def test_more_films_are_thicker_lines() -> None:
    partners = [partner(1, 1, 2, 3, 4), partner(2, 1, 2), partner(3, 1)]
    root = parsed(network("Satoshi Kon", partners, FILMS, caption="Told"))
    widths = [
        float(path.get("stroke-width", "0"))
        for path in root.iter("path")
        if path.get("class") == "plot__spoke"
    ]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 3


def test_a_line_joins_those_who_share_two_films() -> None:
    partners = [partner(1, 1, 2, 3), partner(2, 2, 3), partner(3, 1, 4)]
    figure = network("Satoshi Kon", partners, FILMS, caption="Told")
    ties = [path for path in parsed(figure).iter("path") if path.get("class") == "plot__tie"]
    assert len(ties) == 1
    assert figure is not None
    assert len(figure.legend) == 2


def test_the_table_names_films_latest_first_and_how_many_more() -> None:
    partners = [partner(1, *range(1, 9)), partner(2, 1), partner(3, 2)]
    figure = network("Satoshi Kon", partners, FILMS, caption="Told")
    assert figure is not None
    person, count, films = figure.rows[0]
    assert (person, count) == ('<a href="/people/1/">Person 1</a>', "8")
    assert films.startswith('<a href="/films/8/">Film 8</a>, <a href="/films/7/">')
    assert films.endswith(" and 3 more")
