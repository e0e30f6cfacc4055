"""What other sites show of a page that somebody shares: words, and a picture drawn here."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client, override_settings
from PIL import Image

from films import share_cards
from films.share_cards import CardFacts
from tests import cast
from wiki.actions.hide import hide
from wiki.open_web import locale_of
from wiki.picture_names import PictureName

pytestmark = pytest.mark.django_db

_META = re.compile(r'<meta (?:property|name)="((?:og|video|twitter)[^"]*)" content="([^"]*)">')


def _told(path: str) -> dict[str, str]:
    html = Client().get(path, follow=True).content.decode()
    return {name: unescape(content) for name, content in reversed(_META.findall(html))}


def _path(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def test_a_film_is_shared_with_its_year_its_text_and_its_card() -> None:
    film = cast.film(
        runtime=113,
        deck="Three stories of memory.",
        rows={"release:new1": {"country": "JP", "date": "1995-12-23", "medium": "cinema"}},
    )
    told = _told(film.get_absolute_url())
    assert told["og:type"] == "video.movie"
    assert told["og:title"] == "Memories (1995)"
    assert told["og:description"] == "Three stories of memory."
    assert told["og:url"].endswith(film.get_absolute_url())
    assert (told["video:duration"], told["video:release_date"]) == ("6780", "1995-12-23")
    assert told["twitter:card"] == "summary_large_image"
    assert (told["og:locale"], told["og:locale:alternate"]) == ("en_US", "ja_JP")
    answer = Client().get(_path(told["og:image"]))
    assert answer["Content-Type"] == "image/png"
    assert "immutable" in answer["Cache-Control"]
    size = Image.open(io.BytesIO(answer.content)).size
    assert size == (int(told["og:image:width"]), int(told["og:image:height"])) == (1200, 630)


def test_descriptions_stand_in_for_the_deck_without_their_spoilers() -> None:
    film = cast.film(description="A wreck calls. >!She is dead.!<")
    assert _told(film.get_absolute_url())["og:description"] == "A wreck calls."


def test_every_public_kind_of_page_can_be_shared() -> None:
    person = cast.person("Satoshi Kon")
    cast.edit(person, deck="A director")
    kinds = {
        "/": "website",
        "/films/": "website",
        "/people/": "website",
        "/changes/": "website",
        "/years/": "website",
        "/help/": "website",
        person.get_absolute_url(): "profile",
        "/users/mei/": "profile",
    }
    for path, kind in kinds.items():
        told = _told(path)
        assert (told["og:type"], bool(told["og:title"])) == (kind, True), path
        assert all(told[f"og:{name}"] for name in ("image", "url", "description")), path


def test_the_language_of_the_address_is_that_of_the_card_of_the_page() -> None:
    film = cast.film()
    assert _told(f"{film.get_absolute_url()}?lang=ja")["og:locale"] == "ja_JP"
    assert locale_of("pt-br") == "pt_BR"


def test_a_card_changes_its_address_with_what_it_shows() -> None:
    film = cast.film("Memories")
    before = _told(film.get_absolute_url())["og:image"]
    row = next(iter(cast.rows_of(film, "filmname")))
    cast.edit(film, rows={row: {"text": "Memories of Otomo"}})
    assert _told(film.get_absolute_url())["og:image"] != before


def test_a_card_that_is_known_is_answered_without_its_content() -> None:
    film = cast.film()
    path = f"{film.get_absolute_url()}card.png"
    first = Client().get(path)
    again = Client().get(path, headers={"if-none-match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert "immutable" not in first["Cache-Control"]


def test_hidden_pages_have_no_card() -> None:
    film = cast.film()
    hide(film, user=cast.satsuki(), summary="Not a film")
    moderator = Client()
    moderator.force_login(cast.satsuki())
    path = f"{film.get_absolute_url()}card.png"
    assert (Client().get(path).status_code, moderator.get(path).status_code) == (404, 404)


@pytest.mark.parametrize(
    "facts",
    [
        CardFacts("A", film=True),
        CardFacts("", film=True),
        CardFacts("W" * 300, "語" * 300, year=1995, kind="anthology", film=True),
        CardFacts(
            "千と千尋の神隠し", "Spirited Away", "Sen", "Feature film · 2001", 2001, film=True
        ),
        CardFacts("مرحبا \U0001f3ac", "\x00", picture="0" * 32 + "-100x100-ffffff"),
    ],
)
def test_any_title_can_be_drawn(facts: CardFacts) -> None:
    assert share_cards.draw(facts).size == (1200, 630)


def test_a_page_with_a_picture_shows_it_on_its_card() -> None:
    name = PictureName("0" * 31 + "1", 800, 1200, "ff0000")
    written = io.BytesIO()
    Image.new("RGBA", (800, 1200), "#ff0000").save(written, "WEBP", lossless=True)
    default_storage.save(name.path(800), ContentFile(written.getvalue()))
    card = share_cards.draw(CardFacts("Memories", picture=str(name)))
    assert card.getpixel((200, 315)) == (255, 0, 0)


def test_letters_that_the_font_has_not_are_left_out(tmp_path: Any) -> None:
    for cached in (share_cards._font_path, share_cards._font, share_cards._missing):
        cached.cache_clear()
    try:
        with override_settings(GENGA_CARD_FONT=""), pytest.MonkeyPatch.context() as patch:
            patch.setattr(share_cards, "_FONTS", ())
            assert share_cards._has_letters("Memories")
            assert not share_cards._has_letters("彼女の想いで")
            assert share_cards.draw(CardFacts("Memories", "彼女の想いで")).size == (1200, 630)
    finally:
        for cached in (share_cards._font_path, share_cards._font, share_cards._missing):
            cached.cache_clear()
