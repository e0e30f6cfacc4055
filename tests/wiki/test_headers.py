"""What every answer says in its headers."""

import pytest
from django.test import Client

from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/changes/", "/accounts/login/", "/nowhere/"])
def test_devices_are_closed_and_scripts_are_our_own(client: Client, path: str) -> None:
    answer = client.get(path)
    assert "camera=()" in answer["Permissions-Policy"]
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/changes/", "/users/mei/"])
def test_what_has_not_changed_is_not_sent_again(client: Client, path: str) -> None:
    cast.mei()
    tag = client.get(path)["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_packed_page_and_a_plain_one_do_not_share_a_strong_tag(client: Client) -> None:
    assert client.get("/films/")["ETag"].startswith("W/")
