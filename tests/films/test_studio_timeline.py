"""Timelines of studios: what is drawn, and what the page says."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from films.cards import FilmCard
from films.models import CompanyRole, Film
from films.studio_timeline import Director, Made, timeline
from tests import cast
from wiki.actions.hide import hide
from wiki.title_language import Titles


def made(
    pk: int, year: int | None, *, directors: Any = (), role: str = "animation", title: str = ""
) -> Made:
    """A film of a studio."""
    name = title or f"Film {pk}"
    card = FilmCard(pk, Titles(name), f"/films/{pk}/", "", year, "", None)
    found = [Director(d, Titles(f"Director {d}"), f"/people/{d}/") for d in directors]
    return Made(card, [role], found)


def drawing(works: list[Made], **bounds: Any) -> ElementTree.Element:
    figure = timeline(works, "Ghibli", **bounds)
    assert figure is not None
    return ElementTree.fromstring(figure.drawing)  # noqa: S314


def links(root: ElementTree.Element) -> list[str]:
    return [found.attrib["href"] for found in root.iter("a")]


def test_every_dated_film_has_a_square_that_leads_to_it() -> None:
    works = [made(1, 1986), made(2, 1988), made(3, 1988, role="production"), made(4, None)]
    root = drawing(works)
    assert sorted(links(root)) == ["/films/1/", "/films/2/", "/films/3/"]
    assert len(root.findall(".//*[@class='plot__mark plot__mark--open']")) == 1


def test_a_director_has_a_row_from_the_second_film_on() -> None:
    works = [
        made(1, 1986, directors=[7]),
        made(2, 1988, directors=[7, 8]),
        made(3, 1991, directors=[9]),
    ]
    root = drawing(works)
    assert [link for link in links(root) if link.startswith("/people/")] == ["/people/7/"]
    assert len(root.findall(".//circle")) == 2


def test_the_table_says_the_same_and_more() -> None:
    works = [made(1, 1986, directors=[7]), made(2, 1988, title="<b>"), made(3, 1991), made(4, None)]
    figure = timeline(works, "Ghibli", founded=1985, closed=1995)
    assert figure is not None
    assert [row[1] for row in figure.rows] == ["1986", "1988", "1991", "–"]
    assert figure.rows[0][2:] == ("Animation production", '<a href="/people/7/">Director 7</a>')
    assert "&lt;b&gt;" in figure.rows[1][0]
    assert "<b>" not in figure.drawing
    assert [sample.label for sample in figure.legend] == [
        "animation production",
        "founded or closed",
    ]


@pytest.mark.parametrize(
    "years", [[], [1986], [1986, 1988], [1988, 1988, 1988], [None, None, 1988]]
)
def test_few_films_need_no_drawing(years: list[int | None]) -> None:
    assert timeline([made(pk, year) for pk, year in enumerate(years)], "Ghibli") is None


@given(
    st.lists(
        st.builds(
            made,
            st.integers(1, 10**9),
            st.none() | st.integers(1900, 2100),
            directors=st.lists(st.integers(1, 9), max_size=3, unique=True),
            role=st.sampled_from(CompanyRole.values),
            title=st.text(min_size=1, max_size=80),
        ),
        min_size=3,
        max_size=60,
        unique_by=lambda each: each.film.pk,
    ),
    st.none() | st.integers(1890, 2110),
)
def test_a_drawing_is_well_formed_and_stays_on_its_sheet(works: list[Made], founded: Any) -> None:
    works.sort(key=lambda each: each.film.year or 9999)
    figure = timeline(works, "Ghibli", founded=founded)
    if figure is None:
        return
    root = ElementTree.fromstring(figure.drawing)  # noqa: S314
    width, height = (float(root.attrib[name]) for name in ("width", "height"))
    for rect in root.iter("rect"):
        x, y, side = (float(rect.attrib[name]) for name in ("x", "y", "width"))
        assert 0 <= x <= x + side <= width
        assert 0 <= y <= y + side <= height
    assert not re.search(r"\bstyle=|<script|\bon\w+=", figure.drawing)
    again = timeline(works, "Ghibli", founded=founded)
    assert again is not None
    assert again.drawing == figure.drawing


# The page ----------------------------------------------------------------------------------------


def studio(*years: int) -> Any:
    """Studio Ghibli with a film a year, all directed by one person."""
    ghibli = cast.company("Studio Ghibli", founded="1985-06-15")
    person = cast.person("Hayao Miyazaki")
    for year in years:
        rows = {
            "release:new1": {"date": str(year)},
            "credit:new1": {"role": "director", "person": f"person:{person.pk}"},
            "companycredit:new1": {"role": "animation", "company": f"company:{ghibli.pk}"},
            "companycredit:new2": {"role": "production", "company": f"company:{ghibli.pk}"},
        }
        cast.film(f"Film of {year}", rows=rows)
    return ghibli


@pytest.mark.django_db
def test_the_page_tells_of_each_year_and_is_led_to(client: Client) -> None:
    ghibli = studio(1986, 1988, 1989)
    address = f"{ghibli.get_absolute_url()}timeline/"
    assert f'href="{address}"' in client.get(ghibli.get_absolute_url()).content.decode()
    answer = client.get(address)
    page = answer.content.decode()
    assert "Timeline of Studio Ghibli" in page
    assert "3 films · 1986–1989 · founded 1985" in page
    assert [year for year, _works in answer.context["years"]] == [1986, 1988, 1989]
    assert page.count("Animation production, production · Directed by") == 3


@pytest.mark.django_db
def test_hidden_films_are_on_no_timeline(client: Client) -> None:
    ghibli = studio(1986)
    address = f"{ghibli.get_absolute_url()}timeline/"
    (film,) = client.get(address).context["years"][0][1]
    hide(Film.objects.get(pk=film.film.pk), user=cast.tatsuo(), summary="Not a film")
    page = client.get(address)
    assert page.context["years"] == []
    assert b'class="invite"' in page.content


@pytest.mark.django_db
def test_companies_that_there_are_not_have_no_timeline(client: Client) -> None:
    ghibli = studio()
    assert client.get("/companies/999999/timeline/").status_code == 404
    answer = client.get(f"/companies/{ghibli.pk}/timeline/")
    assert answer["Location"] == f"{ghibli.get_absolute_url()}timeline/"


@pytest.mark.django_db
def test_a_timeline_costs_the_same_for_many_films(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    address = f"{studio(1986, 1988, 1989, 1991).get_absolute_url()}timeline/"
    with django_assert_max_num_queries(6):
        client.get(address)
