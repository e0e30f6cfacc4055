"""`manage.py serve`: bring the site's database and static files up to date, then serve it.

`make demo` and `make serve` call it. Everything it does before serving does nothing the second
time, so a restart takes seconds. Beside the server runs `manage.py tick`, as its child: the server
keeps this process's number, by which the child knows that its parent is still there.
"""

import hashlib
import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from wiki import following


def static_fingerprint() -> str:
    """Return what changes when a static file is added, changed or removed."""
    digest = hashlib.sha256(django.__version__.encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_static_files() -> bool:
    """Collect, hash and compress the static files unless that was done; say whether it was not."""
    root = Path(settings.STATIC_ROOT)
    stamp = root.with_name(f"{root.name}.collected")
    fingerprint = static_fingerprint()
    collected = stamp.read_text(encoding="ascii") if stamp.exists() else ""
    if collected == fingerprint and (root / "staticfiles.json").exists():
        return False
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(fingerprint, encoding="ascii")
    return True


class Command(BaseCommand):
    """Migrate, load the demo if asked to, collect static files, become the web server."""

    help = "Bring the database and the static files up to date, then serve the site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address to serve on, and whether the demo is wanted."""
        parser.add_argument("--demo", action="store_true", help="load the demo first")
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000")
        parser.add_argument(
            "--workers", default=os.environ.get("GENGA_WORKERS") or str(min(os.cpu_count() or 1, 4))
        )
        parser.add_argument("--threads", default=os.environ.get("GENGA_THREADS") or "2")
        parser.add_argument(
            "--tick",
            type=float,
            default=os.environ.get("GENGA_TICK_EVERY") or "10",
            metavar="SECONDS",
            help="how often to send mails and do other periodic work; 0: something else calls tick",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare the site and serve it; this process turns into the server."""
        if options["demo"] and not settings.GENGA_DEMO:
            raise CommandError("The demo's accounts have known passwords: GENGA_ENV=demo only.")
        self.prepare(demo=options["demo"])
        host, port = options["host"], options["port"]
        shown = f"[{host}]" if ":" in host else host
        self.stdout.write(f"Genga is on http://{shown}:{port}/  (Ctrl-C ends it)")
        self.stdout.flush()
        if options["tick"] > 0:
            self.start_ticking(options["tick"])
        os.execv(  # noqa: S606
            sys.executable,
            [
                *(sys.executable, "-m", "granian", "wiki.wsgi:application"),
                *("--interface", "wsgi", "--host", host, "--port", port, "--no-ws"),
                *("--workers", options["workers"], "--blocking-threads", options["threads"]),
                *("--respawn-failed-workers", "--log-level", "warning"),
                *("--working-dir", str(settings.BASE_DIR), "--workers-kill-timeout", "10"),
            ],
        )

    def start_ticking(self, seconds: float) -> None:
        """Start the periodic work. It ends by itself within a second of this process, however that ends."""
        manage = str(settings.BASE_DIR / "manage.py")
        subprocess.Popen(  # noqa: S603 -- not waited for: this process becomes the server
            [sys.executable, manage, "tick", "--every", str(seconds), "--parent", str(os.getpid())]
        )

    def prepare(self, *, demo: bool) -> None:
        """Do what must be done once before serving; tell what takes time."""
        self.stdout.write("Preparing the database...")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        if collect_static_files():
            self.stdout.write("Collected the static files.")
        if demo:
            call_command("load_demo", stdout=self.stdout)
        call_command("load_filters", verbosity=0)
        if done := following.follow_all():
            self.stdout.write(f"Search is up to date: {done}.")
