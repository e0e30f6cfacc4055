"""No page of the site escapes what is checked of all pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.journeys.no_pages import NO_PAGES, POSTED_TO
from tests.journeys.pages import PAGES

#: Something for each place of an address.
ANY = {"pk": 1, "number": 1, "ref": "1", "username": "mei", "name": "year"}


def _patterns(resolver: Any) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        elif pattern.app_name != "admin":  # Django's own
            yield from _patterns(pattern)


def test_every_address_is_a_page_type_or_excused() -> None:
    names = {str(pattern.name) for pattern in _patterns(get_resolver())}
    listed = {page.view for page in PAGES}
    assert names - listed - NO_PAGES.keys() - POSTED_TO == set()
    assert (listed | NO_PAGES.keys() | POSTED_TO) - names == set(), (
        "these are no addresses any more"
    )
    assert listed & (NO_PAGES.keys() | POSTED_TO) == set()


def test_names_of_page_types_are_unique() -> None:
    names = [page.name for page in PAGES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", sorted(POSTED_TO))
def test_what_is_only_posted_to_is_no_page(name: str) -> None:
    (pattern,) = [each for each in _patterns(get_resolver()) if each.name == name]
    places = {place: ANY[place] for place in pattern.pattern.converters}
    address = reverse(name, kwargs=places)
    answer = Client().get(address)
    assert answer.status_code == 405 or address.startswith(answer["Location"])
