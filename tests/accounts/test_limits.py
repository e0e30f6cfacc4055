"""Who tries too often is told when to try again, in the site's own words."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.accounts.test_sign_up import sign_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_sign_ups_an_hour(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"signup": "2/h/ip", "login": "2/m/ip"}


def test_sign_ups_from_one_address_are_limited_and_it_is_said_when(client: Client) -> None:
    for name in ("mei", "satsuki"):
        assert sign_up(Client(), name, f"{name}@example.org").status_code == 302
    answer = sign_up(client, "kanta", "kanta@example.org")
    assert answer.status_code == 429
    assert 59 * 60 < int(answer.headers["Retry-After"]) <= 3600
    page = answer.content.decode()
    assert "You can try again" in page
    assert "(UTC)" in page
    assert "<header" in page  # the site's own page


def test_other_addresses_of_the_network_have_their_own_count() -> None:
    for name in ("mei", "satsuki"):
        sign_up(Client(), name, f"{name}@example.org")
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_up(elsewhere, "kanta", "kanta@example.org").status_code == 302


def test_programs_are_told_in_json(client: Client) -> None:
    for _try in range(2):
        sign_up(client, "", "")
    answer = client.post("/accounts/signup/", {}, headers={"Accept": "application/json"})
    assert answer.status_code == 429
    assert "You can try again" in answer.json()["error"]
    assert answer.headers["Retry-After"]


def test_looking_at_the_form_is_not_counted(client: Client) -> None:
    for _try in range(5):
        assert client.get("/accounts/signup/").status_code == 200


def test_mails_to_one_address_are_limited_without_saying_more(
    client: Client, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/h/key"}
    for _try in range(2):
        answer = client.post("/accounts/password/reset/", {"email": "mei@example.org"})
    assert answer.status_code == 429
    assert "Wait a few minutes" in answer.content.decode()
