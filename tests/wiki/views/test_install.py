"""What lets a browser install the site: the manifest, the worker, the page without a connection."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_manifest_names_icons_of_the_sizes_that_they_have(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    manifest = json.loads(answer.content)
    assert manifest["start_url"] == "/"
    for icon in manifest["icons"]:
        path = finders.find(icon["src"].removeprefix("/static/"))
        assert path is not None
        if path.endswith(".png"):
            width, height = struct.unpack(">II", Path(path).read_bytes()[16:24])  # of a PNG
            assert icon["sizes"] == f"{width}x{height}"


def test_the_worker_is_served_at_the_root_and_asked_for_anew_each_time(client: Client) -> None:
    answer = client.get("/service-worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert b"addEventListener" in answer.content


def test_the_page_without_a_connection_is_no_page_for_search_engines(client: Client) -> None:
    assert b'content="noindex"' in client.get("/offline/").content
