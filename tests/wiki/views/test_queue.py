"""The queue: who sees it, what its rows tell, what it is narrowed to, orders and pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from films.models import Company
from tests import cast
from tests.readers import reader
from tests.wiki.views.queue_steps import found, moderator, numbers, runtimes, set_
from wiki.actions.ask import ask
from wiki.actions.claim import claim
from wiki.models import EditFilter, Submission, SubmissionFlag, SubmissionStatus

pytestmark = pytest.mark.django_db


# Who sees it, and what ---------------------------------------------------------------------------


def test_the_queue_is_for_moderators() -> None:
    assert Client().get("/moderation/").status_code == 302
    assert reader(cast.mei()).get("/moderation/").status_code == 403
    assert moderator().get("/moderation/").status_code == 200
    assert moderator().post("/moderation/").status_code == 405


def test_the_queue_holds_what_waits_oldest_first() -> None:
    film = cast.film()
    first = cast.propose(film, runtime=115)
    second = cast.propose(film, country="JP")
    cast.accept(cast.propose(film, deck="Three stories."))
    assert found("") == [first, second]


def test_an_empty_queue_says_so() -> None:
    assert "Nothing waits here." in moderator().get("/moderation/").content.decode()
    text = moderator().get("/moderation/?type=film").content.decode()
    assert "Nothing here fits these choices." in text


def test_a_row_tells_what_is_to_be_known_before_opening() -> None:
    film = cast.film(runtime=113)
    rows = {f"credit:new{n}": {"role": "music", "credited_as": f"N {n}"} for n in range(3)}
    submission = cast.propose(film, runtime=118, rows=rows, summary="From the <i>programme</i>")
    SubmissionFlag.objects.create(submission=submission, name="filter-links", text="Many links")
    cast.edit(film, runtime=114)
    set_(submission, touched_at=timezone.now() - timedelta(days=8))
    text = moderator().get("/moderation/").content.decode()
    for words in (
        "film · edit",
        "1 conflict",
        "Many links",
        "no source",
        "untouched for 7 days",
        "From the &lt;i&gt;programme&lt;/i&gt;",
        "credits and cast 6",
        "/users/mei/",
    ):
        assert words in text, words


def test_a_row_tells_who_has_claimed_it_while_the_claim_holds() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    claim(submission, moderator=cast.tatsuo())
    assert "tatsuo looks at it until" in moderator().get("/moderation/").content.decode()
    assert "yours until" in reader(cast.tatsuo()).get("/moderation/").content.decode()
    set_(submission, claimed_until=timezone.now() - timedelta(seconds=1))
    assert "looks at it until" not in moderator().get("/moderation/").content.decode()


def test_ones_own_is_marked_and_offers_no_review() -> None:
    own = cast.propose(cast.film(), runtime=115)
    set_(own, author=cast.satsuki())
    text = moderator().get("/moderation/").content.decode()
    assert "your own" in text
    assert f"/submissions/{own.pk}/claim/" not in text
    assert (
        f"/submissions/{own.pk}/claim/"
        in reader(cast.tatsuo()).get("/moderation/").content.decode()
    )


def test_reading_the_queue_writes_nothing() -> None:
    cast.propose(cast.film(), runtime=115)
    client = moderator()
    client.get("/moderation/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/moderation/?sort=newest")
    assert all(query["sql"].startswith("SELECT") for query in captured)


# Narrowing, ordering, paging -----------------------------------------------------------------------


def test_the_queue_is_narrowed_by_type_author_kind_size_and_age() -> None:
    film, person = cast.film(), cast.person("Koji Morimoto")
    small = cast.propose(film, runtime=115)
    other = cast.propose(person, by=cast.totoro(), country="JP")
    rows = {f"credit:new{n}": {"role": "music", "credited_as": f"N {n}"} for n in range(4)}
    medium = cast.propose(film, rows=rows)
    made = cast.propose_page(Company, "Studio 4C")
    assert found("type=person") == [other]
    assert found("author=TOTORO") == [other]
    assert found("author=nobody") == []
    assert found("kind=create") == [made]
    assert found("type=film&size=small") == [small]
    assert found("size=medium") == [medium, made]
    assert found("age=day") == []
    assert found("type=nonsense&author=&kind=&sort=x&state=approved") == [
        small,
        other,
        medium,
        made,
    ]


def test_the_queue_is_narrowed_by_area_and_language() -> None:
    film = cast.film()
    credit = cast.propose(film, rows={"credit:new1": {"role": "music", "credited_as": "N"}})
    text = cast.propose(film, deck="Three stories.")
    set_(text, language="ja")
    assert found("area=credits") == [credit]
    assert found("area=text") == [text]
    assert found("area=images") == []
    assert found("language=ja") == [text]


def test_the_queue_is_narrowed_by_what_was_noticed() -> None:
    film = cast.film(runtime=113)
    clashing = cast.propose(film, runtime=118, sources="seen in the film")
    cast.edit(film, runtime=114)
    flagged = cast.propose(film, deck="SHOUTING", sources="seen in the film")
    stale = cast.propose(film, country="JP", sources="seen in the film")
    unsourced = cast.propose(film, year_from="", original_language="ja")
    EditFilter.objects.create(slug="caps", name="Shouting", changed_at=timezone.now())
    SubmissionFlag.objects.create(submission=flagged, name="filter-caps", text="Shouting")
    set_(stale, touched_at=timezone.now() - timedelta(days=8))
    assert found("flag=conflict") == [clashing]
    assert found("flag=filter-caps") == [flagged]
    assert found("flag=no-source") == [unsourced]
    assert found("flag=stale") == [stale]
    assert found("flag=very-stale") == []
    set_(stale, touched_at=timezone.now() - timedelta(days=15))
    assert found("flag=very-stale") == found("flag=stale") == [stale]


def test_the_queue_is_narrowed_by_whose_claim_holds() -> None:
    mine, theirs, lapsed, free = runtimes(cast.film(), 1, 2, 3, 4)
    claim(mine, moderator=cast.satsuki())
    claim(theirs, moderator=cast.tatsuo())
    claim(lapsed, moderator=cast.tatsuo())
    set_(lapsed, claimed_until=timezone.now() - timedelta(seconds=1))
    assert found("claimed=mine") == [mine]
    assert found("claimed=others") == [theirs]
    assert found("claimed=free") == [lapsed, free]


def test_the_queue_shows_one_state_and_counts_all() -> None:
    film = cast.film()
    one, two, three = runtimes(film, 1, 2, 3)
    ask(two, moderator=cast.satsuki(), text="On what source?")
    set_(three, status=SubmissionStatus.HELD)
    assert (found(""), found("state=asked"), found("state=held")) == ([one], [two], [three])
    assert numbers() == ["1", "1", "1"]
    assert numbers("type=person") == ["0", "0", "0"]
    text = moderator().get("/moderation/?type=film&sort=newest").content.decode()
    assert "?type=film&amp;sort=newest&amp;state=asked" in text


def test_counts_stop_at_what_can_be_counted_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.waiting.COUNTED", 2)
    runtimes(cast.film(), 1, 2)
    assert numbers() == ["2", "0", "0"]
    runtimes(cast.film("Akira"), 3)
    assert numbers() == ["2+", "0", "0"]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", [0, 1, 2]),
        ("oldest", [0, 1, 2]),
        ("newest", [2, 1, 0]),
        ("smallest", [1, 2, 0]),
        ("largest", [0, 2, 1]),
        ("conflicts", [1, 0, 2]),
        ("untouched", [2, 0, 1]),
    ],
)
def test_the_queue_has_many_orders(sort: str, order: list[int]) -> None:
    rows = runtimes(cast.film(), 1, 2, 3)
    now = timezone.now()
    for row, size, conflicts, days in zip(rows, (9, 1, 5), (1, 4, 0), (2, 1, 3), strict=True):
        set_(row, size=size, conflicts=conflicts, touched_at=now - timedelta(days=days))
    assert found(f"sort={sort}") == [rows[place] for place in order]


@pytest.mark.parametrize("sort", ["", "newest", "smallest", "largest", "conflicts", "untouched"])
def test_pages_of_every_order_join_without_gap(sort: str) -> None:
    for value, row in enumerate(runtimes(cast.film(), *range(1, 57))):
        set_(row, size=value % 4, conflicts=value % 3)
    client = moderator()
    query, seen = f"?sort={sort}&type=film", []
    while query:
        page = client.get(f"/moderation/{query}").context["page"]
        assert not page.next or "type=film" in page.next
        seen += [row.pk for row in page]
        query = page.next
    assert len(seen) == len(set(seen)) == 56


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return len(captured)


@pytest.mark.parametrize("query", ["", "?author=mei&area=text&flag=stale&claimed=free&sort=newest"])
def test_the_queue_needs_at_most_twelve_queries_however_long_it_is(query: str) -> None:
    pages: list[Any] = [cast.film(), cast.person("Koji Morimoto"), cast.company("Studio 4C")]
    pages += [cast.genre("Drama"), cast.character("Heintz")]
    for page in pages:
        cast.propose(page, deck="a proposed deck")
        cast.edit(page, deck="another deck")
    Submission.objects.update(touched_at=timezone.now() - timedelta(days=9))
    client = moderator()
    client.get("/moderation/")
    few = queries_of(client, f"/moderation/{query}")
    for number in range(20):
        page = pages[number % len(pages)]
        author = cast.totoro() if number % 2 else cast.mei()
        made = cast.propose(page, by=author, deck=f"deck {number}")
        SubmissionFlag.objects.create(submission=made, name="filter-x", text="Noticed")
    for page in pages:
        cast.edit(page, deck="a third deck")
    Submission.objects.update(touched_at=timezone.now() - timedelta(days=9))
    response = client.get("/moderation/")
    assert len(response.context["rows"]) == 25
    assert all(row.submission.conflicts for row in response.context["rows"])
    many = queries_of(client, f"/moderation/{query}")
    assert many == few
    assert many <= 11  # of twelve


def test_moderators_see_how_much_waits_and_others_cost_no_query() -> None:
    cast.propose(cast.film(), runtime=115)
    assert '<span class="count">1</span>' in moderator().get("/submissions/").content.decode()
    member = reader(cast.totoro())
    with CaptureQueriesContext(connection) as captured:
        member.get("/submissions/")
    assert not [q for q in captured if "COUNT" in q["sql"] and "pending" in q["sql"]]
