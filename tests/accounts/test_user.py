"""Roles and the public page of a user."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from tests import cast
from wiki.actions.hide import hide

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "trusted", "moderator", "admin"),
    [
        ("member", False, False, False),
        ("trusted", True, False, False),
        ("moderator", True, True, False),
        ("admin", True, True, True),
    ],
)
def test_each_role_may_do_what_the_one_before_may(
    role: str, trusted: bool, moderator: bool, admin: bool
) -> None:
    user = User(username="mei", role=role)
    assert user.is_trusted is trusted
    assert user.is_moderator is moderator
    assert user.is_admin_role is admin


def test_the_database_knows_the_roles_only() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("mei", role="wizard")


def test_a_superuser_is_an_administrator() -> None:
    assert User.objects.create_superuser("chihiro").is_admin_role


def test_user_page_shows_the_role_and_not_the_address(client: Client) -> None:
    mei = User.objects.create_user("mei", "mei@example.org", role=User.Role.TRUSTED)
    text = client.get(mei.get_absolute_url()).content.decode()
    assert "mei" in text
    assert "Trusted member" in text
    assert "mei@example.org" not in text
    edits = client.get("/users/mei/edits/").content.decode()
    assert "has not changed the catalogue yet" in edits


def test_user_page_does_not_name_hidden_pages_to_who_may_not_see_them(client: Client) -> None:
    hide(cast.film("Cannon Fodder"), user=cast.satsuki(), summary="Spam")
    text = client.get("/users/mei/edits/").content.decode()
    assert "a hidden page" in text
    assert "Cannon Fodder" not in text
    client.force_login(cast.satsuki())
    assert "Cannon Fodder" in client.get("/users/mei/edits/").content.decode()


@pytest.mark.parametrize(
    "page",
    [
        *("", "feed/", "fix/feed/", "films/", "lists/", "suspend/", "roll-back/"),
        *("edits/", "statistics/", "compare/mei/"),
    ],
)
def test_nobody_has_a_null_character_in_their_name(client: Client, page: str) -> None:
    client.force_login(cast.satsuki())
    assert client.get(f"/users/a%00b/{page}").status_code == 404


def test_user_page_has_one_address(client: Client) -> None:
    mei = User.objects.create_user("Mei")
    answer = client.get("/users/mei/")
    assert answer.status_code == 301
    assert answer.url == mei.get_absolute_url()


def test_user_page_of_nobody_is_missing(client: Client) -> None:
    assert client.get("/users/nobody/").status_code == 404


@pytest.mark.parametrize("before", ["", "x", "-1", "1" * 30, "٣"])
def test_user_page_takes_any_place_to_begin(client: Client, before: str) -> None:
    User.objects.create_user("mei")
    assert client.get("/users/mei/edits/", {"before": before}).status_code == 200


def test_only_an_administrator_opens_the_admin_site_and_sets_roles(client: Client) -> None:
    mei = User.objects.create_user("mei", role=User.Role.MODERATOR)
    client.force_login(mei)
    assert client.get("/admin/accounts/user/", follow=True).status_code == 403
    client.force_login(User.objects.create_superuser("chihiro"))
    answer = client.get(f"/admin/accounts/user/{mei.pk}/change/")
    assert 'name="role"' in answer.content.decode()
