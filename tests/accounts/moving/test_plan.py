"""The rules by which a file and a watch list are put together."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import MergeRule, WatchStatus
from accounts.moving.plan import NOTHING, merged, says_nothing, taken_back
from accounts.moving.rows import Row
from wiki.partial_dates import first_day, last_day

NOW = datetime(2026, 11, 21, tzinfo=UTC)
_days = st.sampled_from(["", "2019", "2019-05", "2019-05-21", "2021-01-01"])
_values = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["", *WatchStatus.values]),
        "score": st.none() | st.integers(1, 100),
        "times": st.integers(0, 999),
        "started": _days,
        "finished": _days,
        "notes": st.sampled_from(["", "mine", "theirs"]),
        "private": st.booleans(),
    }
)
_changed = st.sampled_from(["", "2020-01-01T00:00:00+00:00", "2027-01-01T00:00:00+00:00"])


def _consistent(values: dict[str, Any]) -> bool:
    both = values["started"] and values["finished"]
    seen = values["status"] != WatchStatus.WATCHED or values["times"] >= 1
    return seen and not (both and last_day(values["finished"]) < first_day(values["started"]))


_mine = st.none() | _values.filter(_consistent)
_rows = st.builds(lambda said, at: Row("x", changed=at, **said).tidied(), _values, _changed)


@given(_rows, _mine, st.sampled_from(MergeRule.values), st.sampled_from(["", "want", "watched"]))
def test_doing_it_twice_is_doing_it_once(
    row: Row, mine: dict[str, Any] | None, rule: str, rest: str
) -> None:
    once = merged(row, mine, rule=rule, mine_changed=NOW, status_for_rest=rest)
    assert merged(row, once, rule=rule, mine_changed=NOW, status_for_rest=rest) == once
    assert _consistent(once)


@given(_rows, _values.filter(_consistent))
def test_what_is_mine_stays(row: Row, mine: dict[str, Any]) -> None:
    found = merged(row, mine, rule=MergeRule.MINE)
    assert all(found[name] == value for name, value in mine.items() if value)


@given(_rows, _mine, st.sampled_from(MergeRule.values))
def test_what_the_file_does_not_say_is_not_taken_away(
    row: Row, mine: dict[str, Any] | None, rule: str
) -> None:
    found = merged(Row("x"), mine, rule=rule, mine_changed=NOW)
    assert found == (mine or NOTHING)


@given(_rows, _mine, st.sampled_from(MergeRule.values))
def test_taking_back_gives_what_was_there(row: Row, mine: dict[str, Any] | None, rule: str) -> None:
    after = merged(row, mine, rule=rule, mine_changed=NOW)
    assert taken_back(after, mine, after) == (mine or NOTHING)


def test_what_was_changed_since_stays_when_an_import_is_taken_back() -> None:
    after = NOTHING | {"status": "watched", "score": 80, "times": 1}
    now = after | {"score": 95}
    assert taken_back(now, None, after) == NOTHING | {"score": 95}


@pytest.mark.parametrize(
    ("rule", "changed", "score"),
    [
        ("mine", "2027-01-01T00:00:00+00:00", 60),
        ("theirs", "", 90),
        ("newer", "2027-01-01T00:00:00+00:00", 90),
        ("newer", "2020-01-01T00:00:00+00:00", 60),
        ("newer", "", 60),
    ],
)
def test_the_rule_decides_where_both_say_something(rule: str, changed: str, score: int) -> None:
    mine = NOTHING | {"score": 60}
    found = merged(Row("x", score=90, changed=changed), mine, rule=rule, mine_changed=NOW)
    assert found["score"] == score


def test_the_days_of_a_status_that_is_not_taken_are_not_taken() -> None:
    mine = NOTHING | {"status": "want"}
    row = Row("x", status="watched", times=3, finished="2019-05-21", score=90)
    found = merged(row, mine, rule=MergeRule.MINE)
    assert found == NOTHING | {"status": "want", "score": 90}


def test_films_without_a_status_get_the_one_that_was_chosen_for_them() -> None:
    assert merged(Row("x"), None, rule="mine", status_for_rest="want")["status"] == "want"
    assert merged(Row("x", score=90), None, rule="mine", status_for_rest="want")["status"] == ""
    assert says_nothing(merged(Row("x"), None, rule="mine"))
