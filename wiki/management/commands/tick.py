"""`manage.py tick`: send the mails that are due, and do the site's other periodic work.

`manage.py serve` starts it beside the server with `--every 10 --parent PID`. Other servers call it
from cron or systemd, or keep one with `--every 10` running. Any number may run at once.
"""

import os
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections, reset_queries

from wiki.ticking import tick

#: How often a child looks whether its server is still there.
LOOK = 1.0


class Command(BaseCommand):
    """Run the jobs of GENGA_TICK that are due: once, or again and again."""

    help = (
        "Do what is due: send mails, delete old drafts, review levels (GENGA_TICK names the jobs). "
        "Says what was done. May run twice at once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to go on, and beside whom."""
        often = parser.add_mutually_exclusive_group()
        often.add_argument("--once", action="store_true", help="one round (the default)")
        often.add_argument("--every", type=float, metavar="SECONDS", help="rounds without end")
        parser.add_argument("--parent", type=int, metavar="PID", help="end when this parent ends")

    def handle(self, *args: Any, **options: Any) -> None:
        """Tick once, or until told to stop or the parent is gone."""
        every, parent = options["every"], options["parent"]
        if every is None:
            if not self.round():
                raise CommandError("A job failed; the log says why.")
            return
        if every <= 0:
            raise CommandError("--every needs a number of seconds above 0.")
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        while not (stop.is_set() or _left(parent)):
            self.round()
            close_old_connections()  # as after a request: a lost one is made anew
            reset_queries()
            waited = 0.0
            while waited < every and not (stop.is_set() or _left(parent)):
                stop.wait(min(LOOK, every - waited))
                waited += LOOK

    def round(self) -> bool:
        """One tick; whether all of it went well. A database that is away is waited for."""
        well = True
        try:
            for done in tick():
                self.stdout.write(f"tick: {done.name}: {done.words}")
                self.stdout.flush()
                well = well and not done.failed
        except DatabaseError as error:
            self.stderr.write(f"tick: no database: {error}")
            well = False
        return well


def _left(parent: int | None) -> bool:
    """Whether the parent has ended: an orphan has another one."""
    return parent is not None and os.getppid() != parent
