"""Signing up: a name, an address, a code by mail."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "soot-sprites-in-the-attic"


def sign_up(client: Client, name: str, email: str):
    return client.post(
        "/accounts/signup/", {"username": name, "email": email, "password1": PASSWORD}
    )


def code_in(message: mail.EmailMessage) -> str:
    """Return the code that a mail holds, on a line of its own."""
    found = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", message.body, re.MULTILINE)
    assert found, message.body
    return found[1]


def test_newcomer_signs_up_with_the_code_from_the_mail(client: Client) -> None:
    answer = sign_up(client, "mei", "mei@example.org")
    assert answer.status_code == 302
    assert answer.url == "/accounts/confirm-email/"
    page = client.get(answer.url)
    assert "mei@example.org" in page.content.decode()
    assert "_auth_user_id" not in client.session
    [message] = mail.outbox
    assert message.to == ["mei@example.org"]
    assert message.subject == "[Genga] Your code for this e-mail address"

    answer = client.post(answer.url, {"code": code_in(message)})

    assert answer.status_code == 302
    mei = User.objects.get(username="mei")
    assert client.session["_auth_user_id"] == str(mei.pk)
    assert mei.role == User.Role.NEW
    assert EmailAddress.objects.get(user=mei).verified


def test_wrong_code_confirms_nothing(client: Client) -> None:
    sign_up(client, "mei", "mei@example.org")
    client.post("/accounts/confirm-email/", {"code": "AAAAAA"})
    assert not EmailAddress.objects.get(email="mei@example.org").verified
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["mei", "MEI", "Mei"])
def test_a_name_is_taken_in_any_case(client: Client, name: str) -> None:
    User.objects.create_user("Mei", "mei@example.org", PASSWORD)
    answer = sign_up(client, name, "other@example.org")
    assert answer.status_code == 200
    assert answer.context["form"].errors["username"]
    assert User.objects.count() == 1


def test_the_database_refuses_a_name_that_differs_in_case_only() -> None:
    User.objects.create_user("mei")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("MEI")


@pytest.mark.parametrize("name", ["a b", "a/b", "<b>", "-mei", ".mei", "mei\n", "x" * 41, "admin"])
def test_a_name_that_is_no_name_is_refused(client: Client, name: str) -> None:
    answer = sign_up(client, name, "mei@example.org")
    if name == "mei\n":  # the form strips it
        assert User.objects.get().username == "mei"
        return
    assert answer.context["form"].errors["username"]
    assert not User.objects.exists()


def test_a_japanese_name_is_a_name(client: Client) -> None:
    sign_up(client, "メイ", "mei@example.org")
    mei = User.objects.get(username="メイ")
    assert client.get(mei.get_absolute_url()).status_code == 200


def test_an_address_in_use_is_not_betrayed(client: Client) -> None:
    mei = User.objects.create_user("mei", "mei@example.org", PASSWORD)
    EmailAddress.objects.create(user=mei, email=mei.email, verified=True, primary=True)
    answer = sign_up(client, "satsuki", "mei@example.org")
    assert answer.status_code == 302
    assert User.objects.count() == 1
    assert "There is an account with this address already" in mail.outbox[0].body
