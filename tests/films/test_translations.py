"""Translations of deck and description: rules, when they are older than the original, words, form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from films.models import Film, FilmText
from tests import cast
from tests.films.imports.importing import command, load
from tests.films.imports.test_genga import emptied
from tests.readers import reader
from tests.wiki.gardens import check
from tests.wiki.views.test_edit import controls, form_of
from wiki import documents
from wiki.actions.merge import merge
from wiki.actions.revert import revert
from wiki.changesets import MADE_FROM
from wiki.diffs import present
from wiki.documents import Labels
from wiki.exceptions import InvalidChange
from wiki.fingerprints import NOTHING, fingerprint
from wiki.integrity import disagreements
from wiki.models import Revision, Submission
from wiki.translations import texts_of

pytestmark = pytest.mark.django_db

NAMES = ("deck", "description")
JA: dict[str, Any] = {"language": "ja", "deck": "宇宙の薔薇。", "description": "長い説明。"}


def rose(**more: Any) -> Film:
    """A film with a deck, and its translation into Japanese."""
    rows = {"filmtext:new1": JA, **more}
    return cast.film("Rose", deck="A rose in space.", description="A long story.", rows=rows)


def text(film: Film) -> tuple[str, dict[str, Any]]:
    """The key and the row of the one translation."""
    return next(iter(cast.rows_of(film, "filmtext").items()))


def by_language(film: Film) -> dict[str, dict[str, Any]]:
    """What every translation says, its page aside."""
    rows = cast.rows_of(film, "filmtext").values()
    return {row["language"]: {**row, "film": ""} for row in rows}


def is_older(film: Film, asked: str = "ja") -> bool:
    return texts_of(documents.load_one(film), cast.key_of(film), asked=asked).older


def errors(run: Any) -> list[str]:
    with pytest.raises(InvalidChange) as refused:
        run()
    return [one for fields in refused.value.errors.values() for m in fields.values() for one in m]


# Rules


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({**JA, "language": "en"}, "The text in English is the original. It stands in the fields of"
         " the page."),
        ({**JA, "language": "xx-yy"}, "xx-yy is not a language tag. Write one such as ja, ja-Latn or"
         " pt-BR."),
        ({"language": "fr"}, "A translation needs a language, and a deck or a description."),
        ({**JA, "language": "fr", MADE_FROM: "no hash"}, "This is no mark of an original."),
        (JA, "There is a translation into this language already."),
    ],
)  # fmt: skip
def test_a_translation_says_something_in_another_language_once(
    row: dict[str, Any], message: str
) -> None:
    film = rose()
    assert errors(lambda: cast.propose(film, rows={"filmtext:new1": row})) == [message]


def test_a_segment_has_translations_of_its_own() -> None:
    segment = {"number": 1, "deck": "The rose."}
    below = {"segment": "segment:new1", "language": "ja", "deck": "薔薇。"}
    film = rose(**{"segment:new1": segment, "segmenttext:new1": below})
    (row,) = cast.rows_of(film, "segmenttext").values()
    assert row[MADE_FROM] == fingerprint(segment, NAMES)
    key = next(iter(cast.rows_of(film, "segment")))
    cast.edit(film, rows={key: {"deck": "The metal rose."}})
    document = documents.load_one(film)
    assert texts_of(document, key, asked="ja").older
    assert not texts_of(document, cast.key_of(film), asked="ja").older


# Older than the original


def test_a_translation_is_older_once_the_original_has_changed() -> None:
    film = rose()
    assert not is_older(film)
    cast.edit(film, deck="A metal rose in space.")
    assert is_older(film)
    assert not is_older(film, "en")


def test_it_is_no_longer_older_when_the_original_is_taken_back() -> None:
    film = rose()
    revision = cast.edit(film, deck="A metal rose in space.")
    revert(revision.entries.get(), user=cast.satsuki(), summary="Back")
    assert not is_older(film)


def test_a_slip_that_is_corrected_does_not_make_an_older_translation_new() -> None:
    film = rose()
    cast.edit(film, deck="A metal rose in space.")
    cast.edit(film, rows={text(film)[0]: {"deck": "宇宙の薔薇"}})
    assert is_older(film)


def test_who_edits_both_at_once_keeps_them_together() -> None:
    film = rose()
    cast.edit(film, deck="A metal rose.", rows={text(film)[0]: {"deck": "鉄の薔薇。"}})
    assert not is_older(film)
    check(film)


def test_a_translation_that_waited_while_the_original_changed_is_older() -> None:
    film = cast.film("Rose", deck="A rose in space.")
    waiting = cast.propose(film, rows={"filmtext:new1": JA}, by=cast.totoro())
    cast.edit(film, deck="A metal rose in space.", by=cast.satsuki())
    cast.accept(waiting)
    assert is_older(film)


def test_a_text_that_was_there_before_the_original_is_not_older() -> None:
    film = cast.film("Rose", rows={"filmtext:new1": JA})
    assert text(film)[1][MADE_FROM] == NOTHING
    cast.edit(film, deck="A rose in space.")
    assert not is_older(film)


def test_a_translation_refused_in_part_takes_its_comparison_along() -> None:
    film = rose()
    key, _row = text(film)
    both = {key: {"deck": "鉄の薔薇。"}}
    waiting = cast.propose(film, deck="A metal rose.", rows=both, by=cast.totoro())
    cast.accept(waiting, leaving_out={(key, "deck"): "Not what it says"})
    assert text(film)[1] == {**_row, "deck": JA["deck"]}
    assert is_older(film)


def test_two_who_say_that_a_translation_is_up_to_date_do_not_clash() -> None:
    film = rose()
    key, _row = text(film)
    one = cast.propose(
        film, deck="A metal rose.", rows={key: {"deck": "鉄の薔薇。"}}, by=cast.totoro()
    )
    cast.edit(film, rows={key: {MADE_FROM: "0" * 16}}, by=cast.satsuki())
    cast.accept(one)
    assert not is_older(film)


def test_taking_back_a_comparison_makes_it_older_again() -> None:
    film = rose()
    cast.edit(film, deck="A metal rose in space.")
    seen = fingerprint(documents.load_one(film)[cast.key_of(film)], NAMES)
    revision = cast.edit(film, rows={text(film)[0]: {MADE_FROM: seen}})
    assert not is_older(film)
    revert(revision.entries.get(), user=cast.satsuki(), summary="It does not")
    assert is_older(film)
    check(film)
    assert list(disagreements()) == []


def test_a_merged_page_brings_its_translations_to_one_that_has_none() -> None:
    film, other = rose(), cast.film("The Rose", deck="Another deck.")
    merge(film, into=other, user=cast.satsuki(), summary="The same")
    assert text(other)[1]["deck"] == JA["deck"]
    assert is_older(other)


def test_a_dump_brings_back_translations_as_they_were(tmp_path: Path) -> None:
    film = rose()
    cast.edit(film, deck="A metal rose in space.")
    cast.edit(film, rows={"filmtext:new1": {"language": "fr", "deck": "Une rose."}})
    wanted = by_language(film)
    path = tmp_path / "dump.jsonl"
    assert not command("export_catalogue", str(path)).error
    emptied()
    assert not load(path).error
    (again,) = Film.objects.all()
    assert by_language(again) == wanted
    assert is_older(again)
    assert not is_older(again, "fr")


# Words


def diff_of(changes: Any, film: Film) -> Any:
    key = cast.key_of(film)
    (page,) = present(changes, Labels(), documents={key: documents.load_one(film)})
    return next(section for section in page.sections if section.name == "translations").groups[0]


def test_a_diff_names_the_language_and_shows_no_fingerprint() -> None:
    film = rose()
    added = Revision.objects.latest("pk").entries.get().changes
    (row,) = diff_of(added, film).rows
    assert str(row.name) == "Japanese"
    assert [(f.label, str(f.now)) for f in row.fields] == [
        ("Deck", JA["deck"]), ("Description", JA["description"]),
    ]  # fmt: skip


def test_a_diff_shows_texts_by_word() -> None:
    film = rose()
    proposed = cast.propose(film, rows={text(film)[0]: {"description": "長い物語。"}})
    (row,) = diff_of(proposed.changes, film).rows
    (field,) = row.fields
    assert field.kind == "text"
    assert "長い" in str(field.html)


def test_a_comparison_is_told_in_words() -> None:
    film = rose()
    cast.edit(film, deck="A metal rose in space.")
    seen = fingerprint(documents.load_one(film)[cast.key_of(film)], NAMES)
    proposed = cast.propose(film, rows={text(film)[0]: {MADE_FROM: seen}})
    (row,) = diff_of(proposed.changes, film).rows
    (field,) = row.fields
    assert (field.label, str(field.now)) == ("Compared with", "the original as it was then")
    assert seen not in str(field.html)
    client = reader(cast.satsuki())
    shown = client.get(proposed.get_absolute_url()).content.decode()
    assert "the original as it was then" in shown


def test_blame_tells_of_texts_not_of_fingerprints() -> None:
    film = rose()
    shown = Client().get(f"{film.get_absolute_url()}history/blame/").content.decode()
    assert JA["deck"] in shown or "Japanese" in shown
    assert text(film)[1][MADE_FROM] not in shown


# The form


def edit_url(film: Film, query: str) -> str:
    return f"{film.get_absolute_url()}edit/?section=translations{query}"


def send(client: Client, film: Film, data: dict[str, list[str]]) -> Any:
    return client.post(edit_url(film, ""), {**data, "summary": ["Words"]})


def test_the_form_shows_the_original_beside_its_translations() -> None:
    film = rose()
    shown = reader(cast.kanta()).get(edit_url(film, "")).content.decode()
    assert "The original, in English" in shown
    assert '<dd lang="en" dir="auto">A rose in space.</dd>' in shown
    assert MADE_FROM not in shown  # nothing to compare


def test_the_link_that_asks_for_a_language_opens_a_row_for_it() -> None:
    film = rose()
    client = reader(cast.satsuki())
    data = form_of(client, edit_url(film, "&text=fr"))
    new = next(key for key in data["rows"] if ":new" in key)
    assert data[f"{new}.language"] == ["French"]
    data[f"{new}.deck"] = ["Une rose dans l’espace."]
    assert send(client, film, data).status_code == 302
    rows = cast.rows_of(film, "filmtext").values()
    assert [row["language"] for row in rows] == ["ja", "fr"]
    assert not is_older(film, "fr")


def test_the_row_that_is_asked_for_and_left_empty_is_no_row() -> None:
    film = rose()
    client = reader(cast.satsuki())
    data = form_of(client, edit_url(film, "&text=fr"))
    assert send(client, film, data).status_code == 400
    assert FilmText.objects.count() == 1


def test_a_language_that_is_there_is_not_asked_for_twice() -> None:
    film = rose()
    data = form_of(reader(cast.satsuki()), edit_url(film, "&text=ja"))
    assert data["rows"] == [text(film)[0]]


@pytest.mark.parametrize(
    "query",
    ["&text=en", "&text=", "&text=xx-yy", "&text=%00", "&text=fr&of=segment:99", "&text=fr&of=credit:1",
     "&text=fr&of=:", "&text=" + "f" * 300],
)  # fmt: skip
def test_an_address_that_asks_for_nonsense_opens_the_form_as_it_is(query: str) -> None:
    film = rose()
    data = form_of(reader(cast.satsuki()), edit_url(film, query))
    assert data["rows"] == [text(film)[0]]


def test_a_tick_says_that_the_translation_is_up_to_date() -> None:
    film = rose()
    cast.edit(film, deck="A metal rose in space.")
    client = reader(cast.satsuki())
    shown = client.get(edit_url(film, "")).content.decode()
    assert "This translation is older than the original." in shown
    assert "What has changed in the original since" in shown
    assert "<ins>metal </ins>" in shown
    data = controls(shown)
    box = f"{text(film)[0]}.{MADE_FROM}"
    assert box not in data
    data[box] = [fingerprint(documents.load_one(film)[cast.key_of(film)], NAMES)]
    assert send(client, film, data).status_code == 302
    assert not is_older(film)


def test_a_tick_means_the_original_that_the_editor_saw() -> None:
    film = rose()
    cast.edit(film, deck="A metal rose in space.")
    client = reader(cast.satsuki())
    data = form_of(client, edit_url(film, ""))
    data[f"{text(film)[0]}.{MADE_FROM}"] = [
        fingerprint(documents.load_one(film)[cast.key_of(film)], NAMES)
    ]
    cast.edit(film, deck="A rose of iron.")
    assert send(client, film, data).status_code == 302
    assert is_older(film)


def test_a_tick_means_the_original_as_it_is_typed_beside_it() -> None:
    film = rose()
    cast.edit(film, deck="A metal rose in space.")
    client = reader(cast.satsuki())
    url = f"{film.get_absolute_url()}edit/"
    data = form_of(client, url)
    key = cast.key_of(film)
    data[f"{text(film)[0]}.{MADE_FROM}"] = [fingerprint(documents.load_one(film)[key], NAMES)]
    data[f"{key}.deck"] = ["A rose of iron in space."]
    assert client.post(url, {**data, "summary": ["Both"]}).status_code == 302
    assert not is_older(film)


def test_nobody_types_a_fingerprint() -> None:
    film = rose()
    client = reader(cast.satsuki())
    data = form_of(client, edit_url(film, ""))
    data[f"{text(film)[0]}.{MADE_FROM}"] = ["f" * 16]
    assert send(client, film, data).status_code == 400  # nothing would change
    assert not is_older(film)


def test_amending_a_proposal_keeps_its_translation_up_to_date() -> None:
    film = cast.film("Rose", deck="A rose in space.")
    mei = cast.mei()
    waiting = cast.propose(film, rows={"filmtext:new1": JA}, by=mei)
    client = reader(mei)
    url = f"{waiting.get_absolute_url()}amend/"
    data = form_of(client, url)
    data[f"{cast.key_of(film)}.deck"] = ["A metal rose in space."]
    assert client.post(url, data).status_code == 302
    cast.accept(Submission.objects.get(pk=waiting.pk))
    assert not is_older(film)


# What has changed since


def test_what_has_changed_since_leads_to_the_comparison() -> None:
    film = rose()
    key, _row = text(film)
    cast.edit(film, runtime=44)
    cast.edit(film, deck="A metal rose in space.")
    url = f"{film.get_absolute_url()}history/since/?row={key}"
    response = Client().get(url)
    assert response["Location"] == f"{film.get_absolute_url()}history/compare/?from=2&to=3"
    shown = Client().get(response["Location"]).content.decode()
    assert "<ins>metal </ins>" in shown


def test_what_the_history_does_not_know_leads_to_the_history() -> None:
    film = rose()
    key, _row = text(film)
    cast.edit(film, rows={key: {MADE_FROM: "0" * 16}})
    response = Client().get(f"{film.get_absolute_url()}history/since/?row={key}")
    assert response["Location"] == f"{film.get_absolute_url()}history/"


@pytest.mark.parametrize("row", ["", "film:1", "filmtext:999", "filmname:1", "%00", "x" * 400])
def test_what_is_no_translation_has_no_since(row: str) -> None:
    film = rose()
    url = f"{film.get_absolute_url()}history/since/?row={row}"
    assert Client().get(url).status_code == 404
