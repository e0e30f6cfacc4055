"""Several processes tick at once, on both databases: each job is run, and each mail sent, by one."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from tests import cast
from tests.wiki.test_races import at_once
from wiki.drafts import Ticket, keep_posted
from wiki.mail import send_due
from wiki.models import Draft, Notice, NoticeKind, TickJob
from wiki.notices import tell
from wiki.ticking import tick

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5
ran: list[int] = []


def note_run() -> str:
    """A job that can be counted."""
    ran.append(threading.get_ident())
    return ""


def test_of_several_that_tick_at_once_one_runs_a_job(settings: Any) -> None:
    settings.GENGA_TICK = ((f"{__name__}.note_run", 3600),)
    for _round in range(ROUNDS):
        TickJob.objects.all().delete()
        ran.clear()
        assert at_once(*[lambda: list(tick())] * 4) == [[]] * 4
        assert len(ran) == 1
        TickJob.objects.update(due_at=timezone.now())
        assert at_once(*[lambda: list(tick())] * 4) == [[]] * 4
        assert len(ran) == 2


def test_of_several_that_mail_at_once_one_sends_a_mail() -> None:
    mei = cast.mei()
    for _round in range(ROUNDS):
        for number in range(5):
            tell(mei, NoticeKind.LEVEL, title=str(number))
        outcomes = at_once(*[send_due] * 3)
        assert not [one for one in outcomes if isinstance(one, Exception)]
        sent = [message.message()["Message-ID"] for message in mail.outbox]
        assert len(set(sent)) == len(sent) == Notice.objects.count()
        assert not Notice.objects.filter(due_at__isnull=False).exists()


def test_one_form_kept_twice_at_once_is_one_draft(rf: Any) -> None:
    mei = cast.mei()

    def keep() -> Any:
        data = {"draft": Ticket(mei.pk, form, "/films/1/edit/").sign("Memories"), "a": "1"}
        return keep_posted(rf.post("/drafts/", data))

    for round_ in range(ROUNDS):
        form = f"form-{round_}"
        outcomes = at_once(*[keep] * 3)
        assert not [one for one in outcomes if isinstance(one, Exception)]
        assert Draft.objects.filter(form=form).count() == 1
