"""The demo's accounts: made once, never in production."""

import io

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.test import Client

from accounts import demo
from accounts.models import User


@pytest.mark.django_db
def test_accounts_are_made_once_and_keep_what_is_changed(client: Client) -> None:
    demo.make_accounts()
    User.objects.filter(username="trusted").update(role=User.Role.MEMBER)
    demo.make_accounts()
    roles = dict(User.objects.values_list("username", "role"))
    assert roles == {**demo.ROLES, "trusted": User.Role.MEMBER}
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == len(demo.ROLES)
    assert User.objects.get(is_superuser=True).username == "admin"
    for name in demo.ROLES:
        assert client.login(username=name, password=demo.PASSWORD)


@pytest.mark.django_db
def test_command_refuses_in_production(settings) -> None:
    settings.GENGA_ENV = "production"
    with pytest.raises(CommandError):
        call_command("load_demo", stdout=io.StringIO())
    assert not User.objects.exists()


def test_serve_loads_the_demo_only_where_it_is_the_demo(settings) -> None:
    settings.GENGA_DEMO = False
    with pytest.raises(CommandError):
        call_command("serve", demo=True)
