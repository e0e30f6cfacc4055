"""The pages of notices: nobody reads another's, and reading a page changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.readers import reader
from tests.wiki.gardens import garden
from wiki.mail_texts import SALT
from wiki.models import Notice, NoticeKind
from wiki.notice_kinds import groups
from wiki.notices import tell

pytestmark = pytest.mark.django_db


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
    text = text_of(reader(mei), "/notices/")
    assert text.index("Member 1") < text.index("Member 0")
    assert "&lt;b&gt;So&lt;/b&gt;<br>be it" in text


def test_who_was_told_nothing_reads_so() -> None:
    assert "Nothing yet" in text_of(reader(cast.totoro()), "/notices/")


def test_the_header_counts_what_is_unread_and_no_more_than_99() -> None:
    mei = cast.mei()
    client = reader(mei)
    assert 'class="count"' not in text_of(client, "/drafts/")
    told(mei, 3)
    assert '<span class="count">3<' in text_of(client, "/drafts/")
    told(mei, 98)
    assert '<span class="count">99+<' in text_of(client, "/drafts/")


def test_reading_the_page_marks_nothing_read() -> None:
    mei = cast.mei()
    [notice] = told(mei)
    client = reader(mei)
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
    answer = reader(mei).post(f"/notices/{notice.pk}/")
    assert answer["Location"] == submission.get_absolute_url()
    notice.refresh_from_db()
    other.refresh_from_db()
    assert notice.read_at is not None
    assert other.read_at is None


def test_a_notice_that_leads_nowhere_leads_back() -> None:
    [notice] = told(cast.mei())
    assert reader(cast.mei()).post(f"/notices/{notice.pk}/")["Location"] == "/notices/"


def test_nobody_opens_what_another_was_told() -> None:
    [notice] = told(cast.mei())
    assert reader(cast.totoro()).post(f"/notices/{notice.pk}/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_are_marked_read_at_once_and_only_ones_own() -> None:
    mei = cast.mei()
    told(mei, 3)
    told(cast.totoro())
    assert reader(mei).post("/notices/read/").status_code == 302
    assert list(Notice.objects.filter(read_at=None).values_list("user", flat=True)) == [
        cast.totoro().pk
    ]


def test_pages_of_notices_neither_skip_nor_repeat() -> None:
    mei = cast.mei()
    told(mei, 35)
    client = reader(mei)
    answer = client.get("/notices/")
    further = answer.context["page"].next
    seen = [notice.pk for notice, _words in answer.context["told"]]
    seen += [notice.pk for notice, _words in client.get(f"/notices/{further}").context["told"]]
    assert seen == sorted(Notice.objects.values_list("pk", flat=True), reverse=True)


@pytest.mark.parametrize("query", ["?after=x", "?after=2026~1~2", "?before=%00", "?after=!~!"])
def test_a_made_up_place_in_the_list_is_no_error_of_the_server(query: str) -> None:
    assert reader(cast.mei()).get(f"/notices/{query}").status_code == 400


def test_queries_do_not_grow_with_notices() -> None:
    submission = cast.propose(garden(), area=4)
    mei = cast.mei()
    client = reader(mei)
    counts = []
    for _ in range(2):
        told(mei, 5, submission=submission)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            text_of(client, "/notices/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def test_the_count_in_the_header_costs_no_query() -> None:
    mei = cast.mei()
    told(mei, 3)
    client = reader(mei)
    with CaptureQueriesContext(connection) as queries:
        assert '<span class="count">3<' in text_of(client, "/drafts/")
    notices = [each["sql"] for each in queries if "wiki_notice" in each["sql"]]
    assert len(notices) == 1
    assert "accounts_user" in notices[0]  # it came with the user


def test_the_list_is_narrowed_to_a_group_and_to_what_is_unread() -> None:
    mei = cast.mei()
    told(mei, 2)
    tell(mei, NoticeKind.APPROVED, title="Hortus")
    client = reader(mei)
    text = text_of(client, "/notices/?group=edits")
    assert "Hortus" in text
    assert "Member 0" not in text
    assert 'href="/notices/?group=account"' in text
    assert "?group=comments" not in text  # there is none of them
    client.post("/notices/read/", {"group": "edits"})
    text = text_of(client, "/notices/?unread=yes")
    assert "Hortus" not in text
    assert "Member 1" in text


@pytest.mark.parametrize("query", ["group=x", "unread=1", "group=%00", "group=edits&unread=no"])
def test_what_no_list_is_narrowed_to_is_no_error_of_the_server(query: str) -> None:
    assert reader(cast.mei()).get(f"/notices/?{query}").status_code == 400


def test_one_is_marked_read_without_leaving_the_list() -> None:
    mei = cast.mei()
    [notice] = told(mei)
    back = "/notices/?unread=yes"
    answer = reader(mei).post(f"/notices/{notice.pk}/", {"stay": "yes", "next": back})
    assert answer["Location"] == back
    notice.refresh_from_db()
    assert notice.read_at is not None


def chosen(**more: str) -> dict[str, str]:
    """The form of choices as it is sent: everything on the site, and once a day by mail."""
    site = {f"site-{group.name}": "on" for group in groups() if not group.vital}
    return {"mails": "on", **site, **{f"mail-{g.name}": "daily" for g in groups()}, **more}


def test_members_choose_by_group_what_they_are_told() -> None:
    mei = cast.mei()
    client = reader(mei)
    text = text_of(client, "/notices/choices/")
    assert text.count("<select") == len(groups())
    data = chosen(**{"mail-edits": "none"})
    del data["site-comments"], data["mails"]
    assert client.post("/notices/choices/", data)["Location"] == "/notices/choices/"
    mei.refresh_from_db()
    assert not mei.mail_notices
    assert mei.notice_choices["edits"] == {"site": True, "mail": "none"}
    assert mei.notice_choices["comments"] == {"site": False, "mail": "daily"}
    assert mei.notice_choices["account"] == {"site": True, "mail": "daily"}


@pytest.mark.parametrize("odd", ["hourly", "", "\x00"])
def test_what_is_none_of_the_choices_is_refused_and_nothing_is_lost(odd: str) -> None:
    mei = cast.mei()
    data = chosen(**{"mail-edits": odd, "mail-comments": "weekly"})
    answer = reader(mei).post("/notices/choices/", data)
    assert answer.status_code == 422
    assert '<option value="weekly" selected>' in answer.content.decode()
    mei.refresh_from_db()
    assert mei.notice_choices == {}


def off(user: Any, scope: str | None = None) -> str:
    said = user.pk if scope is None else [user.pk, scope]
    return f"/notices/mail/off/{signing.dumps(said, salt=SALT)}/"


def test_a_link_in_a_mail_ends_the_mails_of_its_group_alone() -> None:
    mei = cast.mei()
    client = Client(enforce_csrf_checks=True)
    assert "My edits" in client.get(off(mei, "edits")).content.decode()
    assert client.post(off(mei, "edits"), {"List-Unsubscribe": "One-Click"}).status_code == 200
    mei.refresh_from_db()
    assert mei.mail_notices
    assert mei.notice_choices["edits"] == {"site": True, "mail": "none"}
    assert client.post(off(mei, "digest")).status_code == 200
    assert client.get(off(mei, "weeds")).status_code == 404


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
