"""A change set in words. No database: documents and labels are written here."""

from __future__ import annotations

import pytest
from django.utils import translation

from wiki.changesets import Change, Fields
from wiki.diffs import FieldDiff, PageDiff, RowDiff, present
from wiki.documents import Label, Labels
from wiki.hints import Hint

FILM = "film:12"
LABELS = Labels(
    {
        label.key: label
        for label in (
            Label(FILM, "Memories", url="/films/12-memories/"),
            Label("film:13", "Akira", url="/films/13-akira/"),
            Label("person:1", "Katsuhiro Otomo", url="/people/1-katsuhiro-otomo/"),
            Label("person:2", "Tsutomu Isobe", url="/people/2-tsutomu-isobe/"),
            Label("person:new1", "Koji <Morimoto>"),
            Label("character:1", "Heintz Beckner", url="/characters/1-heintz-beckner/"),
            Label("genre:1", "Science fiction", url="/genres/1-science-fiction/"),
            Label("genre:2", "Comedy", url="/genres/2-comedy/"),
            Label("service:1", "Netflix", url="/services/1-netflix/"),
            Label("company:1", "Studio 4°C", url="/companies/1-studio-4c/"),
        )
    }
)
DOCUMENT = {
    FILM: {"runtime": 113},
    "segment:1": {"film": FILM, "number": 1},
    "segmentname:1": {"segment": "segment:1", "text": "Magnetic Rose", "display": True},
    "segmentname:2": {"segment": "segment:1", "text": "彼女の想いで", "language": "ja"},
    "segment:2": {"film": FILM, "number": 2},
    "dubversion:1": {"film": FILM, "language": "ja", "original": True},
    "appearance:1": {"film": FILM, "character": "character:1", "importance": "main"},
}


def change(key: str, op: str, *, entry: str = FILM, **fields: object) -> Change:
    """A change; a created or removed row takes values, a changed one pairs."""
    pairs = {
        name: [None, value] if op == "+" else [value, None] if op == "-" else list(value)  # type: ignore[call-overload]
        for name, value in fields.items()
    }
    return {"key": key, "entry": entry, "op": op, "fields": pairs}  # type: ignore[typeddict-item]


def shown(*changes: Change, **kwargs: str) -> list[PageDiff]:
    return present(changes, LABELS, documents={FILM: DOCUMENT}, **kwargs)


def the_row(*changes: Change) -> RowDiff:
    """The only row that the changes tell."""
    (page,) = shown(*changes)
    (row,) = [row for section in page.sections for group in section.groups for row in group.rows]
    return row


def the_field(name: str, was: object, now: object) -> FieldDiff:
    (page,) = shown(change(FILM, "~", **{name: [was, now]}))
    ((field,),) = [section.fields for section in page.sections]
    return field


# Rows in words -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "fields", "words"),
    [
        (
            "credit:new1",
            {"film": FILM, "role": "director", "person": "person:1", "segment": "segment:1"},
            "Director: Katsuhiro Otomo (Magnetic Rose)",
        ),
        (
            "credit:new1",
            {"film": FILM, "role": "music", "credited_as": "Yoko Kanno", "segment": "segment:2"},
            "Music: Yoko Kanno (Segment 2)",
        ),
        (
            "credit:new1",
            {"film": FILM, "role": "other", "role_text": "宣伝", "person": "person:1"},
            "Other: Katsuhiro Otomo (宣伝)",
        ),
        (
            "voicerole:new1",
            {"appearance": "appearance:1", "dub": "dubversion:1", "person": "person:2"},
            "Heintz Beckner · Tsutomu Isobe (Japanese, original voices)",
        ),
        (
            "filmname:new1",
            {"film": FILM, "text": "メモリーズ", "language": "ja", "kind": "native", "position": 3},
            "メモリーズ (Japanese, native)",
        ),
        (
            "segmentname:new1",
            {"segment": "segment:1", "text": "Kanojo no omoide", "language": "ja-Latn"},
            "Magnetic Rose · Kanojo no omoide (Japanese (romaji))",
        ),
        (
            "release:new1",
            {"film": FILM, "country": "JP", "date": "1995-12-23", "medium": "cinema"},
            "Japan (23 December 1995, cinema)",
        ),
        ("release:new1", {"film": FILM, "date": "1995-12"}, "December 1995"),
        ("filmlink:new1", {"film": FILM, "site": "anilist", "value": "1462"}, "AniList: 1462"),
        ("relation:new1", {"film": FILM, "kind": "sequel", "other": "film:13"}, "Sequel: Akira"),
        (
            "availability:new1",
            {"film": FILM, "service": "service:1", "kind": "rent", "countries": ["JP", "US"]},
            "Netflix (rent, Japan, United States)",
        ),
        ("segment:new1", {"film": FILM, "number": 3}, "Segment 3"),
        ("dubversion:new1", {"film": FILM, "language": "en", "year": 2003}, "English (2003)"),
        ("cut:new1", {"film": FILM, "kind": "directors"}, "Director's cut"),
        (
            "companycredit:new1",
            {"film": FILM, "role": "animation", "company": "company:1"},
            "Animation production: Studio 4°C",
        ),
    ],
)
def test_a_row_is_called_by_its_main_fields(key: str, fields: Fields, words: str) -> None:
    assert str(the_row(change(key, "+", **fields)).name) == words


def test_a_row_that_is_called_by_its_names_uses_those_of_the_same_change_set() -> None:
    row = the_row(
        change("segment:new1", "+", film=FILM, number=3, runtime=22),
        change("segmentname:new1", "+", segment="segment:new1", text="Stink Bomb", display=True),
    )
    assert str(row.name) == "3. Stink Bomb"
    assert [field.label for field in row.fields] == ["Runtime (minutes)"]
    assert [str(inside.name) for inside in row.inside] == ["Stink Bomb (display name)"]


def test_pages_are_links_and_proposed_ones_are_marked() -> None:
    row = the_row(change("credit:new1", "+", film=FILM, role="director", person="person:1"))
    assert row.name.html == ('Director: <a href="/people/1-katsuhiro-otomo/">Katsuhiro Otomo</a>')
    row = the_row(change("credit:new1", "+", film=FILM, role="director", person="person:new1"))
    assert row.name.html == ('Director: <mark class="proposed">Koji &lt;Morimoto&gt;</mark>')


def test_values_are_in_the_language_of_the_reader() -> None:
    with translation.override("ja"):
        row = the_row(
            change("release:new1", "+", film=FILM, country="JP", date="1995-12-23"),
        )
        assert str(row.name) == "日本 (1995年12月23日)"


# Grouping ----------------------------------------------------------------------------------------


def test_changes_are_grouped_by_page_section_and_part_as_declared() -> None:
    pages = shown(
        change("person:new1", "+", entry="person:new1"),
        change("personname:new1", "+", entry="person:new1", person="person:new1", text="Koji"),
        change("filmlink:new1", "+", film=FILM, site="anilist", value="1462"),
        change("appearance:1", "~", note=["", "the engineer"]),
        change("dubversion:new1", "+", film=FILM, language="fr"),
        change(FILM, "~", deck=["", "Three stories."], runtime=[113, 115]),
        main=FILM,
    )
    assert [(page.key, page.created) for page in pages] == [(FILM, False), ("person:new1", True)]
    film, person = pages
    assert str(film.name) == "Memories"
    assert film.size == 8
    assert [section.name for section in film.sections] == [
        "general",
        "story",
        "characters",
        "links",
    ]
    general, story, characters, _links = film.sections
    assert [field.name for field in general.fields] == ["runtime"]
    assert [field.name for field in story.fields] == ["deck"]
    assert [group.name for group in characters.groups] == ["dubversion", "appearance"]
    assert [section.name for section in person.sections] == ["names"]


def test_fields_stand_in_declared_order() -> None:
    (page,) = shown(
        change(FILM, "~", runtime=[1, 2], country=["", "JP"], kind=["short", "feature"])
    )
    assert [field.name for field in page.sections[0].fields] == ["kind", "country", "runtime"]


def test_rows_stand_in_the_order_of_the_page() -> None:
    (page,) = shown(
        change("credit:new2", "+", film=FILM, role="music", person="person:2", position=1),
        change("credit:new1", "+", film=FILM, role="director", person="person:1"),
    )
    ((group,),) = [section.groups for section in page.sections]
    assert [row.key for row in group.rows] == ["credit:new1", "credit:new2"]


def test_rows_that_only_move_are_a_change_of_order() -> None:
    (page,) = shown(
        change("segmentname:1", "~", position=[0, 1]),
        change("segmentname:2", "~", position=[1, 0], text=["彼女の想い", "彼女の想いで"]),
    )
    ((group,),) = [section.groups for section in page.sections]
    assert [(str(move.name), move.was, move.now) for move in group.moves] == [
        ("Magnetic Rose · Magnetic Rose (display name)", 1, 2)
    ]
    assert [(row.key, row.moved) for row in group.rows] == [("segmentname:2", True)]
    assert [field.name for field in group.rows[0].fields] == ["text"]


def test_rows_of_a_row_that_goes_are_told_inside_it() -> None:
    row = the_row(
        change("segment:1", "-", film=FILM, number=1),
        change("segmentname:1", "-", segment="segment:1", text="Magnetic Rose", display=True),
    )
    assert (row.key, row.op, str(row.name)) == ("segment:1", "-", "1. Magnetic Rose")
    assert [inside.key for inside in row.inside] == ["segmentname:1"]


def test_a_row_of_an_unchanged_row_stands_alone_and_names_it() -> None:
    row = the_row(
        change("voicerole:5", "-", appearance="appearance:1", dub="dubversion:1", person="person:2")
    )
    assert str(row.name).startswith("Heintz Beckner · ")


def test_an_added_row_repeats_nothing_that_its_name_says() -> None:
    row = the_row(
        change("credit:new1", "+", film=FILM, role="music", person="person:1", note="theme only")
    )
    assert [(field.name, str(field.now)) for field in row.fields] == [("note", "theme only")]


def test_the_state_of_a_page_has_a_section_of_its_own() -> None:
    (page,) = shown(change(FILM, "~", hidden=[False, True]))
    assert [section.name for section in page.sections] == [""]
    assert [(str(f.was), str(f.now)) for f in page.sections[0].fields] == [("no", "yes")]


def test_what_the_declarations_no_longer_know_is_left_out() -> None:
    (page,) = shown(
        change(FILM, "~", runtime=[1, 2], laserdisc=["", "yes"]), change("vhs:1", "+", film=FILM)
    )
    assert [field.name for section in page.sections for field in section.fields] == ["runtime"]


def test_a_reference_to_a_row_that_nobody_knows_is_still_told() -> None:
    row = the_row(
        change("credit:new1", "+", film=FILM, role="music", person="person:1", segment="segment:99")
    )
    assert str(row.name) == "Music: Katsuhiro Otomo (Segment)"


# Values ------------------------------------------------------------------------------------------


def test_a_value_is_shown_before_and_after() -> None:
    field = the_field("runtime", 113, 115)
    assert (field.kind, str(field.was), str(field.now)) == ("value", "113", "115")
    field = the_field("original_language", "", "ja-Latn")
    assert (str(field.was), str(field.now)) == ("", "Japanese (romaji)")


def test_sets_tell_what_is_added_and_removed() -> None:
    field = the_field("genres", ["genre:1"], ["genre:2"])
    assert field.kind == "set"
    assert [item.html for item in field.added] == ['<a href="/genres/2-comedy/">Comedy</a>']
    assert [str(item) for item in field.removed] == ["Science fiction"]


def test_texts_are_compared_by_word() -> None:
    field = the_field("deck", "Three stories <by> Otomo", "Three short stories <by> Otomo")
    assert field.kind == "text"
    assert field.html == "Three <ins>short </ins>stories &lt;by&gt; Otomo"


def test_a_line_end_that_comes_is_drawn() -> None:
    assert "<ins>¶\n</ins>" in the_field("description", "One. Two.", "One.\n Two.").html


def test_long_texts_are_shown_around_the_change() -> None:
    text = "word " * 400
    field = the_field("description", text + "old end", text + "new end")
    assert "characters unchanged" in field.html
    assert field.html.endswith("<del>old</del><ins>new</ins> end")
    assert len(field.html) < 500


def test_addresses_are_links_when_they_are_safe() -> None:
    row = the_row(
        change(
            "availability:new1", "+", film=FILM, service="service:1", url="https://example.org/a"
        )
    )
    assert row.fields[0].now.html == (
        '<a href="https://example.org/a" rel="nofollow noopener">https://example.org/a</a>'
    )
    row = the_row(
        change("availability:new1", "+", film=FILM, service="service:1", url="javascript:alert(1)")
    )
    assert row.fields[0].now.html == "javascript:alert(1)"


# Hints -------------------------------------------------------------------------------------------


def test_hints_stand_at_the_field_the_row_or_the_page_that_they_are_about() -> None:
    changes = [
        change(FILM, "~", runtime=[113, 90]),
        change("credit:new1", "+", film=FILM, role="director", person="person:1", note="?"),
    ]
    hints = [
        Hint(FILM, "runtime", "Too short."),
        Hint(FILM, "", "A strange page."),
        Hint("credit:new1", "person", "Too young."),
        Hint("credit:new1", "note", "Too brief."),
        Hint("credit:9", "note", "Of another row."),
    ]
    (page,) = present(changes, LABELS, documents={FILM: DOCUMENT}, hints=hints)
    (runtime,) = page.sections[0].fields
    (row,) = page.sections[1].groups[0].rows
    (note,) = row.fields
    assert [hint.text for hint in page.hints] == ["A strange page."]
    assert [hint.text for hint in runtime.hints] == ["Too short."]
    assert [hint.text for hint in row.hints] == ["Too young."]
    assert [hint.text for hint in note.hints] == ["Too brief."]
