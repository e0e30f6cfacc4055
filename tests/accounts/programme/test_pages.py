"""The page of a programme: chosen, changed, sent to others, saved."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.actions.lists.add_rows import add_rows
from accounts.actions.lists.make_list import make_list
from accounts.actions.watch import Said, watch
from accounts.lists.words import Words
from accounts.models import FilmList, ListItem, Visibility
from accounts.programme.address import Asked, Kind, Pool
from films.models import Film, Service
from tests import cast
from tests.readers import reader

PAGE = "/programme/"


def _films(count: int = 5, first: int = 60) -> list[Film]:
    return [cast.film(f"Film {n}", runtime=first + 5 * n) for n in range(1, count + 1)]


def _titles(page: str) -> list[str]:
    return [
        re.sub(r"<[^>]+>", "", each)
        for each in re.findall(r'class="slot__title"><a [^>]*>(.*?)</a>', page)
    ]


def _page(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.django_db
def test_strangers_get_a_double_bill_that_fits_the_time() -> None:
    _films()
    page = _page(f"{PAGE}?kind=double&minutes=150&pause=10")
    assert len(_titles(page)) == 2
    minutes = [int(each) for each in re.findall(r"meta\">(\d+)\u00a0min · ", page)]
    assert len(minutes) == 2
    assert sum(minutes) + 10 <= 150


@pytest.mark.django_db
def test_chief_directors_are_named_too() -> None:
    taro = cast.person("Tarō Rin")
    film = cast.film(
        "Labyrinth Labyrinthos",
        runtime=60,
        rows={"credit:new1": {"role": "chief_director", "person": cast.key_of(taro)}},
    )
    assert "Tarō Rin" in _page(f"{PAGE}?show=film:{film.pk}")


@pytest.mark.django_db
def test_an_address_that_names_the_evening_shows_it_to_everybody_in_that_order() -> None:
    films = _films(3)
    keys = ",".join(f"film:{film.pk}" for film in (films[2], films[0]))
    watch(cast.mei(), films[0], Said(status="watched"))
    for client in (Client(), reader(cast.mei())):
        assert _titles(_page(f"{PAGE}?pool=unseen&show={keys}", client)) == ["Film 3", "Film 1"]


@pytest.mark.django_db
def test_begin_and_end_follow_from_runtimes_and_breaks_past_midnight() -> None:
    one, two = _films(2)  # 65 and 70 minutes
    page = _page(f"{PAGE}?start=22:30&pause=15&show=film:{one.pk},film:{two.pk}")
    times = re.findall(r'class="slot__time" datetime="([\d:]+)"', page)
    assert times == ["22:30", "23:50", "01:00"]


@pytest.mark.django_db
def test_something_else_takes_the_place_and_the_rest_stays() -> None:
    films = _films(4)
    keys = [f"film:{film.pk}" for film in films]
    answer = Client().get(
        f"{PAGE}?kind=double&minutes=180&show={keys[0]},{keys[1]}&swap={keys[0]}&out={keys[0]}"
    )
    asked = re.search(r"show=([^&]+)", answer["Location"])
    assert asked is not None
    first, second = asked[1].split(",")
    assert second == keys[1]
    assert first in keys[2:]


@pytest.mark.django_db
def test_where_nothing_else_fits_the_evening_stays_as_it_is() -> None:
    one, two = _films(2)
    show = f"film:{one.pk},film:{two.pk}"
    answer = Client().get(f"{PAGE}?kind=double&show={show}&swap=film:{one.pk}")
    assert f"show={show}" in answer["Location"]


@pytest.mark.django_db
def test_what_is_kept_stands_in_the_next_evening_too() -> None:
    films = _films(6)
    for seed in range(1, 5):
        page = _page(f"{PAGE}?kind=double&minutes=200&keep=film:{films[5].pk}&seed={seed}")
        assert "Film 6" in _titles(page)


@pytest.mark.django_db
def test_links_move_things_and_leave_them_out() -> None:
    one, two, three = _films(3)
    page = _page(f"{PAGE}?minutes=300&show=film:{one.pk},film:{two.pk},film:{three.pk}")
    later = re.findall(r'href="([^"]+)">Later', page)[0].replace("&amp;", "&")
    assert _titles(_page(later)) == ["Film 2", "Film 1", "Film 3"]
    without = re.findall(r'href="([^"]+)">Leave out', page)[1].replace("&amp;", "&")
    assert _titles(_page(without)) == ["Film 1", "Film 3"]


@pytest.mark.django_db
def test_an_anthology_evening_is_made_of_segments_and_shorts() -> None:
    rows = cast.segments("Cannon Fodder", "Stink Bomb", runtime=30)
    cast.film(rows=rows, runtime=113)
    cast.film("A short", runtime=12, kind="short")
    cast.film("A feature", runtime=80)
    page = _page(f"{PAGE}?kind=anthology&minutes=90&pause=5")
    assert _titles(page) == ["A short", "Cannon Fodder", "Stink Bomb"]
    assert "segment 1 of Memories" in page


@pytest.mark.django_db
def test_an_anthology_of_unknown_segments_is_an_evening_of_shorts_by_itself() -> None:
    rows = cast.segments("Labyrinth", "Running Man")
    film = cast.film("Neo Tokyo", kind="anthology", rows=rows, runtime=50)
    watch(cast.mei(), film, Said(status="want"))
    page = _page(f"{PAGE}?kind=anthology&minutes=240&pool=want", reader(cast.mei()))
    assert _titles(page) == ["Neo Tokyo"]


@pytest.mark.django_db
def test_where_nothing_fits_another_kind_is_shown_and_why_is_said() -> None:
    _films(3, first=80)  # 85, 90 and 95 minutes
    page = _page(f"{PAGE}?kind=festival&minutes=200")
    assert len(_titles(page)) == 2
    assert "3 of these take longer than 3\u00a0h 20\u00a0min, breaks included." in page
    assert "So here is a double bill instead." in page
    page = _page(f"{PAGE}?kind=anthology&minutes=200")
    assert "There are too few shorts and segments among these." in page


@pytest.mark.django_db
def test_the_reason_is_said_where_no_kind_of_evening_fits() -> None:
    mei = reader(cast.mei())
    unknown = "There is nothing among these whose length is known."
    assert unknown in _page(f"{PAGE}?pool=want", mei)
    films = _films(2)
    here = _page(f"{PAGE}?country=FR")
    assert "none of these can be watched there" in here
    kept = _page(f"{PAGE}?minutes=100&keep=film:{films[0].pk},film:{films[1].pk}")
    assert "What you keep takes longer" in kept


@pytest.mark.django_db
def test_who_chooses_from_a_list_and_names_none_is_asked_for_it_at_the_field() -> None:
    make_list(cast.mei(), Words("Tonight", visibility=Visibility.PRIVATE))
    page = _page(f"{PAGE}?pool=list", reader(cast.mei()))
    assert 'id="pr-list-error">Choose a list.' in page


@pytest.mark.django_db
def test_members_choose_from_what_they_want_to_watch_or_have_not_seen() -> None:
    films = _films(6)
    mei = reader(cast.mei())
    for film in films[:2]:
        watch(cast.mei(), film, Said(status="want"))
    for film in films[2:4]:
        watch(cast.mei(), film, Said(status="watched"))
    assert _titles(_page(f"{PAGE}?kind=double&pool=want", mei)) == ["Film 1", "Film 2"]
    for seed in range(4):
        shown = _titles(_page(f"{PAGE}?kind=double&pool=unseen&seed={seed}", mei))
        assert shown
        assert not {"Film 3", "Film 4"} & set(shown)


@pytest.mark.django_db
def test_a_list_can_be_chosen_from_if_the_reader_may_see_it() -> None:
    films = _films(4)
    made = make_list(cast.mei(), Words("Tonight", visibility=Visibility.PRIVATE))
    add_rows(made, [f"film:{film.pk}" for film in films[:2]], by=cast.mei())
    address = f"{PAGE}?kind=double&pool=list&list={made.pk}"
    assert _titles(_page(address, reader(cast.mei()))) == ["Film 1", "Film 2"]
    assert Client().get(address).status_code == 404
    assert Client().get(f"{PAGE}?pool=list&list=999999").status_code == 404


@pytest.mark.django_db
def test_only_what_can_be_watched_in_a_country_is_chosen() -> None:
    service = cast.page(Service, "Prime Video")
    offer = {"service": f"service:{service.pk}", "kind": "subscription", "countries": ["US"]}
    here = [cast.film(f"Here {n}", runtime=60, rows={"availability:new1": offer}) for n in range(2)]
    _films(3)
    page = _page(f"{PAGE}?kind=double&minutes=150&country=US")
    assert _titles(page) == [film.title for film in here]
    assert "Prime Video" in page
    assert "Nothing fits" in _page(f"{PAGE}?kind=double&country=FR")


@pytest.mark.django_db
def test_an_evening_is_saved_as_a_private_list_in_its_order() -> None:
    one, two = _films(2)
    mei = reader(cast.mei())
    sent = {"show": [f"film:{two.pk}", f"film:{one.pk}"]}
    answer = mei.post(f"{PAGE}save/", sent)
    made = FilmList.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert made.is_private
    rows = ListItem.objects.order_by("position").values_list("film", flat=True)
    assert list(rows) == [two.pk, one.pk]
    assert "/accounts/login/" in Client().post(f"{PAGE}save/", sent)["Location"]
    assert mei.post(f"{PAGE}save/", {"show": "film:x"}).status_code == 400


@pytest.mark.django_db
def test_what_is_no_longer_there_is_left_out_and_said() -> None:
    one, two = _films(2)
    page = _page(f"{PAGE}?show=film:{one.pk},film:99999,segment:77777,film:{two.pk}")
    assert _titles(page) == ["Film 1", "Film 2"]
    assert "no longer in the catalogue" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["minutes=19", "minutes=721", "minutes=x", "minutes=1&minutes=2", "kind=opera", "pool=all", "pause=7",
     "start=25:00", "country=XX", "seed=-1", "seed=" + "9" * 30, "show=film:0", "show=person:3", "swap=x",
     "show=" + ",".join(f"film:{n}" for n in range(1, 30)), "pool=list&list=a", "unknown=1", "start=\x00"],
)  # fmt: skip
def test_what_no_evening_can_be_asked_for_is_refused_in_words(query: str) -> None:
    assert Client().get(f"{PAGE}?{query}").status_code == 400


@pytest.mark.django_db
def test_numbers_too_large_for_the_database_find_nothing() -> None:
    large = "9" * 18
    assert Client().get(f"{PAGE}?show=film:{large},segment:{large}").status_code == 200
    assert Client().get(f"{PAGE}?service=999999999").status_code == 200


@pytest.mark.django_db
def test_an_evening_that_is_named_costs_few_queries(django_assert_max_num_queries: Any) -> None:
    films = _films(4)
    keys = ",".join(f"film:{film.pk}" for film in films)
    client = Client()
    client.get(f"{PAGE}?country=US&show={keys}")
    with django_assert_max_num_queries(8):
        client.get(f"{PAGE}?country=US&show={keys}")


_KEYS = st.lists(
    st.builds(
        lambda kind, pk: f"{kind}:{pk}", st.sampled_from(["film", "segment"]), st.integers(1, 99)
    ),
    max_size=6,
    unique=True,
).map(tuple)


@given(
    st.builds(
        Asked,
        minutes=st.integers(20, 720),
        kind=st.sampled_from(Kind),
        pool=st.sampled_from([Pool.CHART, Pool.WANT, Pool.SUGGESTED]),
        country=st.sampled_from(["", "JP", "US"]),
        service=st.integers(0, 99),
        pause=st.sampled_from([0, 10, 30]),
        start=st.sampled_from(["19:30", "00:00", "23:59"]),
        seed=st.integers(0, 10**6),
        show=_KEYS,
        keep=_KEYS,
        out=_KEYS,
    )
)
def test_an_address_is_read_as_it_was_written(asked: Asked) -> None:
    assert Asked.read(asked.parameters) == asked
