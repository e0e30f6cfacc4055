"""What the forms say about writing each field: it is there, tied to its controls, and leads on."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from tests import cast
from tests.films.full_documents import SHAPES, name_of
from tests.readers import reader
from wiki.entry_types import Shape
from wiki.guidance import SHORT, Guide

STYLE_GUIDE = Path(settings.BASE_DIR) / "docs" / "help" / "en" / "style.md"
shapes = pytest.mark.parametrize("shape", SHAPES, ids=name_of)


@shapes
def test_every_rule_is_about_a_field_and_leads_to_its_chapter(shape: Shape) -> None:
    chapters = set(re.findall(r"\{#(\w+)\}", STYLE_GUIDE.read_text(encoding="utf-8")))
    for name, guide in shape.guidance.items():
        assert name in shape.fields
        address, _hash, chapter = guide.url.partition("#")
        assert address == "/help/style/"
        assert chapter in chapters


def test_long_rules_are_folded_and_short_ones_are_not() -> None:
    assert "<details" not in Guide("Short.").html()
    assert "<details" in Guide("x" * (SHORT + 1)).html()
    assert "&lt;b&gt;" in Guide("<b>", "/help/style/#decks").html()


def _html(url: str) -> str:
    """The page of a form, without the rows that scripts copy."""
    html = reader(cast.mei()).get(url).content.decode()
    return re.sub(r"<template.*?</template>", "", html, flags=re.DOTALL)


@pytest.mark.django_db
def test_a_field_is_described_by_its_rule() -> None:
    film = cast.film("Memories")
    html = _html(f"{film.get_absolute_url()}edit/")
    described = f'id="id-film:{film.pk}.deck_helptext"'
    assert described in html
    control = re.search(rf'<textarea[^>]*name="film:{film.pk}.deck"[^>]*>', html)
    assert control is not None
    assert f'aria-describedby="id-film:{film.pk}.deck_helptext"' in control.group()
    assert 'href="/help/style/#decks"' in html


@pytest.mark.django_db
def test_rows_are_told_once_and_their_columns_and_new_rows_name_it() -> None:
    one = {"role": "director", "credited_as": "A"}
    film = cast.film(
        "Memories",
        rows={"credit:new1": one, "credit:new2": {**one, "credited_as": "B", "position": 1}},
    )
    html = reader(cast.mei()).get(f"{film.get_absolute_url()}edit/?section=credits")
    text = html.content.decode()
    assert text.count('id="g-credit-role"') == 1
    assert '<th scope="col" aria-describedby="g-credit-role">' in text
    assert (
        'name="credit:new__credit__.role" aria-label="Role" aria-describedby="g-credit-role"'
        in text
    )


@pytest.mark.django_db
def test_every_rule_that_is_named_is_on_the_page_once() -> None:
    character = cast.character("Eva")
    film = cast.film(
        "Memories",
        rows={
            **cast.segments("Rose", "Bomb"),
            "dubversion:new1": {"language": "ja", "original": True},
            "appearance:new1": {"character": cast.key_of(character)},
        },
    )
    client = reader(cast.mei())
    html = client.get(f"{film.get_absolute_url()}edit/").content.decode()
    named = set(re.findall(r'aria-describedby="[^"]*?(g-[\w-]+)"', html))
    counts = Counter(re.findall(r'id="(g-[\w-]+)"', html))
    assert named
    assert named <= counts.keys()
    assert set(counts.values()) == {1}
