"""The help page says what the table and the settings say."""

from __future__ import annotations

from dataclasses import fields
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.level_words import LABELS, rows
from accounts.policy import LEVELS, levels
from tests import cast
from tests.accounts.records import judged
from wiki.areas import Area
from wiki.policy import Level

pytestmark = pytest.mark.django_db


def page(client: Client | None = None) -> str:
    response = (client or Client()).get("/help/levels/")
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def test_every_column_of_the_table_has_a_row_on_the_page() -> None:
    assert set(LABELS) == {f.name for f in fields(Level)} - {"name", "label", "rank"}


def test_every_value_of_the_table_is_on_the_page(settings: Any) -> None:
    settings.GENGA_LEVELS = {}
    text = page()
    for level in LEVELS:
        assert f"{level.label}</th>" in text
    for row in rows(levels()):
        cells = "".join(f'<td data-label="{level}">{value}</td>' for level, value in row.cells)
        assert f'<th scope="row">{row.label}</th> {cells}' in text


def test_the_page_follows_the_sites_settings(settings: Any) -> None:
    settings.GENGA_LEVELS = {"new": {"waiting": 77}}
    settings.GENGA_LEVEL_RULES["trusted"]["approved"] = 1234
    settings.GENGA_LEVEL_LOSSES["member"]["rate"] = 0.41
    settings.GENGA_TRUST_PAGES, settings.GENGA_TRUST_HALF_LIFE = 23, 99
    settings.GENGA_AUDIT_SHARE = 0.12
    text = page()
    for words in (">77</td>", "1234 edits accepted", "less than 41%", "on 23 pages",
                  "After 99 days", "12% of all that went live"):  # fmt: skip
        assert words in text


def test_the_page_costs_no_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        page()


def test_the_reader_is_told_their_own_level() -> None:
    client = Client()
    client.force_login(cast.kanta())
    assert "You are: <strong>Trusted member</strong>" in page(client)
    assert "You are" not in page()


def test_areas_of_a_record_are_told_to_oneself_and_to_moderators() -> None:
    mei = cast.mei()
    judged(mei, accepted=41, refused=1, pages=18)
    judged(mei, Area.TEXT, accepted=6, refused=3)
    told = "credits and cast: 41 of 42 accepted on 18 pages: reviewed"
    summary = "47 of 51 edits that moderators looked at were accepted."
    for reader, detailed in ((None, False), (cast.kanta(), False), (mei, True),
                             (cast.satsuki(), True)):  # fmt: skip
        client = Client()
        if reader:
            client.force_login(reader)
        text = " ".join(client.get(f"{mei.get_absolute_url()}edits/").content.decode().split())
        assert summary in text
        assert (told in text) is detailed
        assert '<a href="/help/levels/">' in text


def test_the_profile_says_what_is_live_at_once() -> None:
    kanta = cast.kanta()
    judged(kanta, accepted=41, refused=1, pages=18)
    judged(kanta, Area.TEXT, accepted=6, refused=3, pages=6)
    client = Client()
    client.force_login(kanta)
    text = client.get(f"{kanta.get_absolute_url()}edits/").content.decode()
    assert "credits and cast: 41 of 42 accepted on 18 pages: live at once" in text
    assert "text: 6 of 9 accepted on 6 pages: reviewed" in text
