"""A question finds what it asks for, and its address says all of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from tests.toywiki.entries import garden as gardens
from tests.wiki.gardens import garden
from wiki.actions.hide import hide
from wiki.quality.answers import answers, as_csv
from wiki.quality.declarations import Gap, quality_of
from wiki.quality.question import Question, count
from wiki.quality.tallies import Share

pytestmark = pytest.mark.django_db


def ask(query: str, *, gap: str = "") -> Question:
    return Question(gardens, QueryDict(query), gap=quality_of(gardens).gap(gap) if gap else None)


def found(question: Question) -> list[str]:
    return sorted(entry.title for entry in question.rows())


def test_what_is_lacking_and_what_is_there_is_asked_for_together() -> None:
    garden("Bare")
    garden("Large", area=20)
    garden("Told", note="Roses.")
    assert found(ask("lacks=area")) == ["Bare", "Told"]
    assert found(ask("has=area")) == ["Large"]
    assert found(ask("lacks=area&has=note")) == ["Told"]
    assert found(ask("lacks=area&lacks=note")) == ["Bare"]
    assert found(ask("", gap="area")) == ["Bare", "Told"]


def test_spans_hold_both_ends() -> None:
    for area in (9, 10, 20, 21):
        garden(f"Of {area}", area=area)
    assert found(ask("area=10&area_to=20")) == ["Of 10", "Of 20"]
    assert found(ask("area_to=9")) == ["Of 9"]


def test_hidden_entries_answer_nothing() -> None:
    hide(garden("Gone"), user=cast.satsuki(), summary="No garden")
    assert found(ask("lacks=area")) == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("area=abc", "area"),
        ("area=0", "area"),
        ("area=99999999999999999999999", "area"),
        ("area=20&area_to=10", "area_to"),
        ("kind=palace", "kind"),
        ("kind=%00", "kind"),
        ("lacks=nothing", "lacks"),
        ("lacks=area&has=area", "has"),
        ("sort=random", "sort"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_control_and_finds_nothing(
    query: str, field: str
) -> None:
    garden()
    question = ask(query)
    assert not question.is_valid
    assert question.form.errors[field]
    assert found(question) == []


def test_of_a_value_that_is_given_twice_the_last_counts() -> None:
    assert ask("kind=park&kind=yard").query == "kind=yard"


@given(
    lacks=st.sets(st.sampled_from(["area", "note"])),
    kind=st.sampled_from(["", "park", "yard"]),
    first=st.none() | st.integers(1, 999),
    last=st.none() | st.integers(1, 999),
)
def test_the_address_of_a_question_asks_the_same_again(
    lacks: set[str], kind: str, first: int | None, last: int | None
) -> None:
    values: list[Any] = [("lacks", each) for each in sorted(lacks)]
    values += [("kind", kind), ("area", first or ""), ("area_to", last or "")]
    question = ask("&".join(f"{name}={value}" for name, value in values))
    if first and last and first > last:
        assert not question.is_valid
        return
    again = ask(question.query)
    assert again.query == question.query
    assert again.values == question.values


def test_each_thing_asked_for_can_be_left_out() -> None:
    question = ask("lacks=area&has=note&kind=yard&area=3")
    told = {each.label: each.without for each in question.words()}
    assert told["yard"] == "?lacks=area&has=note&area=3"
    assert told["without: Area"] == "?has=note&kind=yard&area=3"
    assert told["Area from 3"] == "?lacks=area&has=note&kind=yard"


def test_answers_lead_to_the_place_in_the_form_where_the_fact_goes() -> None:
    bare = garden("Bare")
    (line,) = answers(ask("lacks=area"), QueryDict("")).lines
    page = bare.get_absolute_url()
    assert line.mends[0].url == f"{page}edit/?section=general#id-garden:{bare.pk}.area"


def test_long_lists_are_counted_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.quality.question.MOST_COUNTED", 2)
    for number in range(3):
        garden(f"Garden {number}")
    amount = count(ask("lacks=area").rows())
    assert (amount.number, amount.more) == (2, True)


def test_answers_that_take_long_to_find_are_remembered_and_what_is_mended_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, two = garden("One"), garden("Two")
    monkeypatch.setattr("wiki.quality.answers.QUICK", -1)

    def shown() -> list[str]:
        return sorted(line.entry.title for line in answers(ask("lacks=area"), QueryDict("")).lines)

    assert shown() == ["One", "Two"]
    cast.edit(one, area=3)
    garden("Three")
    assert shown() == ["Two"]
    monkeypatch.setattr("wiki.quality.answers.QUICK", 60)
    assert shown() == ["Three", "Two"]
    assert two.title == "Two"


def test_a_page_of_answers_costs_as_many_queries_as_a_line() -> None:
    garden("One")
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as seen:
            answers(ask("lacks=area"), QueryDict(""))
        counts.append(len(seen))
        for number in range(5):
            garden(f"More {number} {_time}")
    assert counts[0] == counts[1] <= 3


def test_the_table_holds_what_answers() -> None:
    garden('=HYPERLINK("x")', area=3)
    text = "".join(as_csv(ask("has=area")))
    assert text.startswith("\ufeffNumber,Title,")
    assert '"\'=HYPERLINK(""x"")"' in text
    assert text.endswith(",3\r\n")


@given(of=st.integers(0, 2_000_000), missing=st.integers(0, 2_000_000))
def test_a_share_is_whole_or_nothing_only_if_it_is(of: int, missing: int) -> None:
    share = Share(Gap("a", "", "", quality_of(gardens).gaps[0].lacks, ""), of, min(of, missing))
    assert 0 <= share.hundredths <= 100
    assert (share.hundredths == 100) == (share.missing == 0)
    assert (share.hundredths == 0) == (share.there == 0 and of > 0)
