"""Rolling back while others edit, with real threads: nothing of theirs is lost, history holds."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import edit, key_of, satsuki, tatsuo
from tests.wiki.gardens import change, garden, row_where, rows, send, value
from tests.wiki.test_races import ROUNDS, at_once, losers
from tests.wiki.vandals import by_vandal, vandal
from wiki.actions.roll_back import roll_back
from wiki.exceptions import EditConflict, NothingChanged
from wiki.integrity import disagreements
from wiki.models import Revision

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_edit_of_the_same_value_wins_or_is_told() -> None:
    moderator, editor, bad = tatsuo(), satsuki(), vandal()
    hortus = garden(area=1)
    key = key_of(hortus)
    for area in range(2, 2 + ROUNDS):
        was = value(hortus, "area")
        by_vandal(hortus, area=999)
        outcomes = at_once(
            lambda: roll_back(bad, since=None, by=moderator, reason="Vandalism"),
            lambda area=area: send([change(key, key, area=[999, area])], hortus, by=editor),
        )
        errors = losers(outcomes)
        now = value(hortus, "area")
        if now == was:  # the roll back was first
            (error,) = errors
            assert isinstance(error, EditConflict)
        else:
            assert now == area
            assert all(isinstance(error, NothingChanged) for error in errors)
        edit(hortus, by=editor, area=area + 1000)
    assert list(disagreements()) == []


def test_edits_of_other_values_and_rows_all_arrive() -> None:
    moderator, editor, bad = tatsuo(), satsuki(), vandal()
    hortus = garden(area=1)
    key = key_of(hortus)
    for number in range(1, 1 + ROUNDS):
        by_vandal(hortus, area=999, rows={"bed:new1": {"number": number}})
        bed = row_where(hortus, "bed", number=number)
        outcomes = at_once(
            lambda: roll_back(bad, since=None, by=moderator, reason="Vandalism"),
            lambda bed=bed: send([change(bed, key, sunny=[False, True])], hortus, by=editor),
            lambda n=number: send(
                [change(key, key, note=[note(n), note(n + 1)])], hortus, by=editor
            ),
        )
        told: list[Any] = losers(outcomes)
        assert value(hortus, "note") == note(number + 1)
        assert value(hortus, "area") == 1
        assert (bed in rows(hortus, "bed")) is not any(isinstance(e, EditConflict) for e in told)
    assert list(disagreements()) == []


def note(number: int) -> str:
    return f"Note {number}" if number > 1 else ""


def test_two_moderators_roll_one_user_back_once() -> None:
    moderators, bad = (satsuki(), tatsuo()), vandal()
    hortus = garden(area=1)
    for _round in range(ROUNDS):
        by_vandal(hortus, area=999)
        outcomes = at_once(
            *(
                lambda by=by: roll_back(bad, since=None, by=by, reason="Vandalism")
                for by in moderators
            )
        )
        (error,) = losers(outcomes)
        assert isinstance(error, NothingChanged)
        assert value(hortus, "area") == 1
    assert Revision.objects.filter(kind="rollback").count() == ROUNDS
    assert list(disagreements()) == []
