"""Logging in and out, changing the password and the e-mail address."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.accounts.test_sign_up import PASSWORD, code_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def mei() -> User:
    user = User.objects.create_user("Mei", "mei@example.org", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def logged_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def log_in(client: Client, password: str = PASSWORD):
    return client.post("/accounts/login/", {"login": "mei", "password": password})


@pytest.mark.parametrize("login", ["Mei", "mei", "mei@example.org", "MEI@example.org"])
def test_logs_in_by_name_or_address_in_any_case(client: Client, mei: User, login: str) -> None:
    answer = client.post("/accounts/login/", {"login": login, "password": PASSWORD})
    assert answer.status_code == 302
    assert logged_in(client)


def test_wrong_password_stays_out(client: Client, mei: User) -> None:
    assert log_in(client, "wrong").status_code == 200
    assert not logged_in(client)


def test_guessing_passwords_is_slowed_down(client: Client, mei: User) -> None:
    for _ in range(12):
        log_in(client, "wrong")
    log_in(client)
    assert not logged_in(client)


def test_logs_out_by_post_only(client: Client, mei: User) -> None:
    log_in(client)
    assert client.get("/accounts/logout/").status_code == 200
    assert logged_in(client)
    client.post("/accounts/logout/")
    assert not logged_in(client)


def test_forgotten_password_is_replaced_with_a_code(client: Client, mei: User) -> None:
    answer = client.post("/accounts/password/reset/", {"email": "mei@example.org"}, follow=True)
    assert answer.status_code == 200
    code = code_in(mail.outbox[0])
    answer = client.post("/accounts/password/reset/confirm/", {"code": code})
    assert client.get(answer.url).status_code == 200
    new = "a-new-umbrella-for-the-bus-stop"
    answer = client.post(answer.url, {"password1": new, "password2": new}, follow=True)
    assert answer.status_code == 200
    assert mail.outbox[-1].subject == "[Genga] Your password was reset"
    mei.refresh_from_db()
    assert mei.check_password(new)


def test_reset_for_an_unknown_address_looks_the_same(client: Client, mei: User) -> None:
    known = client.post("/accounts/password/reset/", {"email": "mei@example.org"})
    other = Client().post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known.url) == (other.status_code, other.url)


def ask_for_another_address(client: Client) -> str:
    """Ask for totoro's address, give the password when asked, return where that leads."""
    data = {"email": "totoro@example.org", "action_add": ""}
    answer = client.post("/accounts/email/", data)
    assert answer.url.startswith("/accounts/reauthenticate/")
    assert client.get(answer.url).status_code == 200
    answer = client.post(answer.url, {"password": PASSWORD})
    return answer.url


def test_new_address_counts_once_its_code_is_entered(client: Client, mei: User) -> None:
    log_in(client)
    assert ask_for_another_address(client) == "/accounts/confirm-email/"
    assert client.get("/accounts/confirm-email/").status_code == 200
    mei.refresh_from_db()
    assert mei.email == "mei@example.org"
    message = next(m for m in mail.outbox if m.to == ["totoro@example.org"])
    client.post("/accounts/confirm-email/", {"code": code_in(message)})
    mei.refresh_from_db()
    assert mei.email == "totoro@example.org"
    assert EmailAddress.objects.get(user=mei).email == "totoro@example.org"
    assert "mei@example.org to totoro@example.org" in mail.outbox[-1].body


def test_address_stays_without_the_password(client: Client, mei: User) -> None:
    log_in(client)
    data = {"email": "totoro@example.org", "action_add": ""}
    answer = client.post("/accounts/email/", data)
    client.post(answer.url, {"password": "wrong"})
    assert not mail.outbox


@pytest.mark.parametrize("page", ["login", "signup", "password/reset"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_pages_hold_no_script_or_style_of_their_own(
    client: Client, page: str, language: str
) -> None:
    answer = client.get(f"/accounts/{page}/", headers={"accept-language": language})
    text = answer.content.decode()
    assert "<style" not in text
    assert "style=" not in text
    assert "<script>" not in text


@pytest.mark.parametrize("page", ["email", "password/change", "logout", "reauthenticate"])
def test_pages_of_a_logged_in_user_hold_no_script_or_style_of_their_own(
    client: Client, mei: User, page: str
) -> None:
    log_in(client)
    ask_for_another_address(client)
    answer = client.get(f"/accounts/{page}/", follow=True)
    assert answer.status_code == 200
    assert "style=" not in answer.content.decode()
    assert "<script>" not in answer.content.decode()
