"""The film page: what the builder makes of a document, and what the template shows of it.

None of these tests may touch the database: a page is built from a document and labels alone.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from films.pages import film as film_page
from films.pages import segment as segment_page
from films.pages.film_links import Incoming
from tests.films import memories
from wiki.changesets import Document
from wiki.documents import Label

TODAY = datetime.date(2026, 11, 21)
STEAMBOY = Label("film:30", "Steamboy", "スチームボーイ", url="/films/30-steamboy/")


def build(document: Document | None = None, **options: Any) -> dict[str, Any]:
    """The page of Memories, or of another document under its key."""
    options.setdefault("url", memories.URL)
    return film_page.build(
        memories.KEY, document or memories.document(), memories.labels(), today=TODAY, **options
    )


def bare() -> Document:
    """Memories with nothing but its name."""
    document = memories.document()
    film = {**document[memories.KEY], "kind": "feature", "deck": "", "description": ""}
    film |= {"genres": [], "themes": [], "source_work": ""}
    return {memories.KEY: film, "filmname:1": document["filmname:1"]}


def html(film: dict[str, Any], **context: Any) -> str:
    """The whole page as a member sees it."""
    shown = SimpleNamespace(is_present=True)
    user = SimpleNamespace(is_authenticated=True, username="mei", get_absolute_url="/users/mei/")
    found = {"film": film, "page": shown, "user": user, "top_editors": [], "entry": None}
    request = RequestFactory().get(memories.URL)
    return render_to_string(
        "films/detail.html", {**found, "csrf_token": "x", "request": request, **context}
    )


def titles(rows: list[dict[str, Any]]) -> list[str]:
    return [row["title"] for row in rows]


# Order ---------------------------------------------------------------------------------------------


def test_credits_stand_by_department_then_role_then_place_in_the_list() -> None:
    found = build()["departments"]
    assert [department["label"] for department in found] == [
        "Direction", "Story", "Design", "Animation", "Art and colour", "Music and sound", "Other",
    ]  # fmt: skip
    direction = found[0]["roles"]
    assert [role["label"] for role in direction] == ["Chief director", "Director"]
    assert titles(direction[1]["people"]) == ["Tensai Okamura", "Koji Morimoto", "Katsuhiro Otomo"]


def test_a_role_has_its_japanese_term_unless_it_was_printed_otherwise() -> None:
    roles = {role["label"]: role for d in build()["departments"] for role in d["roles"]}
    assert roles["Key animation"]["japanese"] == "原画"
    assert roles["Title lettering"]["japanese"] == ""


def test_somebody_with_one_role_in_two_segments_is_named_once() -> None:
    story = next(d for d in build()["departments"] if d["label"] == "Story")
    writers = next(role for role in story["roles"] if role["label"] == "Writer")["people"]
    assert titles(writers) == ["Katsuhiro Otomo", "Satoshi Kon"]
    assert [segment["number"] for segment in writers[0]["segments"]] == [2, 3]


def test_a_credit_without_a_page_shows_the_printed_name() -> None:
    animation = next(d for d in build()["departments"] if d["label"] == "Animation")
    people = animation["roles"][0]["people"]
    assert (people[1]["title"], people[1]["url"]) == ("Somebody without a page", "")


def test_credited_as_is_shown_only_where_it_differs_from_the_name() -> None:
    document = memories.document()
    document["credit:1"]["credited_as"] = "Tensai Okamura"
    people = {
        person["title"]: person["printed"]
        for department in build(document)["departments"]
        for role in department["roles"]
        for person in role["people"]
    }
    assert people["Takashi Watanabe"] == "Wataru Takashi"
    assert people["Tensai Okamura"] == ""


def test_releases_stand_by_country_the_films_own_first_then_by_date() -> None:
    found = build()["releases"]
    assert [group["country"] for group in found] == ["Japan", "France", "United States"]
    japan = found[0]["rows"][0]
    assert japan["datetime"] == "1995-12-23"
    assert japan["cut"] == "theatrical"
    assert japan["distributor"]["title"] == "Shochiku"


def test_names_stand_display_first_then_native_romaji_official_and_aliases_apart() -> None:
    document = memories.document()
    for key in ("filmname:1", "filmname:2", "filmname:3"):
        document[key]["position"] = 9
    document["filmname:2"]["kind"] = "native"
    film = build(document)
    assert [name["text"] for name in film["names"]] == ["Memories", "メモリーズ", "Memorîzu"]
    assert [name["text"] for name in film["aliases"]] == ["Katsuhiro Otomo Presents: Memories"]


def test_the_original_voices_come_first_and_main_characters_too() -> None:
    film = build()
    assert [dub["label"] for dub in film["dubs"]] == ["Japanese (original)", "English"]
    assert titles(film["characters"])[:2] == ["Heintz Beckner", "Nobuo Tanaka"]


def test_two_dubs_in_one_language_are_told_apart() -> None:
    document = memories.document()
    document["dubversion:9"] = {
        **document["dubversion:1"], "studio": "company:2", "year": 2015, "position": 9
    }  # fmt: skip
    found = build(document)["dubs"]
    assert [dub["label"] for dub in found[1:]] == [
        "English (Harbour Voices, United States, 2004)",
        "English (Madhouse, United States, 2015)",
    ]
    assert len({dub["value"] for dub in found}) == 3


# Segments ------------------------------------------------------------------------------------------


def test_segments_carry_their_own_staff_music_and_characters() -> None:
    rose = build()["segments"][0]
    assert (rose["title"], rose["second"], rose["third"]) == (
        "Magnetic Rose",
        '<bdi lang="ja">彼女の想いで</bdi>',
        '<bdi lang="ja-Latn">Kanojo no Omoide</bdi>',
    )  # fmt: skip
    assert rose["url"] == "/films/12-memories/segments/1/"
    roles = [role["label"] for department in rose["departments"] for role in department["roles"]]
    assert roles == ["Director", "Writer", "Key animation", "Art director", "Music"]
    assert titles(rose["songs"]) == ["In Yer Memory"]
    assert titles(rose["characters"]) == ["Heintz Beckner", "Eva Friedel", "Miguel"]


def test_the_strip_is_to_scale_and_shows_what_lies_between() -> None:
    strip = build()["strip"]
    assert strip["scaled"]
    assert [part["share"] for part in strip["parts"]] == [39, 35, 20]
    assert (strip["rest"], strip["rest_share"], strip["over"]) == (6, 5, False)


def test_segments_that_exceed_the_runtime_are_noticed() -> None:
    document = memories.document()
    document[memories.KEY]["runtime"] = 100
    assert build(document)["strip"]["over"]


def test_without_a_runtime_of_each_segment_nothing_is_to_scale() -> None:
    document = memories.document()
    document["segment:2"]["runtime"] = None
    strip = build(document)["strip"]
    assert not strip["scaled"]
    assert {part["share"] for part in strip["parts"]} == {33}


def test_the_timesheet_says_who_did_what_where() -> None:
    sheet = build()["timesheet"]
    assert [c["title"] for c in sheet["columns"]] == [
        "Whole film", "Magnetic Rose", "Stink Bomb", "Cannon Fodder",
    ]  # fmt: skip
    cells = {row["title"]: row["cells"] for row in sheet["rows"]}
    assert cells["Katsuhiro Otomo"] == [
        ["Chief director", "Original work"], [], ["Writer"], ["Director", "Writer"],
    ]  # fmt: skip


def test_a_film_without_segments_has_no_timesheet() -> None:
    assert build(bare())["timesheet"] is None


def test_the_segment_page_has_its_neighbours_and_its_people() -> None:
    page = segment_page.build(
        memories.KEY, memories.document(), memories.labels(), 2, url=memories.URL
    )
    assert page is not None
    assert (page["before"]["number"], page["after"]["number"]) == (1, 3)
    assert titles(page["directors"]) == ["Tensai Okamura"]
    assert "Satoshi Kon" not in titles(page["sheet"]["rows"])
    assert page["sheet"]["columns"][page["sheet"]["current"]]["title"] == "Stink Bomb"


def test_there_is_no_page_of_a_segment_that_does_not_exist() -> None:
    args = (memories.KEY, memories.document(), memories.labels())
    assert segment_page.build(*args, 4, url=memories.URL) is None


# Other pages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("sequel", "Prequel"), ("compilation", "Compiled from"), ("spiritual", "In the same spirit")],
)
def test_a_relation_stored_at_the_other_film_is_told_from_this_one(stored: str, shown: str) -> None:
    relations = build(incoming=[Incoming(STEAMBOY, stored)])["relations"]
    assert {row["title"]: row["kind"] for row in relations}["Steamboy"] == shown


def test_a_hidden_film_is_not_shown_as_related_and_a_hidden_person_is_not_linked() -> None:
    hidden = Label(**{**STEAMBOY.__dict__, "hidden": True})
    film = build(incoming=[Incoming(hidden, "sequel")], likened=[Incoming(hidden)])
    assert "Steamboy" not in titles(film["relations"]) + titles(film["similar"])
    labels = memories.labels()
    labels["person:1"] = Label("person:1", "Koji Morimoto", url="/people/1-x/", hidden=True)
    found = film_page.build(memories.KEY, memories.document(), labels, url=memories.URL)
    assert '"/people/1-x/"' not in html(found)


def test_offers_that_ended_are_left_out_and_old_checks_are_marked() -> None:
    offers = [offer for group in build()["watch"] for offer in group["rows"]]
    assert [(o["service"]["title"], o["stale"]) for o in offers] == [
        ("Example Prime", False), ("Example Tube", True),
    ]  # fmt: skip


def test_links_lead_to_the_sites_in_the_order_of_their_list() -> None:
    assert [link["url"] for link in build()["links"]] == [
        "https://anilist.co/anime/1462",
        "https://www.imdb.com/title/tt0113799/",
        "https://example.org/memories",
    ]


# The page ------------------------------------------------------------------------------------------


def test_every_empty_section_invites() -> None:
    page = html(build(bare()))
    for words in (
        "We have no characters for Memories yet.",
        "Nobody is credited for Memories yet.",
        "Nobody has described Memories yet.",
        "We know of no song in Memories yet.",
        "When did Memories come out, and where?",
        "Do you know where Memories can be watched?",
        "No page elsewhere is linked yet.",
        "Add a genre",
        "Add a theme",
    ):
        assert words in page
    for section in ("characters", "credits", "story", "songs", "releases", "watch", "links"):
        assert f'href="{memories.URL}edit/?section={section}"' in page


def test_an_anthology_without_segments_invites_them() -> None:
    document = bare()
    document[memories.KEY]["kind"] = "anthology"
    assert "its segments are missing" in html(build(document))


def test_a_preview_offers_no_edits_and_says_what_it_is() -> None:
    shown = SimpleNamespace(is_present=False, as_of=None, submission=None, url=memories.URL)
    page = html(build(editable=False), page=shown)
    assert "edit/?section=" not in page
    assert "A preview" in page
    assert 'content="noindex"' in page


def test_a_proposed_person_shows_on_correction_paper_without_a_link() -> None:
    document = memories.document()
    document["credit:4"]["person"] = "person:new1"
    labels = memories.labels()
    labels["person:new1"] = Label("person:new1", "Somebody New")
    page = html(film_page.build(memories.KEY, document, labels, editable=False))
    assert "<mark>Somebody New</mark>" in page


def test_a_spoiler_stays_folded_and_out_of_every_table() -> None:
    page = html(build())
    before, _fold, after = page.partition('<details class="spoiler"><summary>Spoiler: a character')
    assert "Eva Friedel" not in before
    assert after.count("Eva Friedel") == 1
    assert '<label class="spoiler">' in page  # the one in the description of a segment


def test_voices_of_every_version_are_in_the_page_for_the_switch() -> None:
    page = html(build())
    assert 'data-view="1" checked' in page
    assert page.count("view view-2") == 4
    assert "Jane Roe" in page


def test_the_page_keeps_the_strict_policy() -> None:
    page = html(build())
    assert " style=" not in page
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]* src=)", page)
    assert not re.search(r' on[a-z]+="', page)
    assert not re.search(r'(src|srcset)="(https?:)?//', page)


def test_ids_are_unique_and_there_is_one_first_heading() -> None:
    page = html(build())
    twice = [name for name, n in Counter(re.findall(r'\bid="([^"]+)"', page)).items() if n > 1]
    assert not twice
    assert page.count("<h1") == 1
    anchors = set(re.findall(r'href="#([^"]+)"', page))
    assert anchors <= set(re.findall(r'\bid="([^"]+)"', page))
