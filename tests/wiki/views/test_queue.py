"""The queue: what its rows tell, what it is narrowed to, claims, and deciding many at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from films.models import Company, Film
from tests import cast
from wiki.actions.ask import ask
from wiki.actions.claim import claim
from wiki.models import (
    Act,
    EditFilter,
    LogEntry,
    Submission,
    SubmissionFlag,
    SubmissionStatus,
)

pytestmark = pytest.mark.django_db


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def moderator() -> Client:
    return as_(cast.satsuki())


def found(query: str, client: Client | None = None) -> list[Submission]:
    """What the queue shows at an address, in order."""
    response = (client or moderator()).get(f"/moderation/?{query}")
    assert response.status_code == 200
    return [row.submission for row in response.context["rows"]]


def numbers(query: str = "") -> list[str]:
    """The counts of the states: waiting, asked, on hold."""
    return [str(tab.number) for tab in moderator().get(f"/moderation/?{query}").context["tabs"]]


def runtimes(film: Film, *values: int) -> list[Submission]:
    """Edits of one field that wait, the oldest first."""
    return [cast.propose(film, runtime=value) for value in values]


def set_(submission: Submission, **columns: Any) -> None:
    Submission.objects.filter(pk=submission.pk).update(**columns)


# Who sees it, and what ---------------------------------------------------------------------------


def test_the_queue_is_for_moderators() -> None:
    assert Client().get("/moderation/").status_code == 302
    assert as_(cast.mei()).get("/moderation/").status_code == 403
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
    assert "yours until" in as_(cast.tatsuo()).get("/moderation/").content.decode()
    set_(submission, claimed_until=timezone.now() - timedelta(seconds=1))
    assert "looks at it until" not in moderator().get("/moderation/").content.decode()


def test_ones_own_is_marked_and_offers_no_review() -> None:
    own = cast.propose(cast.film(), runtime=115)
    set_(own, author=cast.satsuki())
    text = moderator().get("/moderation/").content.decode()
    assert "your own" in text
    assert f"/submissions/{own.pk}/claim/" not in text
    assert (
        f"/submissions/{own.pk}/claim/" in as_(cast.tatsuo()).get("/moderation/").content.decode()
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
    member = as_(cast.totoro())
    with CaptureQueriesContext(connection) as captured:
        member.get("/submissions/")
    assert not [q for q in captured if "COUNT" in q["sql"] and "pending" in q["sql"]]


# Claiming ------------------------------------------------------------------------------------------


def test_reviewing_claims_and_opens() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    response = moderator().post(f"/submissions/{submission.pk}/claim/?next=queue&sort=newest")
    assert response["Location"] == f"/submissions/{submission.pk}/?next=queue&sort=newest"
    submission.refresh_from_db()
    assert submission.claimed_by == cast.satsuki()


def test_looking_claims_nothing() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    text = moderator().get(submission.get_absolute_url()).content.decode()
    assert "Nobody has claimed it." in text
    submission.refresh_from_db()
    assert submission.claimed_by is None


def test_claims_are_posted_by_moderators_only() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    for act in ("claim", "take-over", "release"):
        url = f"/submissions/{submission.pk}/{act}/"
        assert moderator().get(url).status_code == 405
        assert Client().post(url).status_code == 302
        assert as_(cast.kanta()).post(url).status_code == (302 if act == "release" else 403)
    assert moderator().post("/submissions/999999/claim/").status_code == 404


def test_who_comes_second_is_told_who_was_first_and_can_take_over() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    claim(submission, moderator=cast.tatsuo())
    response = moderator().post(f"/submissions/{submission.pk}/claim/?next=queue")
    text = response.content.decode()
    assert response.status_code == 409
    assert "tatsuo has claimed this submission until" in text
    assert f'formaction="/submissions/{submission.pk}/take-over/?next=queue"' in text
    response = moderator().post(f"/submissions/{submission.pk}/take-over/?next=queue")
    assert response["Location"] == f"/submissions/{submission.pk}/?next=queue"
    assert LogEntry.objects.get(act=Act.TAKE_OVER).actor == cast.satsuki()


@pytest.mark.parametrize("verb", ["approve", "reject"])
def test_what_another_has_claimed_is_not_decided_and_nothing_typed_is_lost(verb: str) -> None:
    submission = cast.propose(cast.film(), runtime=115)
    claim(submission, moderator=cast.tatsuo())
    data = {"version": 1, "note": "As the programme says"}
    response = moderator().post(f"/submissions/{submission.pk}/{verb}/", data)
    text = response.content.decode()
    assert response.status_code == 409
    assert "tatsuo has claimed this submission until" in text
    assert "As the programme says" in text
    submission.refresh_from_db()
    assert submission.is_pending


def test_letting_go_frees_it() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    claim(submission, moderator=cast.satsuki())
    moderator().post(f"/submissions/{submission.pk}/release/")
    submission.refresh_from_db()
    assert submission.claimed_by is None


def test_what_is_decided_cannot_be_claimed() -> None:
    submission = cast.propose(cast.film(), runtime=115)
    cast.accept(submission)
    assert moderator().post(f"/submissions/{submission.pk}/claim/").status_code == 409


def test_the_first_free_one_is_claimed_on_request() -> None:
    held, free, _last = runtimes(cast.film(), 1, 2, 3)
    claim(held, moderator=cast.tatsuo())
    response = moderator().post("/moderation/next/?type=film")
    assert response["Location"] == f"/submissions/{free.pk}/?next=queue&type=film"
    free.refresh_from_db()
    assert free.claimed_by == cast.satsuki()


def test_the_first_one_of_an_empty_queue_is_the_queue() -> None:
    response = moderator().post("/moderation/next/?type=film", follow=True)
    assert response.redirect_chain == [("/moderation/?type=film", 302)]
    assert "Nothing is left for you to decide here." in response.content.decode()
    assert as_(cast.mei()).post("/moderation/next/").status_code == 403


# The way through the queue ---------------------------------------------------------------------------


def after(submission: Submission, query: str, verb: str = "approve") -> str:
    """Where a decision leads."""
    url = f"/submissions/{submission.pk}/{verb}/{query}"
    return moderator().post(url, {"version": 1, "note": "Because"})["Location"]


def test_after_a_decision_comes_the_next_of_the_same_narrowed_queue_claimed() -> None:
    film, person = cast.film(), cast.person("Koji Morimoto")
    first = cast.propose(film, runtime=1)
    cast.propose(person, country="JP")
    third = cast.propose(film, country="JP")
    query = "?next=queue&type=film"
    assert after(first, query) == f"/submissions/{third.pk}/{query}"
    third.refresh_from_db()
    assert third.claimed_by == cast.satsuki()
    assert after(third, query, "reject") == "/moderation/?type=film"


def test_the_order_of_the_queue_says_what_comes_next() -> None:
    rows = runtimes(cast.film(), 1, 2, 3)
    for row, days in zip(rows, (1, 3, 2), strict=True):
        set_(row, touched_at=timezone.now() - timedelta(days=days))
    query = "?next=queue&sort=untouched"
    assert after(rows[2], query, "reject") == f"/submissions/{rows[0].pk}/{query}"
    assert after(rows[0], query, "reject") == f"/submissions/{rows[1].pk}/{query}"


def test_ones_own_and_what_others_hold_is_passed_over() -> None:
    film = cast.film()
    first, held = runtimes(film, 1, 2)
    own = cast.propose(film, country="JP")
    set_(own, author=cast.satsuki())
    last = cast.propose(film, deck="Three stories.")
    claim(held, moderator=cast.tatsuo())
    assert after(first, "?next=queue", "reject") == f"/submissions/{last.pk}/?next=queue"


def test_the_page_of_a_submission_leads_to_its_neighbours() -> None:
    first, middle, last = runtimes(cast.film(), 1, 2, 3)
    text = moderator().get(f"/submissions/{middle.pk}/?next=queue&sort=newest").content.decode()
    assert f'rel="next" href="/submissions/{first.pk}/?next=queue&amp;sort=newest"' in text
    assert f'rel="prev" href="/submissions/{last.pk}/?next=queue&amp;sort=newest"' in text


# Many at once ---------------------------------------------------------------------------------------


def decide_many(act: str, *ticked: Submission | str, note: str = "", query: str = "") -> Any:
    boxes = [t if isinstance(t, str) else f"{t.pk}:{t.version}" for t in ticked]
    data = {"act": act, "submission": boxes, "note": note}
    return moderator().post(f"/moderation/bulk/{query}", data)


def test_what_is_ticked_is_approved() -> None:
    film = cast.film(runtime=113)
    one = cast.propose(film, runtime=115)
    two = cast.propose(film, country="JP")
    other = cast.propose(film, deck="Three stories.")
    response = decide_many("approve", one, two, note="Thanks", query="?type=film")
    assert response.status_code == 200
    assert "2 approved" in response.content.decode()
    film.refresh_from_db()
    assert (film.runtime, film.country, film.deck) == (115, "JP", "")
    other.refresh_from_db()
    assert other.is_pending
    assert LogEntry.objects.filter(act=Act.APPROVE, actor=cast.satsuki()).count() >= 2


def test_what_is_ticked_is_rejected_with_one_reason() -> None:
    rows = runtimes(cast.film(), 1, 2)
    assert "2 rejected" in decide_many("reject", *rows, note="No source").content.decode()
    for row in rows:
        row.refresh_from_db()
        assert (row.status, row.decision_note) == (SubmissionStatus.REJECTED, "No source")


def test_each_refusal_is_told_and_stops_nothing() -> None:
    film = cast.film(runtime=113)
    conflict = cast.propose(film, runtime=118)
    cast.edit(film, runtime=114)
    own = cast.propose(film, country="JP")
    set_(own, author=cast.satsuki())
    claimed = cast.propose(film, deck="Three stories.")
    claim(claimed, moderator=cast.tatsuo())
    closed = cast.propose(film, description="Long.")
    cast.accept(closed)
    old_version = cast.propose(film, original_language="ja")
    held = cast.propose(film, description="Longer.")
    set_(held, status=SubmissionStatus.HELD)
    fine = cast.propose(film, runtime=120)
    response = decide_many(
        "approve", conflict, own, claimed, closed, f"{old_version.pk}:7", held, "999999:1", fine
    )
    problems = [row.problem for row in response.context["rows"]]
    assert [bool(problem) for problem in problems] == [True] * 7 + [False]
    for problem, words in zip(
        problems,
        (
            "somebody must choose",
            "your own",
            "tatsuo has claimed",
            "already been decided",
            "has changed this submission",
            "on hold",
            "no such submission",
            "",
        ),
        strict=True,
    ):
        assert words in problem
    film.refresh_from_db()
    assert film.runtime == 120
    assert "7 could not be decided and wait as before." in response.content.decode()


def test_rejecting_many_needs_a_reason_and_loses_nothing() -> None:
    one, two = runtimes(cast.film(), 1, 2)
    response = decide_many("reject", two, query="?sort=newest")
    text = response.content.decode()
    assert response.status_code == 422
    assert "Tell the authors why." in text
    assert [row.submission for row in response.context["rows"]] == [two, one]
    assert text.count(" checked>") - text.count('"checkbox" checked>') == 1
    two.refresh_from_db()
    assert two.is_pending


def test_something_has_to_be_ticked_and_not_too_much() -> None:
    (row,) = runtimes(cast.film(), 1)
    response = decide_many("approve", note="kept words")
    assert response.status_code == 422
    assert "Select the submissions to decide first." in response.content.decode()
    assert "kept words" in response.content.decode()
    many = [f"{number}:1" for number in range(1000, 1101)]
    response = decide_many("approve", row, *many)
    assert response.status_code == 422
    assert "Select at most 100 submissions at once." in response.content.decode()
    row.refresh_from_db()
    assert row.is_pending


@pytest.mark.parametrize("box", ["", "x", "1", "1:", ":1", "-1:1", f"{10**30}:1", "1:1:1", "１:1"])
def test_boxes_that_no_page_has_given_are_no_selection(box: str) -> None:
    assert decide_many("approve", box).status_code == 422


def test_deciding_many_is_for_moderators() -> None:
    assert Client().post("/moderation/bulk/").status_code == 302
    assert as_(cast.kanta()).post("/moderation/bulk/").status_code == 403
    assert moderator().get("/moderation/bulk/").status_code == 405
    assert decide_many("nonsense", "1:1").status_code == 422
