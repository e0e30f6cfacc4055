"""Requests that no page of the site makes: whoever sends them, they are refused and break nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actions.appeal import appeal
from accounts.actions.suspend import suspend
from tests import cast
from tests.wiki.vandals import vandal
from wiki.actions.comment import comment
from wiki.actions.protect import protect
from wiki.actions.reject import reject
from wiki.models import Audit, Draft, EditFilter, FilterAction, LogEntry, Notice, ProtectionLevel

pytestmark = pytest.mark.django_db

#: Numbers, words and signs where something else is meant.
ODD = ("-1", "²", "9" * 30, "x\x00y", "%s{0}<b>", "9999-12-31")
#: What parameters of addresses are called on some page of the site.
PARAMETERS = (
    "act", "actor", "about", "after", "age", "area", "author", "before", "claimed", "draft",
    "everywhere", "filter", "flag", "from", "into", "key", "kind", "language", "name", "next",
    "page", "person", "revision", "section", "since", "size", "sort", "span", "state", "stopped",
    "stretch", "time", "to", "type", "until",
)  # fmt: skip
#: What forms post on some page of the site.
FIELDS = (
    "about", "act", "action", "add", "answer", "base", "decision", "do", "draft", "everywhere",
    "into", "language", "level", "locked", "minutes", "name", "next", "note", "number", "only",
    "place", "reason", "rejecting", "request", "section", "seen", "shown", "since", "sources",
    "submission", "summary", "term", "text", "verdict", "version",
)  # fmt: skip


def people() -> dict[str, Any]:
    """Who asks, from strangers to administrators, and one who is suspended."""
    suspended = vandal()
    suspend(suspended, by=cast.satsuki(), reason="Blanking")
    return {
        "a stranger": None,
        "a new member": cast.totoro(),
        "a member": cast.mei(),
        "a moderator": cast.satsuki(),
        "an administrator": cast.tatsuo(),
        "a vandal": suspended,
    }


def addresses() -> list[str]:
    """Every address of moderation, about something that is there."""
    film = cast.film("Memories", runtime=1)
    waits = cast.propose(film, by=cast.totoro(), runtime=2)
    comment(waits, author=cast.totoro(), text="I have counted.")
    refused = reject(
        cast.propose(film, by=cast.mei(), runtime=3), moderator=cast.satsuki(), note="No."
    )
    asked = appeal(cast.mei(), text="But yes.", submission=refused)
    live = cast.propose(film, by=cast.kanta(), runtime=4)
    audit, _drawn = Audit.objects.get_or_create(
        submission=live, defaults={"created_at": timezone.now()}
    )
    protection = protect(
        film, by=cast.satsuki(), level=ProtectionLevel.OPEN, reason="Quiet", section="credits"
    )
    rule = EditFilter.objects.create(
        slug="long", name="Long", conditions={}, action=FilterAction.FLAG, enabled=False,
        changed_at=timezone.now(),
    )  # fmt: skip
    notice = Notice.objects.filter(user=cast.mei()).latest("pk")
    now = timezone.now()
    draft = Draft.objects.create(
        user=cast.mei(), form="a", path="/films/new/", title="", created_at=now, updated_at=now
    )
    line = LogEntry.objects.latest("pk")
    page = film.get_absolute_url()
    acts = ("", "claim/", "take-over/", "release/", "preview/", "approve/", "reject/", "withdraw/",
            "amend/", "again/", "ask/", "reopen/", "comments/", "versions/1/", "appeal/")  # fmt: skip
    below = ("edit/", "pending/", "hide/", "restore/", "merge/", "protect/", "cite/", "history/",
             "history/compare/", "history/blame/", "history/1/revert/")  # fmt: skip
    return [
        "/moderation/", "/moderation/next/", "/moderation/bulk/", "/moderation/statistics/",
        "/moderation/patrol/", "/moderation/audit/", f"/moderation/audit/{audit.pk}/",
        "/moderation/filters/", "/moderation/filters/new/", "/moderation/filters/hits/",
        f"/moderation/filters/{rule.pk}/", f"/moderation/filters/{rule.pk}/edit/",
        "/moderation/protections/", f"/moderation/protections/{protection.pk}/lift/",
        f"/moderation/protections/{protection.pk}/accept/",
        f"/moderation/protections/{protection.pk}/dismiss/",
        "/moderation/appeals/", f"/moderation/appeals/{asked.pk}/answer/",
        "/log/", "/log/feed/", f"/log/{line.pk}/", "/changes/", "/help/levels/", "/users/",
        "/users/mei/", "/users/yubaba/suspend/", "/users/yubaba/suspend/lift/",
        "/users/yubaba/roll-back/", "/accounts/preferences/", "/accounts/suspension/",
        "/accounts/suspension/appeal/", "/notices/", "/notices/read/", f"/notices/{notice.pk}/",
        "/notices/mail/off/nothing/", "/drafts/", f"/drafts/{draft.pk}/discard/", "/submissions/",
        *(f"/submissions/{one.pk}/{act}" for one in (waits, refused, live) for act in acts),
        *(f"{page}{name}" for name in below), "/films/new/",
    ]  # fmt: skip


#: Who asks, by turns with other odd values, so that together they ask for everything.
WHO = ("a stranger", "a new member", "a member", "a moderator", "an administrator", "a vandal")


@pytest.fixture
def client(who: str) -> Client:
    """A client of somebody."""
    user = people()[who]
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


def turns(who: str, values: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """Every address with one of ``values``, for each of the people another one."""
    for at, url in enumerate(addresses(), WHO.index(who)):
        yield url, values[at % len(values)]


@pytest.mark.parametrize("who", WHO)
def test_no_parameter_of_an_address_breaks_a_page(client: Client, who: str) -> None:
    broken = []
    for url, odd in turns(who, ODD):
        response = client.get(url, dict.fromkeys(PARAMETERS, odd))
        if response.status_code >= 500:
            broken.append((url, odd, response.status_code))
    assert broken == []


@pytest.mark.parametrize("who", WHO)
def test_nothing_that_is_posted_breaks_a_page(client: Client, who: str) -> None:
    broken = []
    for url, odd in turns(who, (None, *ODD)):
        response = client.post(url, {} if odd is None else posted(odd))
        if response.status_code >= 500:
            broken.append((url, odd, response.status_code))
    assert broken == []


def posted(odd: str) -> dict[str, str]:
    """``odd`` in every control that some form of moderation has."""
    rows = ("leave", "why", "correct", "conflict", "resolve")
    keys = ("", ".", f"film:{odd}.runtime", "film:1.runtime", "film:1.", "film:1.nothing")
    controls = {f"{row}.{key}": odd for row in rows for key in keys}
    return {**dict.fromkeys(FIELDS, odd), **controls, "version": "1"}
