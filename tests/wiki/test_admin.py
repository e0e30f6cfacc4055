"""The administration shows the catalogue and the engine, and changes nothing of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client, RequestFactory

from accounts.models import User
from tests.cast import film, mei, propose
from wiki.admin import ReadOnlyAdmin
from wiki.models import Notice, Revision, RevisionEntry, Submission
from wiki.tracking import TrackedModel

pytestmark = pytest.mark.django_db

SHOWN = [
    *(m for m in apps.get_app_config("films").get_models() if issubclass(m, TrackedModel)),
    Submission,
    Revision,
    RevisionEntry,
    Notice,
]


@pytest.fixture
def chief(client: Client) -> Client:
    """A superuser's client."""
    client.force_login(User.objects.create_superuser("chihiro"))
    return client


def address(model: Any, page: str) -> str:
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/{page}"


@pytest.mark.parametrize("model", SHOWN)
def test_not_even_a_superuser_adds_changes_or_deletes(model: Any) -> None:
    request = RequestFactory().get("/")
    request.user = User(username="chihiro", is_superuser=True, is_staff=True)
    shown = admin.site._registry[model]
    assert isinstance(shown, ReadOnlyAdmin)
    assert shown.has_view_permission(request)
    assert not shown.has_add_permission(request)
    assert not shown.has_change_permission(request)
    assert not shown.has_delete_permission(request)
    assert shown.get_actions(request) == {}


def test_lists_and_rows_can_be_read(chief: Client) -> None:
    submission = propose(film(), runtime=115)
    for model in SHOWN:
        assert chief.get(address(model, "")).status_code == 200, model
        row = model._base_manager.first()
        if row is not None:
            assert chief.get(address(model, f"{row.pk}/change/")).status_code == 200, model
    assert "Memories" in chief.get(address(Submission, "?q=mei")).content.decode()
    assert str(submission.pk) in chief.get(address(Submission, "")).content.decode()


def test_nothing_can_be_sent(chief: Client) -> None:
    memories = film(runtime=113)
    model = type(memories)
    before = chief.get(address(model, f"{memories.pk}/change/")).content.decode()
    assert 'name="_save"' not in before
    for page, data in (
        ("add/", {"kind": "feature"}),
        (f"{memories.pk}/change/", {"runtime": "9"}),
        (f"{memories.pk}/delete/", {"post": "yes"}),
        ("", {"action": "delete_selected", "_selected_action": str(memories.pk), "post": "yes"}),
    ):
        answer = chief.post(address(model, page), data)
        assert answer.status_code in (403, 200, 302), page
        assert model.objects.get().runtime == 113
    assert chief.post(address(model, "add/"), {"kind": "feature"}).status_code == 403


def test_members_see_nothing_of_it(client: Client) -> None:
    client.force_login(mei())
    assert client.get(address(Submission, "")).status_code in (302, 403)
