"""The public log: every act in words, nothing hidden told, narrowed, paged, and as a feed."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions.suspend import suspend
from films.models import Film
from tests.cast import accept, film, kanta, mei, propose, propose_page, satsuki, tatsuo, totoro
from wiki import log
from wiki.actions.hide import hide
from wiki.actions.protect import protect
from wiki.actions.reject import reject
from wiki.forms.log import LogFilter
from wiki.log_lines import LogLine, latest, lines
from wiki.models import Act, LogEntry

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def told(reader: Any = None, **choices: str) -> list[LogLine]:
    return lines(latest(LogFilter(choices)), reader=reader or AnonymousUser())


def acts(**choices: str) -> list[str]:
    return [line.entry.act for line in told(**choices)]


def some_acts() -> Any:
    memories = film()
    protect(memories, by=satsuki(), level="trusted", reason="Edit war")
    submission = propose(memories, by=kanta(), deck="x")
    if submission.is_pending:
        reject(submission, moderator=tatsuo(), note="No source")
    suspend(mei(), by=satsuki(), reason="Spam")
    return memories


def test_every_act_says_who_what_and_why() -> None:
    memories = some_acts()
    found = {line.entry.act: line for line in told(kanta())}
    line = found["protect"]
    assert (line.title, line.url) == ("Memories", memories.get_absolute_url())
    assert line.entry.reason == "Edit war"
    assert line.details == ("for trusted members and moderators", "until it is lifted")
    assert line.sentence == "satsuki: protected – Memories"
    assert found["suspend"].sentence == "satsuki: suspended (mei)"


@pytest.mark.parametrize("act", list(Act))
def test_there_are_words_for_every_act(act: Act) -> None:
    log.record(act, actor=None, person=mei())
    (line,) = told()
    assert line.sentence.startswith("The site: ")


def test_it_is_narrowed_by_act_people_page_and_date() -> None:
    memories = some_acts()
    assert acts(act="protect") == ["protect"]
    assert set(acts(actor="TATSUO")) <= {"reject"}
    assert acts(person="mei", actor="satsuki", act="suspend") == ["suspend"]
    everything = acts(page=f"film:{memories.pk}")
    assert everything == acts(page=memories.get_absolute_url())
    assert "protect" in everything
    assert "suspend" not in everything
    day = LogEntry.objects.latest("pk").created_at.date()
    assert acts(since=str(day)) == acts()
    assert acts(until="2001-01-01") == []
    assert acts(act="nonsense", page="nonsense", since="nonsense") == acts()


def test_hidden_pages_have_no_name_for_strangers() -> None:
    memories = film()
    hide(memories, user=satsuki(), summary="Not a film")
    assert all("Memories" not in (line.title + line.sentence) for line in told())
    assert all(line.url == "" for line in told())
    assert "Memories" in {line.title for line in told(satsuki())}


def test_what_was_only_proposed_has_no_name_for_strangers() -> None:
    submission = propose_page(Film, "Buy pills", by=totoro())
    reject(submission, moderator=satsuki(), note="Spam")
    assert "pills" not in told()[0].sentence
    assert told()[0].more_url == ""
    assert "Buy pills" in told(mei())[0].sentence


def test_the_queries_do_not_grow_with_the_lines() -> None:
    counts = []
    for _time in range(2):
        for number in range(3):
            accept(propose(film(f"Film {LogEntry.objects.count()} {number}"), deck="x"))
        with CaptureQueriesContext(connection) as queries:
            assert len(told()) >= 3
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 2


def test_the_page_is_for_everybody_and_pages_by_keyset(client: Client) -> None:
    for number in range(60):
        log.record(Act.FILTER, actor=satsuki(), title=f"Filter {number}")
    first = client.get("/log/")
    assert first.status_code == 200
    assert b"Filter 59" in first.content
    assert b"Filter 5<" not in first.content
    query = first.context["page"].next if first.context else "?after=11"
    assert client.get(f"/log/{query}").status_code == 200
    assert client.get("/log/?after=nonsense").status_code == 400


def test_one_line_has_an_address(client: Client) -> None:
    entry = log.record(Act.FILTER, actor=satsuki(), title="Links")
    assert b"Links" in client.get(f"/log/{entry.pk}/").content
    assert client.get("/log/999999/").status_code == 404


def test_the_feed_has_the_same_filters_and_escapes_what_people_wrote(client: Client) -> None:
    memories = film()
    protect(memories, by=satsuki(), level="trusted", reason="<b>war</b>")
    suspend(mei(), by=satsuki(), reason="Spam")
    response = client.get("/log/feed/?act=protect")
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(response.content)  # noqa: S314  (our own)
    (entry,) = feed.findall(f"{ATOM}entry")
    assert "&lt;b&gt;war" in (entry.findtext(f"{ATOM}summary") or "")
    links = {link.get("rel"): link.get("href") or "" for link in feed.findall(f"{ATOM}link")}
    assert links["self"].endswith("/log/feed/?act=protect")
    assert client.get("/log/feed/?act=hide").status_code == 200
