"""Paging by keyset: every row once, whatever the order, nulls, sizes, and rows that come or go."""

import datetime
from itertools import pairwise
from typing import Any

import pytest
from django.db.models import Count
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wiki.keyset import BadCursor, Keyset, KeysetPage
from wiki.models import SearchName, Submission

pytestmark = pytest.mark.django_db

TITLES = st.text(st.sampled_from("aAbz ~!\\あ漢é%&=+?#"), max_size=4)
ROWS = st.lists(st.tuples(st.none() | st.integers(0, 3), TITLES), max_size=12)
ORDERS = st.sampled_from(
    [
        ("entry_id", "title", "pk"),
        ("-entry_id", "title", "pk"),
        ("entry_id", "-title", "-pk"),
        ("-entry_id", "-title", "-pk"),
        ("title", "-entry_id", "pk"),
        ("-pk",),
    ]
)
EACH_EXAMPLE = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def add(*rows: tuple[int | None, str]) -> None:
    """Rows with a number that may be missing, and a text."""
    Submission.objects.bulk_create(
        Submission(kind="edit", entry_id=number, title=text, changes=[], created_at=timezone.now())
        for number, text in rows
    )


def page(order: tuple[str, ...], query: str = "", size: int = 3) -> KeysetPage:
    return Keyset(*order).page(Submission.objects.all(), QueryDict(query), size=size)


def walk(order: tuple[str, ...], size: int) -> list[KeysetPage]:
    """Every page from the first to the last."""
    pages = [page(order, size=size)]
    while pages[-1].next:
        pages.append(page(order, pages[-1].next.lstrip("?"), size))
        assert len(pages) < 50
    return pages


def ids(rows: Any) -> list[int]:
    return [row.pk for row in rows]


@EACH_EXAMPLE
@given(rows=ROWS, order=ORDERS, size=st.integers(1, 5))
def test_walking_forward_meets_every_row_once(
    rows: list[tuple[int | None, str]], order: tuple[str, ...], size: int
) -> None:
    Submission.objects.all().delete()
    add(*rows)
    pages = walk(order, size)
    met = [row for each in pages for row in each]
    assert sorted(ids(met)) == sorted(ids(Submission.objects.all()))
    assert all(len(each) == size for each in pages[:-1])
    first, falls = order[0].lstrip("-"), order[0].startswith("-")
    values = [getattr(row, first) for row in met]
    if first != "title":
        known = [value for value in values if value is not None]
        assert values == sorted(known, reverse=falls) + [None] * (len(values) - len(known))


@EACH_EXAMPLE
@given(rows=ROWS, order=ORDERS, size=st.integers(1, 5))
def test_walking_back_meets_the_same_pages(
    rows: list[tuple[int | None, str]], order: tuple[str, ...], size: int
) -> None:
    Submission.objects.all().delete()
    add(*rows)
    pages = walk(order, size)
    assert pages[0].previous == ""
    for earlier, later in pairwise(pages):
        back = page(order, later.previous.lstrip("?"), size)
        assert ids(back) == ids(earlier)
        assert back.next == earlier.next
        assert bool(back.previous) <= bool(earlier.previous)


@EACH_EXAMPLE
@given(before=ROWS, meanwhile=ROWS, order=ORDERS, size=st.integers(1, 4))
def test_rows_that_come_meanwhile_make_no_other_row_appear_twice_or_never(
    before: list[tuple[int | None, str]],
    meanwhile: list[tuple[int | None, str]],
    order: tuple[str, ...],
    size: int,
) -> None:
    Submission.objects.all().delete()
    add(*before)
    old = set(ids(Submission.objects.all()))
    first = page(order, size=size)
    add(*meanwhile)
    met, following = ids(first), first.next
    while following:
        now = page(order, following.lstrip("?"), size)
        met, following = met + ids(now), now.next
    assert len(met) == len(set(met))
    if first.next:
        assert old <= set(met)


def test_the_row_that_a_page_begins_behind_may_be_gone() -> None:
    add((1, "a"), (2, "b"), (3, "c"))
    following = page(("entry_id", "pk"), size=2).next.lstrip("?")
    Submission.objects.filter(entry_id=2).delete()
    assert [row.title for row in page(("entry_id", "pk"), following)] == ["c"]
    Submission.objects.filter(entry_id=3).delete()
    empty = page(("entry_id", "pk"), following)
    assert list(empty) == []
    assert (empty.previous, empty.next) == ("?", "")


def test_going_back_to_the_start_shows_a_full_first_page() -> None:
    add(*[(number, "") for number in range(6)])
    back = page(("entry_id", "pk"), "before=1~99", size=3)
    assert [row.entry_id for row in back] == [0, 1, 2]
    assert back.previous == ""


def test_links_keep_the_other_parameters_and_read_well() -> None:
    add(*[(number, "x") for number in range(4)])
    shown = Keyset("entry_id", "title").page(
        Submission.objects.all(), QueryDict("kind=short&after=0~x"), size=2
    )
    assert shown.next == "?kind=short&after=2~x"
    assert shown.previous == "?kind=short&before=1~x"


def test_moments_and_sums_can_be_keys() -> None:
    moment = timezone.now()
    for seconds in range(5):
        Submission.objects.create(
            kind="edit", changes=[], created_at=moment + datetime.timedelta(seconds=seconds)
        )
    pages = walk(("-created_at", "-pk"), 2)
    assert [len(each) for each in pages] == [2, 2, 1]
    SearchName.objects.bulk_create(
        SearchName(entry_type="film", entry_id=n // 2, text="x", folded="x") for n in range(6)
    )
    grouped = SearchName.objects.values("entry_id").annotate(n=Count("pk"))
    first = Keyset("-n", "entry_id").page(grouped, QueryDict(), size=2)
    second = Keyset("-n", "entry_id").page(grouped, QueryDict(first.next.lstrip("?")), size=2)
    assert [row["entry_id"] for row in (*first, *second)] == [0, 1, 2]


@pytest.mark.parametrize(
    "query",
    [
        "after=",
        "after=1",
        "after=1~2~3",
        "after=x~1",
        "after=1~!",
        "after=1~x",
        "after=99999999999999999999~1",
        "after=1~9999999999999999999",
        "after=1%00~1",
        "before=%EF%BC%91~1",
        "before=1_0~1",
        "after=1~1&before=2~2",
        "after=" + "1" * 3000 + "~1",
    ],
)
def test_a_cursor_that_no_list_gave_out_is_refused_in_words(query: str) -> None:
    with pytest.raises(BadCursor, match="Begin at its start"):
        page(("entry_id", "pk"), query)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(BadCursor):
        page(("created_at", "pk"), "after=2026-01-01T00:00:00~1")


def test_text_with_a_null_character_is_refused() -> None:
    with pytest.raises(BadCursor):
        page(("title", "pk"), "after=a%00b~1")


@pytest.mark.parametrize("size", [2, 20])
def test_a_page_takes_one_query(size: int, django_assert_num_queries: Any) -> None:
    add(*[(number, "") for number in range(30)])
    with django_assert_num_queries(1):
        page(("entry_id", "pk"), "after=3~4", size=size)
