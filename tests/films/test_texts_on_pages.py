"""What a page says about itself, in the reader's language or in the one that there is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from films.models import Film
from tests import cast
from tests.films.full_documents import TYPES, name_of
from tests.readers import reader
from wiki import documents
from wiki.entry_types import EntryType
from wiki.translations import Texts, texts_of

pytestmark = pytest.mark.django_db

EN = {"deck": "A rose in space.", "description": "A *long* story."}
JA: dict[str, Any] = {"language": "ja", "deck": "宇宙の薔薇。", "description": "長い*説明*。"}


def page(entry_type: EntryType, *texts: dict[str, Any], **fields: Any) -> Any:
    """A page of any type with translations."""
    name = f"{entry_type.name}text"
    rows = {f"{name}:new{at}": row for at, row in enumerate(texts)}
    return cast.page(entry_type.model, "Rose", rows=rows, **fields)


def film(*texts: dict[str, Any], **fields: Any) -> Film:
    return page(next(t for t in TYPES if t.name == "film"), *texts, **fields)


def shown(entry: Any, language: str = "en", query: str = "", user: Any = None) -> str:
    """A page as it is read in a language."""
    client = reader(user) if user else Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = client.get(f"{entry.get_absolute_url()}{query}")
    assert response.status_code == 200
    return response.content.decode()


def told(entry: Any, language: str, **kwargs: Any) -> Texts:
    with override(language):
        return texts_of(
            documents.load_one(entry), cast.key_of(entry), url=entry.get_absolute_url(), **kwargs
        )


@pytest.mark.parametrize("entry_type", TYPES, ids=name_of)
def test_every_type_speaks_the_language_of_its_reader(entry_type: EntryType) -> None:
    entry = page(entry_type, JA, **EN)
    japanese, english = shown(entry, "ja"), shown(entry, "en")
    for html, deck, story, other in (
        (japanese, JA["deck"], "長い<em>説明</em>", "English"),
        (english, EN["deck"], "A <em>long</em> story.", "日本語"),
    ):
        assert f'<meta name="description" content="{deck}">' in html
        assert story in html
        assert f">{other}</a>" in html
    assert EN["deck"] not in japanese
    assert JA["deck"] not in english


@pytest.mark.parametrize("entry_type", TYPES, ids=name_of)
def test_what_nobody_has_translated_is_shown_as_it_is_and_says_so(entry_type: EntryType) -> None:
    entry = page(entry_type, **EN)
    html = shown(entry, "ja", user=cast.kanta())
    assert re.search(r'<(p|div)[^>]* lang="en"[^>]*>\s*A rose in space\.', html)
    assert re.search(r'<div class="prose" lang="en" dir="auto"><p>A <em>long</em>', html)
    edit = f"{entry.get_absolute_url()}edit/?section=translations&amp;text=ja#text"
    assert f'href="{edit}"' in html
    assert "texts-note" not in shown(entry, "en")


def test_the_language_of_the_page_is_not_said_again() -> None:
    html = shown(film(JA, **EN), "ja")
    assert '<div class="prose"><p>長い' in html


def test_an_address_asks_for_the_texts_in_a_language() -> None:
    entry = film(JA, **EN)
    html = shown(entry, "en", "?text=ja")
    assert '<div class="prose" lang="ja" dir="auto"><p>長い' in html
    assert f'href="{entry.get_absolute_url()}?text=en#story"' in html
    assert EN["deck"] in shown(entry, "ja", "?text=en")


@pytest.mark.parametrize(
    "query", ["?text=", "?text=xx", "?text=%00", "?text=" + "j" * 400, "?text=ja&text=en"]
)
def test_what_cannot_be_asked_for_is_what_the_reader_has(query: str) -> None:
    assert EN["deck"] in shown(film(JA, **EN), "en", query)


def test_what_a_translation_leaves_out_is_shown_in_the_original() -> None:
    entry = film({"language": "ja", "deck": JA["deck"]}, **EN)
    texts = told(entry, "ja")
    assert (texts.deck.text, texts.deck.lang) == (JA["deck"], "")
    assert (texts.description.text, texts.description.lang) == (EN["description"], "en")
    assert not texts.missing


def test_without_an_original_the_text_that_there_is_speaks() -> None:
    entry = film(JA)
    texts = told(entry, "en")
    assert (texts.deck.text, texts.deck.lang, texts.missing) == (JA["deck"], "ja", "English")
    assert texts.edit == f"{entry.get_absolute_url()}edit/?section=story"
    assert not told(entry, "ja").speaks


def test_a_page_that_says_nothing_says_nothing_of_languages() -> None:
    assert not told(film(), "ja").speaks


@pytest.mark.parametrize(
    ("tags", "reader", "found"),
    [
        (["pt-BR"], "pt-br", "pt-BR"),
        (["pt-BR"], "pt", "pt-BR"),
        (["pt"], "pt-br", "pt"),
        (["zh-Hant"], "zh-hant", "zh-Hant"),
        (["ja-Latn"], "ja", "en"),
        (["ja-Latn", "ja"], "ja", "ja"),
        (["fr"], "de", "en"),
    ],
)
def test_a_reader_is_served_the_nearest_language(tags: list[str], reader: str, found: str) -> None:
    rows = [{"language": tag, "deck": f"deck in {tag}"} for tag in tags]
    texts = told(film(*rows, **EN), reader)
    assert texts.deck.text == (EN["deck"] if found == "en" else f"deck in {found}")


def test_an_older_translation_says_so_and_leads_on() -> None:
    entry = film(JA, **EN)
    cast.edit(entry, deck="A metal rose in space.")
    (key,) = cast.rows_of(entry, "filmtext")
    url = entry.get_absolute_url()
    texts = told(entry, "ja")
    assert texts.older
    assert texts.since == f"{url}history/since/?row={key}"
    assert texts.edit == f"{url}edit/?section=translations&text=ja#text"
    assert "older than the original" in shown(entry, "en", "?text=ja")
    assert "older than the original" not in shown(entry, "en")


def test_a_past_page_shows_its_text_and_leads_nowhere() -> None:
    entry = film(JA, **EN)
    cast.edit(entry, deck="A metal rose in space.")
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ja"
    html = client.get(f"{entry.get_absolute_url()}history/1/").content.decode()
    assert JA["deck"] in html
    assert "text=" not in html.partition("<main")[2]


def test_segments_speak_the_language_of_their_reader_on_both_pages() -> None:
    below = {"segment": "segment:new1", **JA}
    rows = {"segment:new1": {"number": 1, **EN}, "segmenttext:new1": below}
    entry = cast.film("Memories", kind="anthology", rows=rows)
    assert JA["deck"] in shown(entry, "ja")
    client = Client()
    url = f"{entry.get_absolute_url()}segments/1/"
    english = client.get(url).content.decode()
    assert EN["deck"] in english
    assert f'href="{url}?text=ja#story"' in english
    assert "長い<em>説明</em>" in client.get(f"{url}?text=ja").content.decode()


def test_a_segment_that_is_not_translated_leads_to_its_own_row() -> None:
    entry = cast.film("Memories", kind="anthology", rows={"segment:new1": {"number": 1, **EN}})
    (key,) = cast.rows_of(entry, "segment")
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ja"
    html = client.get(f"{entry.get_absolute_url()}segments/1/").content.decode()
    query = f"?section=segments&amp;text=ja&amp;of={key}#text"
    assert f'href="{entry.get_absolute_url()}edit/{query}"' in html
    form = reader(cast.kanta()).get(
        f"{entry.get_absolute_url()}edit/?section=segments&text=ja&of={key}"
    )
    assert 'id="text"' in form.content.decode()


def test_strangers_of_two_languages_are_kept_apart() -> None:
    entry = film(JA, **EN)
    for _again in range(2):
        assert EN["deck"] in shown(entry, "en")
        assert JA["deck"] in shown(entry, "ja")


def test_translations_cost_no_query() -> None:
    plain, translated = film(**EN), film(JA, {**JA, "language": "fr"}, **EN)
    reader = cast.mei()
    counts = []
    for entry in (plain, translated, plain, translated):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            shown(entry, "ja", user=reader)
        counts.append(len(asked))
    assert counts[2] == counts[3]


def test_a_translated_text_bears_the_marks_of_its_own_sources() -> None:
    entry = film(**EN)
    cast.edit(entry, rows={"filmtext:new1": JA}, sources="A magazine", by=cast.satsuki())
    assert f'{JA["deck"]}<sup class="source-mark">' in shown(entry, "ja", "?sources=1")
    assert f"{EN['deck']}<sup" not in shown(entry, "en", "?sources=1")
