"""What a film page costs before anything is seen: its styles and scripts, all from the site itself."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.cast import film
from wiki.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("static files")]

#: Bytes of styles and scripts on a film page, compressed.
BUDGET = 60_000
_LOADED = re.compile(
    r'<(?:link[^>]*rel="(?:stylesheet|icon|apple-touch-icon|manifest|preload|modulepreload)"[^>]*'
    r'href|(?:script|img|source|iframe|video|audio|embed|input)\b[^>]*?\ssrc)="([^"]+)"'
)
_SRCSET = re.compile(r'srcset="([^"]+)"')
_IMPORT = re.compile(r"""(?:\bimport|\bfrom)\s*\(?\s*["']([^"']+)["']""")
_IN_STYLES = re.compile(r"url\(([^)]+)\)")


def html_of(entry: Entry, client: Client) -> str:
    return client.get(entry.get_absolute_url()).content.decode()


def loaded(html: str) -> list[str]:
    """Every address that the browser fetches for a page, without being asked."""
    several = (part.split()[0] for text in _SRCSET.findall(html) for part in text.split(","))
    return [*_LOADED.findall(html), *several]


def test_styles_and_scripts_of_a_film_page_weigh_little(collected: Path, client: Client) -> None:
    html = html_of(film("Memories"), client)
    files = {address for address in loaded(html) if re.search(r"\.(css|js)$", address)}
    assert len(files) > 3
    weight = {
        address: len(gzip.compress((collected / address.removeprefix("/static/")).read_bytes()))
        for address in files
    }
    assert sum(weight.values()) < BUDGET, weight


def test_no_request_leaves_the_site(collected: Path, client: Client) -> None:
    link = {"filmlink:new1": {"site": "anilist", "value": "1462"}}
    html = html_of(film("Memories", rows=link), client)
    assert "https://anilist.co/anime/1462" in html  # a link is no request
    foreign = [address for address in loaded(html) if urlsplit(address).netloc]
    assert not foreign
    for path in (*collected.rglob("*.js"), *collected.rglob("*.css")):
        if "/admin/" in str(path) or "/crispy" in str(path):
            continue
        text = path.read_text(encoding="utf-8")
        pattern = _IMPORT if path.suffix == ".js" else _IN_STYLES
        assert not [a for a in pattern.findall(text) if urlsplit(a.strip("\"' ")).netloc], path
