"""A person's work along the years."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from films.plots.career import MOST, ROLES, TITLES, Job, career
from tests.films.plots.rows import film, links, parsed

ORDER = {"Director": 0, "Writer": 1, "Key animation": 2, "Voice": 3}
JOBS = st.lists(
    st.tuples(
        st.none() | st.integers(1950, 2030),
        st.lists(st.sampled_from([*ORDER, "特別協力"]), min_size=1, unique=True),
    ),
    max_size=30,
).map(lambda rows: [Job(film(pk, year), tuple(roles)) for pk, (year, roles) in enumerate(rows, 1)])


def marks(root: ElementTree.Element) -> dict[str, list[float]]:
    """The heights of each film's marks."""
    return {
        link.get("href", ""): [float(rect.get("y", "0")) for rect in link.iter("rect")]
        for link in root.iter("a")
    }


@given(JOBS)
def test_each_dated_film_is_one_link_with_a_mark_for_each_role(jobs: list[Job]) -> None:
    figure = career(jobs, "Satoshi Kon", ORDER)
    years = {job.film.year for job in jobs if job.film.year}
    dated = [job for job in jobs if job.film.year]
    if len(dated) < 3 or len(years) < 2:
        assert figure is None
        return
    drawn = marks(parsed(figure))
    assert {url: len(ys) for url, ys in drawn.items()} == {
        job.film.url: len(job.roles) for job in dated
    }
    assert figure is not None
    assert len(figure.rows) == len(jobs)


def test_the_foremost_role_is_the_first_row() -> None:
    jobs = [
        Job(film(1, 1985), ("Key animation",)),
        Job(film(2, 1990), ("Writer", "Key animation")),
        Job(film(3, 1997), ("Director", "Writer")),
    ]
    root = parsed(career(jobs, "Satoshi Kon", ORDER))
    rows = [text.text for text in root.iter("text") if text.get("class") == "plot__lane"]
    assert rows == ["Director", "Writer", "Key animation"]
    drawn = marks(root)
    assert drawn["/films/2/"][1:] == drawn["/films/1/"]
    assert drawn["/films/3/"][0] < drawn["/films/2/"][0] == drawn["/films/3/"][1]


def test_rare_roles_share_a_row_where_there_are_many() -> None:
    jobs = [Job(film(pk, 1980 + pk), (f"Role {pk}", "Director")) for pk in range(1, 20)]
    root = parsed(career(jobs, "Satoshi Kon", ORDER))
    rows = [text.text for text in root.iter("text") if text.get("class") == "plot__lane"]
    assert len(rows) == ROLES
    assert rows[0] == "Director"
    assert rows[-1] == "Other work"


def test_titles_that_fit_are_those_of_the_foremost_work() -> None:
    jobs = [
        Job(film(pk, 1990 + pk % 3), ("Director" if pk == 70 else "Key animation",))
        for pk in range(1, 71)
    ]
    root = parsed(career(jobs, "Satoshi Kon", ORDER))
    labels = {link.get("href", ""): link.find("text") for link in root.iter("a")}
    heights = {label.get("y") for label in labels.values() if label is not None}
    assert labels["/films/70/"] is not None
    assert len(heights) <= TITLES
    assert None in labels.values()
    assert len(links(root)) == 70


def test_a_link_says_the_film_its_year_and_the_roles() -> None:
    jobs = [Job(film(pk, 1990 + pk, "Perfect <Blue>"), ("Director", "Writer")) for pk in (1, 2, 3)]
    (first, *_rest) = parsed(career(jobs, "Satoshi Kon", ORDER)).iter("a")
    assert first.findtext("title") == "Perfect <Blue> (1991): Director, Writer"


def test_of_very_many_films_those_of_the_foremost_roles_are_drawn() -> None:
    jobs = [
        Job(film(pk, 1950 + pk % 70), ("Voice" if pk % 2 else "Director",))
        for pk in range(1, 2 * MOST)
    ]
    figure = career(jobs, "Satoshi Kon", ORDER)
    drawn = links(parsed(figure))
    assert len(drawn) == MOST
    assert {f"/films/{pk}/" for pk in range(2, 2 * MOST, 2)} <= set(drawn)
    assert figure is not None
    assert len(figure.rows) == len(jobs)
    assert figure.caption == "300 films are drawn; the table has all."
