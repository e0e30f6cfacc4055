"""Periodic work: what is due is done once, whoever ticks; a job that fails stops no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests import cast
from wiki.models import NoticeKind, TickJob
from wiki.notices import tell
from wiki.ticking import tick

ran: list[str] = []


def count() -> str:
    """A job that does something."""
    ran.append("count")
    return "counted"


def idle() -> str:
    """A job that finds nothing to do."""
    ran.append("idle")
    return ""


def broken() -> str:
    """A job that fails."""
    ran.append("broken")
    raise RuntimeError("out of ink")


@pytest.fixture(autouse=True)
def _nothing_ran() -> None:
    ran.clear()


def jobs(settings: Any, **every: int) -> None:
    settings.GENGA_TICK = tuple((f"{__name__}.{name}", seconds) for name, seconds in every.items())


@pytest.mark.django_db
def test_a_job_without_a_period_runs_at_every_tick(settings: Any) -> None:
    jobs(settings, count=0)
    assert [done.words for done in [*tick(), *tick()]] == ["counted", "counted"]
    assert not TickJob.objects.exists()


@pytest.mark.django_db
def test_a_job_runs_at_most_once_in_its_period(settings: Any) -> None:
    jobs(settings, count=3600)
    list(tick())
    list(tick())
    assert ran == ["count"]
    TickJob.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    list(tick())
    assert ran == ["count", "count"]


@pytest.mark.django_db
def test_what_has_nothing_to_do_is_not_mentioned(settings: Any) -> None:
    jobs(settings, idle=0)
    assert list(tick()) == []
    assert ran == ["idle"]


@pytest.mark.django_db
def test_a_job_that_fails_stops_no_other_and_is_tried_again_soon(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    jobs(settings, broken=24 * 3600, count=0)
    assert [(done.words, done.failed) for done in tick()] == [("failed", True), ("counted", False)]
    assert "out of ink" in caplog.text
    assert TickJob.objects.get().due_at <= timezone.now() + timedelta(minutes=10)


@pytest.mark.django_db
def test_the_command_ticks_once_and_says_what_it_did(settings: Any) -> None:
    jobs(settings, count=0)
    out = StringIO()
    call_command("tick", stdout=out)
    assert out.getvalue() == f"tick: {__name__}.count: counted\n"


@pytest.mark.django_db
def test_the_command_fails_if_a_job_did(settings: Any) -> None:
    jobs(settings, broken=0)
    with pytest.raises(CommandError):
        call_command("tick", stdout=StringIO())


@pytest.mark.django_db
def test_the_sites_own_jobs_run_and_mail_what_is_due() -> None:
    tell(cast.mei(), NoticeKind.LEVEL, title="Member")
    out = StringIO()
    call_command("tick", once=True, stdout=out)
    call_command("tick", once=True, stdout=out)
    assert out.getvalue().count("wiki.mail.send_due: mails sent: 1") == 1
    assert len(mail.outbox) == 1


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_what_ticks_beside_a_server_ends_with_it(number: int, tmp_path: object) -> None:
    """The shell stands for the server: ``serve`` turns into it, with the child that it has started."""
    tick_beside = f'"{sys.executable}" manage.py tick --every 60 --parent $$ & echo $!; read line'
    server = subprocess.Popen(
        ["sh", "-c", tick_beside],
        cwd=site_settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    child = int(server.stdout.readline())
    assert is_running(child)
    server.send_signal(number)
    server.wait()
    deadline = time.monotonic() + 60
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not is_running(child)
