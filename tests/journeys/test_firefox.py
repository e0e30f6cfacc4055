"""A smoke run in Firefox, where there is one: pages open without errors, the edit form is sent."""

from __future__ import annotations

import os
import shutil
import time

import pytest
from django.conf import settings
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.journeys.firefox import firefox
from tests.readers import reader
from wiki.models import Submission

FIREFOX = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")


@pytest.mark.skipif(FIREFOX is None, reason="no Firefox here: apt-get install firefox-esr")
def test_a_member_reads_and_edits_in_firefox(live_server: LiveServer) -> None:
    film = cast.film("Memories", runtime=113)
    session = reader(cast.mei()).cookies[settings.SESSION_COOKIE_NAME].value
    with firefox(str(FIREFOX)) as tab:
        tab.take_session(settings.SESSION_COOKIE_NAME, session, "localhost")
        for path, title in (
            ("/", "Genga"),
            (film.get_absolute_url(), "Memories"),
            ("/search/?q=memories", "memories"),
            (f"{film.get_absolute_url()}edit/?section=general", "Edit Memories"),
        ):
            tab.goto(live_server.url + path)
            assert title in tab.run("document.title")
        tab.run(
            """(() => {
              const set = (name, value) => { document.querySelector(`[name$="${name}"]`).value = value; };
              set("runtime", "115");
              set("summary", "The disc runs longer");
              document.querySelector('.form-bar [value="save"]').click();
            })()"""
        )
        for _look in range(300):
            if Submission.objects.pending().exists():
                break
            time.sleep(0.1)
        assert tab.errors == []
    assert Submission.objects.pending().get().summary == "The disc runs longer"
