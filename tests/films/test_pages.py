"""Pages of entries other than films: what films say about them, for whom, in how many queries."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from films.models import Character, Company, Film, Franchise, Person, Service, Theme, Thing
from films.pages import genre as genre_page
from films.pages import shelves
from tests import cast
from wiki.actions.hide import hide
from wiki.actions.merge import merge
from wiki.entry_types import registry
from wiki.models import Entry

pytestmark = pytest.mark.django_db
TYPES = [entry_type for entry_type in registry if entry_type.model._meta.app_label == "films"]
SEGMENT = cast.segments("Magnetic Rose")


def made(title: str = "Memories", year: int | None = 1995, **rows: Any) -> Film:
    """A film of a year with rows; ``credit1={...}`` is the row ``credit:new1``."""
    keyed = {f"{name[:-1]}:new{name[-1]}": fields for name, fields in rows.items()}
    if year:
        keyed["release:new1"] = {"date": str(year), "country": "JP"}
    if any("segment" in fields for fields in rows.values()):
        keyed = {**SEGMENT, **keyed}
    return cast.film(title, rows=keyed)


def shown(client: Client, entry: Entry) -> Any:
    answer = client.get(entry.get_absolute_url())
    assert answer.status_code == 200
    return answer


# All types ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry_type", TYPES, ids=lambda t: t.segment)
def test_every_type_has_a_page_that_invites_and_leads_to_its_history(
    entry_type: Any, client: Client
) -> None:
    entry = cast.page(entry_type.model, "Name <b>of</b> it")
    page = shown(client, entry).content.decode()
    assert "Name &lt;b&gt;of&lt;/b&gt; it</bdi></h1>" in page
    assert f'href="{entry.get_absolute_url()}edit/"' in page
    assert f'href="{entry.get_absolute_url()}history/"' in page
    assert 'href="/users/mei/"' in page
    assert 'class="invite' in page


@pytest.mark.parametrize(
    "entry_type", [t for t in TYPES if f"{t.name}link" in t.shapes], ids=lambda t: t.segment
)
def test_a_page_shows_names_links_deck_and_description(entry_type: Any, client: Client) -> None:
    name = entry_type.name
    entry = cast.page(
        entry_type.model,
        "Hers",
        deck="In a line.",
        description="In *full*.\n\n>! In secret !<",
        rows={
            f"{name}name:new2": {"text": "彼女の", "language": "ja", "kind": "native"},
            f"{name}link:new1": {"site": "wikidata", "value": "Q1"},
        },
    )
    page = shown(client, entry).content.decode()
    assert ">彼女の</" in page
    assert 'lang="ja"' in page
    assert "In a line." in page
    assert "In <em>full</em>." in page
    assert '<details class="spoiler">' in page
    assert 'href="https://www.wikidata.org/wiki/Q1"' in page


def test_a_hidden_page_is_there_for_moderators_with_a_notice(client: Client) -> None:
    person = cast.person("Koji Morimoto")
    hide(person, user=cast.tatsuo(), summary="Twice")
    address = person.get_absolute_url()
    assert client.get(address).status_code == 404
    client.force_login(cast.satsuki())
    page = client.get(address).content.decode()
    assert "Only moderators see this page" in page
    assert f'href="{address}edit/"' not in page


def test_a_merged_page_says_where_it_went(client: Client) -> None:
    twice, once = cast.person("Koji Morimoto"), cast.person("Kouji Morimoto")
    merge(twice, into=once, user=cast.tatsuo(), summary="One person")
    address = twice.get_absolute_url()
    assert client.get(address).headers["Location"] == once.get_absolute_url()
    client.force_login(cast.satsuki())
    page = client.get(f"{address}?redirect=no").content.decode()
    assert f'was merged into <a href="{once.get_absolute_url()}"' in page


# People ------------------------------------------------------------------------------------------


def test_a_filmography_by_film_and_by_role(client: Client) -> None:
    person = cast.person("Koji Morimoto")
    key = f"person:{person.pk}"
    made(
        credit1={"role": "key_animation", "person": key},
        credit2={"role": "director", "person": key, "segment": "segment:new1"},
        credit3={"role": "other", "role_text": "特別協力", "person": key, "credited_as": "MORI"},
    )
    made("Akira", 1988, credit1={"role": "key_animation", "person": key, "note": "Crowds"})
    made("Undated", None, credit1={"role": "key_animation", "person": key})
    context = shown(client, person).context
    works = context["works"]
    assert [work.film.title for work in works] == ["Memories", "Akira", "Undated"]
    assert [deed.what for deed in works[0].deeds] == ["Director", "Key animation", "特別協力"]
    assert works[0].deeds[0].segment == "Magnetic Rose"
    assert works[0].deeds[0].segment_url.endswith("/segments/1/")
    assert works[0].deeds[2].credited_as == "MORI"
    assert works[1].deeds[0].note == "Crowds"
    roles = [(d.label, [(r.label, len(r.works)) for r in d.roles]) for d in context["departments"]]
    assert roles == [
        ("Direction", [("Director", 1)]),
        ("Animation", [("Key animation", 3)]),
        ("Other", [("特別協力", 1)]),
    ]
    assert context["summary"] == "Director, Key animation, 特別協力 · 3 films · 1988–1995"


def test_voices_songs_and_dubs_of_a_person(client: Client) -> None:
    person, friend = cast.person("Shigeru Chiba"), cast.character("Heintz")
    key = f"person:{person.pk}"
    made(
        dubversion1={"language": "ja", "original": True},
        dubversion2={"language": "en", "director": key, "year": 2004},
        appearance1={"character": f"character:{friend.pk}", "segment": "segment:new1"},
        voicerole1={"appearance": "appearance:new1", "dub": "dubversion:new1", "person": key},
        song1={"kind": "ending"},
        songname1={"song": "song:new1", "text": "In Yer Memory", "display": True},
        songcredit1={"song": "song:new1", "role": "performer", "person": key},
        songcredit2={"song": "song:new1", "role": "composer", "person": key},
    )
    context = shown(client, person).context
    (voice,) = context["voices"]
    assert (str(voice.character), voice.film.title, voice.language) == (
        "Heintz",
        "Memories",
        "Japanese",
    )
    assert voice.segment == "Magnetic Rose"
    assert voice.original
    (song,) = context["songs"]
    assert (song.title, song.roles) == ("In Yer Memory", ["performer", "composer"])
    (dub,) = context["dubs"]
    assert (dub.language, dub.year) == ("English", 2004)


def test_films_that_readers_may_not_see_are_in_no_filmography(client: Client) -> None:
    person = cast.person("Koji Morimoto")
    film = made(credit1={"role": "director", "person": f"person:{person.pk}"})
    hide(film, user=cast.tatsuo(), summary="Not a film")
    assert shown(client, person).context["works"] == []


@pytest.mark.parametrize("many", [1, 40])
def test_a_person_page_takes_fifteen_queries_however_long(
    many: int, client: Client, django_assert_max_num_queries: Any
) -> None:
    """And three for members: who they are, twice, and what waits for them."""
    person, friend = cast.person("Koji Morimoto"), cast.character("Heintz")
    key = f"person:{person.pk}"
    rows: dict[str, Any] = {
        f"credit:new{at}": {"role": "key_animation", "person": key, "note": str(at)}
        for at in range(many)
    }
    for at in range(min(many, 4)):
        rows |= {
            f"dubversion:new{at}": {"language": "ja", "original": at == 0, "director": key},
            f"voicerole:new{at}": {
                "appearance": "appearance:new1",
                "dub": f"dubversion:new{at}",
                "person": key,
            },
            f"song:new{at}": {"kind": "theme"},
            f"songcredit:new{at}": {"song": f"song:new{at}", "role": "performer", "person": key},
        }
    cast.film(rows={"appearance:new1": {"character": f"character:{friend.pk}"}, **rows})
    with django_assert_max_num_queries(15):
        assert client.get(person.get_absolute_url()).status_code == 200
    client.force_login(cast.mei())
    with django_assert_max_num_queries(18):
        assert client.get(person.get_absolute_url()).status_code == 200


# Characters --------------------------------------------------------------------------------------


def test_appearances_and_voices_of_a_character(client: Client) -> None:
    friend, studio = cast.character("Heintz"), cast.company("Bandai")
    actor = cast.person("Tsutomu Isobe")
    made(
        dubversion1={"language": "en", "studio": f"company:{studio.pk}", "year": 2004},
        dubversion2={"language": "ja", "original": True},
        appearance1={
            "character": f"character:{friend.pk}",
            "importance": "main",
            "segment": "segment:new1",
        },
        voicerole1={
            "appearance": "appearance:new1",
            "dub": "dubversion:new2",
            "person": f"person:{actor.pk}",
            "credited_as": "磯部勉",
        },
        voicerole2={
            "appearance": "appearance:new1",
            "dub": "dubversion:new1",
            "credited_as": "Somebody",
        },
    )
    context = shown(client, friend).context
    (row,) = context["appearances"]
    assert (row.film.title, row.importance, row.segment) == ("Memories", "Main", "Magnetic Rose")
    groups = [(group.language, group.original) for group in context["languages"]]
    assert groups == [("Japanese", True), ("English", False)]
    original, dub = (group.voices[0] for group in context["languages"])
    assert (str(original.names), original.credited_as) == ("Tsutomu Isobe", "磯部勉")
    assert original.url == actor.get_absolute_url()
    assert (str(dub.names), dub.url, dub.version) == ("Somebody", "", "Bandai, 2004")


def test_spoilers_stay_folded(client: Client) -> None:
    friend, thing = cast.character("Rick"), cast.page(Thing, "A hologram")
    made(
        appearance1={"character": f"character:{friend.pk}", "spoiler": True, "note": "Is dead"},
        association1={"thing": f"thing:{thing.pk}", "spoiler": True, "note": "All of it"},
    )
    for entry, secret in ((friend, "Is dead"), (thing, "All of it")):
        page = shown(client, entry).content.decode()
        before, _tag, after = page.partition('<details class="spoiler">')
        assert secret not in before
        assert secret in after.partition("</details>")[0]


# Companies, franchises, things -------------------------------------------------------------------


def test_what_a_company_did_by_role(client: Client) -> None:
    company = cast.company("Madhouse", kind="studio", founded="1972-10")
    key = f"company:{company.pk}"
    made(
        companycredit1={"role": "production", "company": key},
        companycredit2={"role": "animation", "company": key, "segment": "segment:new1"},
        release2={"country": "US", "date": "2004-02", "medium": "disc", "distributor": key},
        dubversion1={"language": "fr", "studio": key},
    )
    context = shown(client, company).context
    assert [group.label for group in context["roles"]] == ["Animation production", "Production"]
    assert context["roles"][0].credits[0].segment == "Magnetic Rose"
    (release,) = context["releases"]
    assert release.country == "United States"
    assert release.date == '<time datetime="2004-02">February 2004</time>'
    assert [dub.language for dub in context["dubs"]] == ["French"]
    facts = [(fact.label, str(fact.html)) for fact in context["facts"]]
    assert facts == [("Kind", "Studio"), ("Founded", "October 1972")]
    assert context["film_count"] == 1


def test_the_films_of_a_franchise_in_both_orders(client: Client) -> None:
    franchise = cast.page(Franchise, "Evangelion")
    key = f"franchise:{franchise.pk}"
    made("Second", 1997, membership1={"franchise": key, "release_order": 2, "story_order": 1})
    made("First", 1995, membership1={"franchise": key, "release_order": 1, "story_order": 2})
    made("Unplaced", 1990, membership1={"franchise": key})
    context = shown(client, franchise).context
    assert [m.film.title for m in context["released"]] == ["First", "Second", "Unplaced"]
    assert [m.film.title for m in context["told"]] == ["Second", "First", "Unplaced"]


def test_a_franchise_without_a_story_order_shows_one_order(client: Client) -> None:
    franchise = cast.page(Franchise, "Evangelion")
    made(membership1={"franchise": f"franchise:{franchise.pk}", "release_order": 1})
    answer = shown(client, franchise)
    assert answer.context["told"] == []
    assert b"Story order" not in answer.content


def test_films_that_have_to_do_with_a_thing(client: Client) -> None:
    thing = cast.page(Thing, "Madama Butterfly", kind="work", year=1904)
    row = {"thing": f"thing:{thing.pk}", "segment": "segment:new1", "note": "Eva sings it"}
    made(association1=row)
    answer = shown(client, thing)
    (found,) = answer.context["associations"]
    assert (found.film.title, found.segment, found.note) == (
        "Memories",
        "Magnetic Rose",
        "Eva sings it",
    )


# Genres, themes ----------------------------------------------------------------------------------


def test_films_of_a_genre_are_shown_in_pages(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "PAGE_SIZE", 2)
    genre = cast.genre("Horror")
    for number in range(3):
        cast.film(f"Film {number}", genres=[f"genre:{genre.pk}"])
    first = shown(client, genre)
    assert [card.title for card in first.context["cards"]] == ["Film 0", "Film 1"]
    assert first.context["film_count"] == 3
    second = client.get(genre.get_absolute_url() + first.context["pages"].next)
    assert [card.title for card in second.context["cards"]] == ["Film 2"]
    assert genre_page.shelf is shelves.shelf


def test_films_of_a_theme(client: Client) -> None:
    theme = cast.page(Theme, "Memory")
    cast.film("Memories", themes=[f"theme:{theme.pk}"])
    assert [card.title for card in shown(client, theme).context["cards"]] == ["Memories"]


# Services ----------------------------------------------------------------------------------------


@pytest.fixture
def service() -> Any:
    service = cast.page(Service, "Tubi")
    key = f"service:{service.pk}"
    today = timezone.localdate()
    days = {"Fresh": 3, "Old": 91}
    for title, age in days.items():
        checked = (today - datetime.timedelta(days=age)).isoformat()
        offer = {"service": key, "countries": ["US"], "kind": "free", "checked_on": checked}
        made(title, 1995, availability1=offer)
    made("Never", 1988, availability1={"service": key, "countries": ["CA", "US"]})
    return service


def test_offers_age(service: Any, client: Client) -> None:
    answer = shown(client, service)
    offers = answer.context["offers"]
    assert [(o.film.title, o.stale) for o in offers] == [
        ("Fresh", False),
        ("Old", True),
        ("Never", True),
    ]
    assert offers[2].checked == "never"
    assert answer.content.count(b"may be out of date") == 2


def test_offers_of_a_country(service: Any, client: Client) -> None:
    countries = shown(client, service).context["countries"]
    assert [(country.code, country.count) for country in countries] == [("US", 3), ("CA", 1)]
    answer = client.get(f"{service.get_absolute_url()}?country=CA")
    assert [offer.film.title for offer in answer.context["offers"]] == ["Never"]
    assert client.get(f"{service.get_absolute_url()}?country=JP").status_code == 400
    client.cookies["genga_country"] = "CA"
    assert [offer.film.title for offer in shown(client, service).context["offers"]] == ["Never"]
    answer = client.get(f"{service.get_absolute_url()}?country=all")
    assert len(answer.context["offers"]) == 3


def test_offers_that_ended_are_left_out(client: Client) -> None:
    service = cast.page(Service, "Tubi")
    today = timezone.localdate()
    for title, days in {"Gone": -1, "There": 0}.items():
        until = (today + datetime.timedelta(days=days)).isoformat()
        made(title, 1995, availability1={"service": f"service:{service.pk}", "until": until})
    assert [offer.film.title for offer in shown(client, service).context["offers"]] == ["There"]


# Flat --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("many", [1, 6])
def test_no_page_takes_more_queries_with_more_films(
    many: int, client: Client, django_assert_max_num_queries: Any
) -> None:
    entries: dict[str, Any] = {
        "character": cast.character("Heintz"),
        "company": cast.company("Madhouse"),
        "franchise": cast.page(Franchise, "Evangelion"),
        "genre": cast.genre("Horror"),
        "theme": cast.page(Theme, "Memory"),
        "thing": cast.page(Thing, "A place"),
        "service": cast.page(Service, "Tubi"),
    }
    key = {name: f"{name}:{entry.pk}" for name, entry in entries.items()}
    for number in range(many):
        cast.film(
            f"Film {number}",
            genres=[key["genre"]],
            themes=[key["theme"]],
            rows={
                "appearance:new1": {"character": key["character"]},
                "companycredit:new1": {"role": "animation", "company": key["company"]},
                "membership:new1": {"franchise": key["franchise"]},
                "association:new1": {"thing": key["thing"]},
                "availability:new1": {"service": key["service"], "countries": ["JP"]},
            },
        )
    client.force_login(cast.mei())
    for name, entry in entries.items():
        most = 16 if name == "company" else 15  # credits, releases, dubs, who works there, others
        with django_assert_max_num_queries(most):
            assert client.get(entry.get_absolute_url()).status_code == 200


# Segments and posters ----------------------------------------------------------------------------


def test_a_segment_has_a_page_of_its_own(client: Client) -> None:
    film = cast.film(rows=SEGMENT)
    answer = client.get(f"{film.get_absolute_url()}segments/1/")
    assert answer.status_code == 200
    assert b"Magnetic Rose" in answer.content
    assert client.get(f"{film.get_absolute_url()}segments/2/").status_code == 404


def test_the_segment_of_a_renamed_film_moves_with_it(client: Client) -> None:
    film = cast.film(rows=SEGMENT)
    answer = client.get(f"/films/{film.pk}-old-name/segments/1/")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"{film.get_absolute_url()}segments/1/"


def test_the_segment_of_a_hidden_film_is_hidden(client: Client) -> None:
    film = cast.film(rows=SEGMENT)
    hide(film, user=cast.tatsuo(), summary="Not a film")
    assert client.get(f"{film.get_absolute_url()}segments/1/").status_code == 404


def test_a_poster_is_kept_for_good_under_its_version(
    client: Client, django_assert_num_queries: Any
) -> None:
    film = made()
    card = client.get("/films/").context["cards"][0]
    with django_assert_num_queries(1):
        poster = client.get(card.poster)
    assert poster.headers["Content-Type"] == "image/svg+xml"
    assert "immutable" in poster.headers["Cache-Control"]
    assert b"<svg" in poster.content
    assert b"Memories" in poster.content
    plain = client.get(f"{film.get_absolute_url()}poster.svg")
    assert plain.headers["Cache-Control"] == "public, no-cache"
    again = client.get(card.poster, headers={"If-None-Match": poster.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_poster_follows_its_film(client: Client) -> None:
    film = made()
    before = client.get("/films/").context["cards"][0].poster
    cast.edit(film, kind="anthology")
    after = client.get("/films/").context["cards"][0].poster
    assert before != after
    assert "immutable" not in client.get(before).headers["Cache-Control"]


def test_posters_of_hidden_and_of_no_films_are_not_found(client: Client) -> None:
    film = made()
    hide(film, user=cast.tatsuo(), summary="Not a film")
    assert client.get(f"/films/{film.pk}/poster.svg").status_code == 404
    assert client.get("/films/9999999999999999999/poster.svg").status_code == 404
    client.force_login(cast.satsuki())
    shown_to_moderators = client.get(f"/films/{film.pk}/poster.svg")
    assert shown_to_moderators.headers["Cache-Control"] == "private, no-store"


# A type without a page of its own ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "rows"),
    [
        (Person, {"personname:new2": {"text": "今敏", "language": "ja", "kind": "native"}}),
        (Character, {"characterlink:new1": {"site": "wikidata", "value": "Q1"}}),
        (Company, {}),
    ],
)
def test_a_type_without_a_page_of_its_own_is_shown_from_its_declaration(
    model: Any, rows: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry_type = registry.of(model)
    monkeypatch.setattr(entry_type, "page", None)
    monkeypatch.setattr(entry_type, "segment", "unheard")
    entry = cast.page(model, "Name", description="In *full*.", rows=rows)
    answer = client.get(f"/unheard/{entry.pk}-name/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert [section.name for section in answer.context["sections"]] == [
        section.name
        for section in entry_type.sections
        if section.name not in ("disputes", "translations")  # shown with what they are about
    ]
    assert "In <em>full</em>." in page
    assert "No film names" not in page


def test_rows_of_rows_are_tables_of_their_own_and_spoilers_stay_folded(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry_type = registry.of(Film)
    monkeypatch.setattr(entry_type, "page", None)
    monkeypatch.setattr(entry_type, "segment", "unheard")
    friend, actor = cast.character("Heintz"), cast.person("Tsutomu Isobe")
    film = made(
        dubversion1={"language": "ja", "original": True},
        appearance1={"character": f"character:{friend.pk}", "note": "Dies", "spoiler": True},
        voicerole1={
            "appearance": "appearance:new1",
            "dub": "dubversion:new1",
            "person": f"person:{actor.pk}",
        },
    )
    answer = client.get(f"/unheard/{film.pk}-memories/")
    sections = {section.name: section for section in answer.context["sections"]}
    tables = {table.name: table for table in sections["characters"].tables}
    assert list(tables) == ["dubversion", "appearance", "voicerole"]
    assert tables["voicerole"].columns == ["Character", "Dub version", "Voice actor"]
    assert actor.get_absolute_url() in tables["voicerole"].rows[0].cells[2]
    folded = answer.content.decode().partition('<details class="spoiler">')[2]
    assert "Dies" in folded.partition("</details>")[0]
    assert sections["songs"].is_empty
