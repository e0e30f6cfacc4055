"""Searching names: how they may be written, which come first, what a picker and a form get."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from films.models import Film, Person, Theme
from tests import cast
from wiki.actions.hide import hide
from wiki.actions.merge import merge
from wiki.entry_types import registry
from wiki.folding import fold_romaji
from wiki.models import SearchName
from wiki.search import LONGEST_QUERY, MOST_FOUND, Query, of_type, pick, resolve, search
from wiki.search_engine import follow
from wiki.views import search as view

pytestmark = pytest.mark.django_db
FILM, PERSON = registry["film"], registry["person"]


def named(*texts: str, entry_type: str = "film", start: int = 1) -> None:
    """Entries that have a name and nothing else, numbered from ``start``."""
    SearchName.objects.bulk_create(
        SearchName(entry_type=entry_type, entry_id=pk, text=text, folded=fold_romaji(text))
        for pk, text in enumerate(texts, start)
    )
    follow.rebuild()


def found(text: str, type_name: str = "film") -> list[str]:
    """The names by which ``text`` finds entries of a type, best first."""
    hits, _count = of_type(Query.of(text), registry[type_name])
    return [hit.text for hit in hits]


def test_better_grades_come_first() -> None:
    named("Rose", "A tale of roses", "Primrosesque", "Rose of Versailles", "Blue Rose", "Roze")
    assert found("rose") == [
        "Rose",
        "Rose of Versailles",
        "Blue Rose",
        "A tale of roses",
        "Primrosesque",
    ]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Katsuhiro Ōtomo", "otomo"),
        ("Katsuhiro Ōtomo", "OOTOMO"),
        ("Katsuhiro Ōtomo", "Ootomo Katsuhiro"),
        ("Katsuhiro Ōtomo", "hiro tom"),
        ("大友克洋", "大友"),
        ("大友克洋", "洋"),
        ("大友克洋", "大友 克洋"),
        ("大友 克洋", "大友克洋"),
        ("メモリーズ", "めもり"),
        ("メモリーズ", "ﾒﾓﾘ"),
        ("Spider-Man: Across", "spider man"),
        ("100% Wolf", "100%"),
        ("AKIRA", "akira"),
        ("…", "…"),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, query: str) -> None:
    named(name, "Something else")
    assert found(query) == [name]


@pytest.mark.parametrize("query", ["%", "_", "\\", "%%%", "*", "?", "+", "AND", '"', "^"])
def test_signs_of_patterns_mean_nothing(query: str) -> None:
    named("Abc", "xyz", "Paprika")
    assert found(query) == []


def test_one_latin_letter_finds_beginnings_of_words_alone() -> None:
    named("Akira", "Neo Akira", "Paprika")
    assert found("a") == ["Akira", "Neo Akira"]


def test_one_kana_is_found_anywhere() -> None:
    named("パプリカ", "アキラ")
    assert found("リ") == ["パプリカ"]


@pytest.mark.parametrize(
    "query",
    ["\x00", "\x00\x01", "a\x00b", "\ud800", "x" * 5_000, "' OR 1=1 --", "\u202e", "﷽" * 99],
)
def test_nothing_that_is_typed_breaks_the_page(query: str, client: Client) -> None:
    assert client.get("/search/", {"q": query.encode("utf-8", "surrogatepass")}).status_code == 200
    assert (
        client.get("/pick/films/", {"q": query.encode("utf-8", "surrogatepass")}).status_code == 200
    )
    assert len(Query.of(query).text) <= LONGEST_QUERY
    assert resolve(FILM, query) == []


def test_results_are_grouped_by_type_with_counts() -> None:
    cast.person("Mima Kirigoe")
    cast.person("Mima Other")
    cast.film("Mima")
    groups = search(Query.of("mima"), per_type=1).groups
    assert [(group.entry_type.name, group.count) for group in groups] == [
        ("film", 1),
        ("person", 2),
    ]
    assert [len(group.candidates) for group in groups] == [1, 1]
    assert [group.more for group in groups] == [False, True]


def test_a_type_that_fits_better_comes_first() -> None:
    cast.film("Stories of memory")
    cast.page(Theme, "Memory")
    assert [group.entry_type.name for group in search(Query.of("memory")).groups] == [
        "theme",
        "film",
    ]


def test_a_result_says_by_which_name_it_was_found() -> None:
    other = {"filmname:new2": {"text": "Otomo’s Memories", "language": "en", "kind": "alias"}}
    cast.film("Memories", rows=other)
    (group,) = search(Query.of("otomo")).groups
    assert [result.other_name for result in group.candidates] == ["Otomo’s Memories"]
    (group,) = search(Query.of("memor")).groups
    assert [result.other_name for result in group.candidates] == [""]


def test_a_segment_finds_its_film() -> None:
    cast.film(
        "Memories",
        rows=cast.segments("Magnetic Rose"),
    )
    (group,) = search(Query.of("magnetic")).groups
    assert [result.title for result in group.candidates] == ["Memories"]


def test_hidden_pages_are_not_found(client: Client) -> None:
    film = cast.film("Memories")
    hide(film, user=cast.tatsuo(), summary="Not a film")
    assert search(Query.of("memories")).groups == []
    assert resolve(FILM, "Memories") == []
    assert resolve(FILM, f"#{film.pk}") == []


def test_the_best_are_listed_and_all_are_counted() -> None:
    named(*(f"Film {number}" for number in range(MOST_FOUND + 5)))
    hits, count = of_type(Query.of("film"), FILM)
    assert (len(hits), count) == (MOST_FOUND, MOST_FOUND + 5)


# The page ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("many", [3, 40])
def test_the_page_takes_six_queries_at_most(
    many: int, client: Client, django_assert_max_num_queries: Any
) -> None:
    cast.film("Rose")
    cast.company("Rose")
    for number in range(many // 10 + 1):
        cast.person(f"Rose {number}")
        cast.character(f"Rose {number}")
        cast.genre(f"Rose {number}")
    named(*(f"Rose {number}" for number in range(many)), entry_type="character", start=500)
    with django_assert_max_num_queries(6):
        assert client.get("/search/", {"q": "rose"}).status_code == 200
    with django_assert_max_num_queries(6):
        assert client.get("/search/", {"q": "rose", "type": "person"}).status_code == 200


def test_a_search_of_one_type_goes_on_over_pages(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "PAGE_SIZE", 2)
    for number in range(3):
        cast.person(f"Mima {number}")
    sizes, seen, query = [], [], "q=mima&type=person"
    while query:
        page = client.get(f"/search/?{query}").context
        sizes.append(len(page["results"]))
        seen += [result.title for result in page["results"]]
        query = page["pages"].get("next", "").lstrip("?")
    assert sizes == [2, 1]
    assert seen == ["Mima 0", "Mima 1", "Mima 2"]


def test_nothing_found_offers_to_add_a_film(client: Client) -> None:
    page = client.get("/search/", {"q": "Nobody & Sons"})
    link = escape("/films/new/?name=Nobody+%26+Sons")
    assert link in page.content.decode()


def test_a_query_is_shown_escaped(client: Client) -> None:
    page = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


def test_an_unknown_type_is_refused_in_words(client: Client) -> None:
    assert client.get("/search/", {"q": "a", "type": "spaceship"}).status_code == 400


# Pickers -----------------------------------------------------------------------------------------


def test_a_picker_gets_keys_titles_and_notes(client: Client) -> None:
    person = cast.person(
        "Koji Morimoto",
        rows={"personname:new2": {"text": "森本晃司", "language": "ja", "kind": "native"}},
    )
    credit = {"role": "director", "person": f"person:{person.pk}"}
    cast.film(rows={"credit:new1": credit, "release:new1": {"date": "1995", "country": "JP"}})
    answer = json.loads(client.get("/pick/people/", {"q": "mori"}).content)
    assert answer == {
        "results": [
            {
                "key": f"person:{person.pk}",
                "title": "Koji Morimoto",
                "native": "森本晃司",
                "note": "Director: Memories (1995)",
            }
        ]
    }


@pytest.mark.parametrize(("limit", "given"), [("2", 2), ("0", 1), ("-1", 3), ("x", 3), ("９", 3)])
def test_a_picker_has_a_limit(limit: str, given: int, client: Client) -> None:
    for number in range(3):
        cast.genre(f"Rose {number}")
    answer = json.loads(client.get("/pick/genres/", {"q": "rose", "limit": limit}).content)
    assert len(answer["results"]) == given


def test_a_picker_of_no_type_is_not_found(client: Client) -> None:
    assert client.get("/pick/spaceships/?q=a").status_code == 404


@pytest.mark.parametrize("many", [2, 30])
def test_a_picker_takes_three_queries_at_most(
    many: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(min(many, 5)):
        cast.person(f"Rose {number}")
    others = (f"Rose garden {number}" for number in range(many))
    named(*others, entry_type="person", start=1_000_000)
    with django_assert_max_num_queries(3):
        assert pick(PERSON, "rose")


# Names that people type --------------------------------------------------------------------------


def test_a_name_resolves_however_it_is_written() -> None:
    person = cast.person("Katsuhiro Ōtomo")
    cast.person("Katsuhiro Otomo Junior")
    assert [c.pk for c in resolve(PERSON, "katsuhiro ootomo")] == [person.pk]
    assert resolve(PERSON, "katsuhiro") == []


def test_two_people_of_one_name_are_both_offered() -> None:
    people = [cast.person("Yoko Sato"), cast.person("Yoko Sato")]
    assert [c.pk for c in resolve(PERSON, "Yoko Sato")] == [p.pk for p in people]


@pytest.mark.parametrize(
    "text",
    [
        "#{pk}",
        "Anything at all #{pk}",
        "/people/{pk}/",
        "/people/{pk}-other-words",
        "http://testserver/people/{pk}-x/",
        "https://testserver:8000/people/{pk}/?x=1#films",
    ],
)
def test_a_number_or_an_address_resolves(text: str) -> None:
    person = cast.person("Koji Morimoto")
    assert [c.pk for c in resolve(PERSON, text.format(pk=person.pk))] == [person.pk]


@pytest.mark.parametrize(
    "text",
    [
        "/films/{pk}/",
        "https://elsewhere.example/people/{pk}/",
        "/people/{pk}/edit/",
        "{pk}",
        "#0",
        "#999999999999999999",
        "javascript:/people/{pk}/",
        "http://[",
    ],
)
def test_addresses_of_other_things_do_not_resolve(text: str) -> None:
    person = cast.person("Koji Morimoto")
    assert resolve(PERSON, text.format(pk=person.pk)) == []


def test_a_merged_page_resolves_to_the_one_that_stays() -> None:
    twice, once = cast.person("Koji Morimoto"), cast.person("Kouji Morimoto")
    merge(twice, into=once, user=cast.tatsuo(), summary="One person")
    assert [c.pk for c in resolve(PERSON, f"/people/{twice.pk}/")] == [once.pk]
    assert Person.objects.get(pk=twice.pk).merged_into == once
    assert Film.objects.count() == 0
