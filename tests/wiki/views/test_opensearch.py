"""Browsers find the search, and what it offers while one types, in the format of OpenSearch."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests import cast

pytestmark = pytest.mark.django_db

_SPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_the_description_names_the_search_and_its_suggestions() -> None:
    answer = Client().get("/opensearch.xml")
    assert answer["Content-Type"].startswith("application/opensearchdescription+xml")
    root = ElementTree.fromstring(answer.content)  # noqa: S314  (our own answer)
    assert root.tag == f"{_SPACE}OpenSearchDescription"
    assert 0 < len(root.findtext(f"{_SPACE}ShortName") or "") <= 16
    assert root.findtext(f"{_SPACE}Description")
    for url in root.findall(f"{_SPACE}Url"):
        template = url.get("template", "")
        assert template.startswith("http://127.0.0.1:8000/search/")
        path = "/" + template.replace("{searchTerms}", "memories").split("/", 3)[3]
        answer = Client().get(path)
        assert answer["Content-Type"].startswith(url.get("type", "?"))
    html = Client().get("/").content.decode()
    assert '<link rel="search" type="application/opensearchdescription+xml"' in html


def test_suggestions_are_four_lists() -> None:
    film = cast.film("Memories")
    query, names, notes, urls = Client().get("/search/opensearch?q=memo").json()
    assert (query, names[0]) == ("memo", "Memories")
    assert urls[0] == f"http://127.0.0.1:8000{film.get_absolute_url()}"
    assert len(names) == len(notes) == len(urls)


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00", "?q=zzzzqqqq"])
def test_nothing_found_is_an_answer_too(query: str) -> None:
    cast.film("Memories")
    answer: list[Any] = Client().get(f"/search/opensearch{query}").json()
    assert answer[1:] == [[], [], []]
