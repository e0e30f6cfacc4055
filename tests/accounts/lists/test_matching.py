"""What pasted titles mean: sure, asked about, or unknown."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.lists.matching import MOST_LINES, lines_of, match, split_year
from accounts.models import Openness
from films.models import Segment
from tests import cast
from tests.accounts.lists.lists import a_list, key, titles


@pytest.mark.parametrize(
    ("line", "name", "year"),
    [
        ("Memories (1995)", "Memories", 1995),
        ("12. Memories [1995]", "Memories", 1995),
        ("- Akira, 1988", "Akira", 1988),
        ("Akira 1988", "Akira", 1988),
        ("メモリーズ（1995）", "メモリーズ", 1995),
        ("1) Akira", "Akira", None),
        ("2001", "2001", None),
        ("7 Days", "7 Days", None),
        ("1.", "1.", None),
    ],
)
def test_numbers_and_years_are_taken_off(line: str, name: str, year: int | None) -> None:
    assert split_year(line) == (name, year)


@settings(deadline=None)
@given(st.text())
def test_no_text_breaks_the_reading_of_lines(text: str) -> None:
    for line in lines_of(text):
        name, year = split_year(line)
        assert name
        assert year is None or 1800 <= year < 2100


@pytest.mark.django_db
def test_a_name_is_sure_if_one_page_bears_it() -> None:
    akira, kon = cast.film("Akira"), cast.person("Satoshi Kon")
    found = match("1. AKIRA\n\nsatoshi kon\nNo such film at all")
    assert [line.chosen for line in found.lines] == [key(akira), key(kon), ""]
    assert [line.text for line in found.unknown] == ["No such film at all"]


@pytest.mark.django_db
def test_a_page_with_two_names_that_are_written_alike_is_one() -> None:
    other = {"text": "AKIRA", "language": "ja", "kind": "native"}
    akira = cast.film("Akira", rows={"filmname:new2": other})
    assert match("akira").lines[0].chosen == key(akira)


@pytest.mark.django_db
def test_a_year_decides_between_namesakes() -> None:
    early = cast.film("Metropolis", rows=cast.released(1927))
    late = cast.film("Metropolis", rows=cast.released(2001))
    found = match("Metropolis\nMetropolis (2001)\nMetropolis (1999)")
    assert [line.chosen for line in found.lines] == ["", key(late), ""]
    assert {option.key for option in found.lines[0].options} == {key(early), key(late)}


@pytest.mark.django_db
def test_the_name_of_a_segment_means_the_segment() -> None:
    film = cast.film(
        "Memories",
        rows=cast.segments("Magnetic Rose"),
    )
    segment = Segment.objects.get(film=film)
    assert match("Magnetic Rose").lines[0].chosen == f"segment:{segment.pk}"


@pytest.mark.django_db
def test_addresses_and_numbers_mean_their_pages() -> None:
    film = cast.film("Memories")
    for line in (film.get_absolute_url(), f"#{film.pk}", f"Whatever #{film.pk}"):
        assert match(line).lines[0].chosen == key(film)


@pytest.mark.django_db
def test_too_many_lines_are_counted_and_left_out() -> None:
    found = match("\n".join(f"x{number}" for number in range(MOST_LINES + 3)))
    assert (len(found.lines), found.left_out) == (MOST_LINES, 3)


@pytest.mark.django_db
def test_sure_titles_are_added_at_once_and_others_are_asked_about() -> None:
    akira = cast.film("Akira")
    two = [cast.film("Metropolis"), cast.film("Metropolis")]
    made = a_list()
    client = Client()
    client.force_login(cast.mei())
    url = made.get_absolute_url()
    assert client.post(f"{url}rows/add/", {"paste": "Akira (1988)\n"}).status_code == 200
    assert client.post(f"{url}rows/add/", {"text": "Akira", "note": "!"}).status_code == 302
    assert titles(made) == ["Akira"]
    asked = client.post(f"{url}rows/add/", {"paste": "Metropolis\nAkira\nNothing of the kind"})
    page = asked.content.decode()
    assert key(two[1]) in page
    assert "Nothing of the kind" in page
    chosen = {"line-1": key(two[1]), "line-2": key(akira), "line-3": ""}
    assert client.post(f"{url}rows/chosen/", chosen).status_code == 302
    assert titles(made) == ["Akira", "Metropolis"]
    assert client.post(f"{url}rows/chosen/", {"line-1": "x:\x00"}).status_code == 302
    for bad in ({}, {"text": "x\x00"}, {"text": "x" * 201}):
        assert client.post(f"{url}rows/add/", bad).status_code == 422


@pytest.mark.django_db
def test_what_is_merely_alike_is_chosen_by_nobody_but_the_reader() -> None:
    cast.film("Metropolis")
    (alike,) = match("Metropoliz").lines
    (named,) = match("Metropolis (1927)").lines
    assert (bool(alike.options), alike.guessed) == (True, True)
    assert (bool(named.options), named.guessed) == (True, False)
    client = Client()
    client.force_login(cast.mei())
    page = client.post(f"{a_list().get_absolute_url()}rows/add/", {"paste": "Metropoliz\n\nX"})
    assert 'value="" checked> none of these' in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("Ghost in the Shel", True),
        ("Gost in the Shell (1995)", False),
        ("Ghost in the Shel 2", False),
        ("Ghosts of the Well", False),
    ],
)
def test_a_slip_of_the_fingers_is_chosen_before_the_reader_is_asked(line: str, near: bool) -> None:
    cast.film("Ghost in the Shell")
    (found,) = match(line).lines
    assert (found.chosen, found.near) == ("", near)


@pytest.mark.django_db
def test_lines_that_nothing_was_chosen_for_are_named_and_stand_in_the_field_again() -> None:
    akira, made = cast.film("Akira"), a_list()
    client = Client()
    client.force_login(cast.mei())
    url = f"{made.get_absolute_url()}rows/"
    lines = "Akira\nNo such film\nNor this one"
    asked = client.post(f"{url}add/", {"paste": lines}).content.decode()
    assert f'name="lines" value="{lines}"' in asked
    page = client.post(f"{url}chosen/", {"lines": lines, "line-1": key(akira)}).content.decode()
    assert titles(made) == ["Akira"]
    assert "Not added, and still in the field: No such film · Nor this one" in page
    assert ">No such film\nNor this one</textarea>" in page
    page = client.post(f"{url}chosen/", {"lines": lines, "back": "1"}).content.decode()
    assert f">{lines}</textarea>" in page


@pytest.mark.django_db
def test_who_adds_what_is_there_is_told_its_place_and_keeps_the_note() -> None:
    films = [cast.film("Memories"), cast.film("Akira")]
    made = a_list(*films)
    row = made.items.get(film=films[1])
    client = Client()
    client.force_login(cast.mei())
    url = made.get_absolute_url()
    told = f'<a href="{url}#row-{row.pk}">Akira</a> is in the list already (place 2).'
    sent = {"text": "Akira"}
    assert told in client.post(f"{url}rows/add/", sent, follow=True).content.decode()
    page = client.post(f"{url}rows/add/", {**sent, "note": "Loud."}).content.decode()
    assert told in page
    assert 'name="note" maxlength="1000" value="Loud."' in page
    assert "Added 0 rows" not in page


@pytest.mark.django_db
def test_what_says_nothing_is_refused() -> None:
    made = a_list()
    client = Client()
    client.force_login(cast.mei())
    for sent in ({}, {"text": " \u3000"}, {"paste": "\x01\n\x02"}):
        answer = client.post(f"{made.get_absolute_url()}rows/add/", sent)
        assert (answer.status_code, b"Say what is to be added" in answer.content) == (422, True)


@pytest.mark.django_db
def test_members_propose_for_curated_lists() -> None:
    cast.film("Akira")
    made = a_list(openness=Openness.CURATED)
    kanta, mei = Client(), Client()
    kanta.force_login(cast.kanta())
    mei.force_login(cast.mei())
    url = made.get_absolute_url()
    assert kanta.post(f"{url}rows/add/", {"text": "Akira"}).status_code == 302
    assert titles(made) == []
    assert "Akira" in mei.get(f"{url}rows/").content.decode()
    data = {"proposal": [made.proposals.get().pk, "x"], "answer": "accept"}
    assert mei.post(f"{url}proposals/", data).status_code == 302
    assert titles(made) == ["Akira"]


@pytest.mark.django_db
def test_the_field_offers_films_and_people(client: Client) -> None:
    film = cast.film("Memories")
    results = client.get("/lists/pick/", {"q": "memor"}).json()["results"]
    assert results[0]["key"] == key(film)
    assert client.get("/lists/pick/", {"q": "\x00"}).json() == {"results": []}
