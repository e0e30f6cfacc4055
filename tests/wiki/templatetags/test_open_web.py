"""What the head of a page tells programs."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from wiki.open_web import filled, written
from wiki.views import lists

_STEP = re.compile(r'<link rel="(prev|next)" href="([^"]+)">')


@pytest.mark.django_db
def test_lists_in_pages_name_their_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 1)
    for name in ("A", "B", "C"):
        cast.genre(name)
    first = dict(_STEP.findall(Client().get("/genres/").content.decode()))
    assert list(first) == ["next"]
    second = "/" + first["next"].split("/", 3)[3]
    assert list(dict(_STEP.findall(Client().get(second).content.decode()))) == ["prev", "next"]


@given(st.text())
def test_any_text_stays_what_it_is_and_in_its_block(text: str) -> None:
    block = str(written([{"name": text}]))
    assert not re.search("[<>&\u2028\u2029]", block)
    assert json.loads(block)["@graph"] == [{"name": text}]


def test_what_says_nothing_is_not_told() -> None:
    told = filled(kind="Movie", id="/", name="", genre=[], duration=None, position=0)
    assert told == {"@type": "Movie", "@id": "/", "position": 0}
