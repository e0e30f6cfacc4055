"""Hiding a page from readers, and showing it again."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests.cast import kanta, key_of, mei, propose, satsuki, tatsuo
from tests.toywiki.models import Garden
from tests.wiki.gardens import change, check, garden, history, plant, row_where, send
from wiki.actions.hide import hide, restore
from wiki.actions.revert import revert
from wiki.exceptions import EntryUnavailable, NothingChanged
from wiki.models import SearchName

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("user", [satsuki, tatsuo])
def test_a_moderator_hides_and_restores_a_page(user: Any) -> None:
    hortus = garden()
    submission = hide(hortus, user=user(), summary="Spam")
    assert (submission.status, submission.kind) == ("approved", "hide")
    hortus.refresh_from_db()
    assert hortus.hidden
    assert list(Garden.objects.visible()) == []
    assert not SearchName.objects.exists()
    restore(hortus, user=user(), summary="It was none")
    hortus.refresh_from_db()
    assert not hortus.hidden
    assert SearchName.objects.get().text == "Hortus"
    assert [row.revision.kind for row in history(hortus)] == ["create", "hide", "restore"]
    check(hortus)


@pytest.mark.parametrize("user", [mei, kanta])
def test_members_propose_to_hide_and_never_restore(user: Any) -> None:
    hortus = garden()
    assert hide(hortus, user=user(), summary="I do not like it").is_pending
    hortus.refresh_from_db()
    assert not hortus.hidden
    with pytest.raises(PermissionDenied):
        restore(hortus, user=user(), summary="I do")


def test_hiding_twice_changes_nothing() -> None:
    hortus = garden()
    hide(hortus, user=satsuki(), summary="Spam")
    with pytest.raises(NothingChanged):
        hide(hortus, user=satsuki(), summary="Spam")


@pytest.mark.parametrize("user", [mei, satsuki, tatsuo])
def test_a_hidden_page_refuses_edits(user: Any) -> None:
    hortus = garden(area=3)
    hide(hortus, user=satsuki(), summary="Spam")
    with pytest.raises(EntryUnavailable):
        propose(hortus, by=user(), area=4)


def test_an_edit_of_another_page_does_not_reach_a_hidden_one() -> None:
    iris, hortus = plant(), garden()
    hide(iris, user=satsuki(), summary="Spam")
    changes = [
        change(key_of(hortus), key_of(hortus), area=[None, 4]),
        change(key_of(iris), key_of(iris), edible=[False, True]),
    ]
    with pytest.raises(EntryUnavailable):
        send(changes, hortus, by=mei())


def test_what_points_at_a_hidden_page_stays() -> None:
    iris = plant()
    hortus = garden(rows={"planting:new1": {"plant": key_of(iris)}})
    hide(iris, user=satsuki(), summary="Spam")
    assert row_where(hortus, "planting", plant=key_of(iris))
    check(hortus, iris)


def test_reverting_a_hide_is_for_moderators_to_decide() -> None:
    hortus = garden()
    hide(hortus, user=satsuki(), summary="Spam")
    hidden = history(hortus)[-1]
    submission = revert(hidden, user=kanta(), summary="It is none")
    assert submission.is_pending
    revert(hidden, user=satsuki(), summary="It is none")
    hortus.refresh_from_db()
    assert not hortus.hidden
    check(hortus)
