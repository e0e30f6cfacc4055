"""The pages of notices: nobody reads another's, and reading a page changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.wiki.gardens import garden
from wiki.mail_texts import SALT
from wiki.models import Notice, NoticeKind
from wiki.notices import tell

pytestmark = pytest.mark.django_db


def logged_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def told(user: Any, number: int = 1, **more: Any) -> list[Notice]:
    made = [tell(user, NoticeKind.LEVEL, title=f"Member {n}", **more) for n in range(number)]
    return [notice for notice in made if notice]


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_strangers_are_sent_to_log_in() -> None:
    for url in ("/notices/", "/drafts/"):
        assert Client().get(url)["Location"] == f"/accounts/login/?next={url}"


def test_notices_stand_newest_first_with_their_notes() -> None:
    mei = cast.mei()
    told(mei, 2, text="<b>So</b>\nbe it")
    text = text_of(logged_in(mei), "/notices/")
    assert text.index("Member 1") < text.index("Member 0")
    assert "&lt;b&gt;So&lt;/b&gt;<br>be it" in text


def test_who_was_told_nothing_reads_so() -> None:
    assert "Nothing yet" in text_of(logged_in(cast.totoro()), "/notices/")


def test_the_header_counts_what_is_unread_and_no_more_than_99() -> None:
    mei = cast.mei()
    client = logged_in(mei)
    assert 'class="count"' not in text_of(client, "/drafts/")
    told(mei, 3)
    assert '<span class="count">3<' in text_of(client, "/drafts/")
    told(mei, 98)
    assert '<span class="count">99+<' in text_of(client, "/drafts/")


def test_reading_the_page_marks_nothing_read() -> None:
    mei = cast.mei()
    [notice] = told(mei)
    client = logged_in(mei)
    text_of(client, "/notices/")
    assert client.get(f"/notices/{notice.pk}/").status_code == 405
    assert client.get("/notices/read/").status_code == 405
    notice.refresh_from_db()
    assert notice.read_at is None


def test_opening_one_marks_it_read_and_leads_where_it_points() -> None:
    page = garden()
    submission = cast.propose(page, area=4)
    mei = cast.mei()
    notice, other = told(mei, 2, submission=submission)
    answer = logged_in(mei).post(f"/notices/{notice.pk}/")
    assert answer["Location"] == submission.get_absolute_url()
    notice.refresh_from_db()
    other.refresh_from_db()
    assert notice.read_at is not None
    assert other.read_at is None


def test_a_notice_that_leads_nowhere_leads_back() -> None:
    [notice] = told(cast.mei())
    assert logged_in(cast.mei()).post(f"/notices/{notice.pk}/")["Location"] == "/notices/"


def test_nobody_opens_what_another_was_told() -> None:
    [notice] = told(cast.mei())
    assert logged_in(cast.totoro()).post(f"/notices/{notice.pk}/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_are_marked_read_at_once_and_only_ones_own() -> None:
    mei = cast.mei()
    told(mei, 3)
    told(cast.totoro())
    assert logged_in(mei).post("/notices/read/").status_code == 302
    assert list(Notice.objects.filter(read_at=None).values_list("user", flat=True)) == [
        cast.totoro().pk
    ]


def test_pages_of_notices_neither_skip_nor_repeat() -> None:
    mei = cast.mei()
    told(mei, 35)
    client = logged_in(mei)
    answer = client.get("/notices/")
    further = answer.context["page"].next
    seen = [notice.pk for notice, _words in answer.context["told"]]
    seen += [notice.pk for notice, _words in client.get(f"/notices/{further}").context["told"]]
    assert seen == sorted(Notice.objects.values_list("pk", flat=True), reverse=True)


@pytest.mark.parametrize("query", ["?after=x", "?after=2026~1~2", "?before=%00", "?after=!~!"])
def test_a_made_up_place_in_the_list_is_no_error_of_the_server(query: str) -> None:
    assert logged_in(cast.mei()).get(f"/notices/{query}").status_code == 400


def test_queries_do_not_grow_with_notices() -> None:
    submission = cast.propose(garden(), area=4)
    mei = cast.mei()
    client = logged_in(mei)
    counts = []
    for _ in range(2):
        told(mei, 5, submission=submission)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            text_of(client, "/notices/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def off(user: Any) -> str:
    return f"/notices/mail/off/{signing.dumps(user.pk, salt=SALT)}/"


def test_a_program_that_reads_mail_ends_them_with_one_post() -> None:
    mei = cast.mei()
    client = Client(enforce_csrf_checks=True)
    answer = client.post(off(mei), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    mei.refresh_from_db()
    assert not mei.mail_notices


def test_a_person_who_follows_the_link_is_asked_first() -> None:
    mei = cast.mei()
    text = text_of(Client(), off(mei))
    assert '<form method="post">' in text
    mei.refresh_from_db()
    assert mei.mail_notices


def test_nobody_ends_the_mails_of_another_by_guessing() -> None:
    for token in ("1", "x" * 40, signing.dumps(cast.mei().pk), signing.dumps(10**9, salt=SALT)):
        assert Client().post(f"/notices/mail/off/{token}/").status_code == 404
