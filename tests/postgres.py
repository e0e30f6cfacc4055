"""Run a command against a throw-away PostgreSQL: `python -m tests.postgres pytest -n 2`.

Finds PostgreSQL's programs on the machine, starts a cluster of its own in a temporary folder
(as an unprivileged user when run as root, since PostgreSQL refuses root), runs the command with
`DATABASE_URL` naming it, and removes the cluster. A `DATABASE_URL` that names PostgreSQL already
is used as it is. Without PostgreSQL it says so and skips the command, or fails if `CI` is set.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import quote

import psycopg

HOW_TO_GET_IT = "Debian and Ubuntu: apt-get install postgresql; macOS: brew install postgresql"
USER = "genga"
# Safe only because nothing in this cluster outlives the run.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "listen_addresses": "",
    "max_connections": "100",
}


def find_programs() -> Path | None:
    """Return the folder of `initdb` and `postgres`: the newest on this machine, if there is one."""
    folders = [Path(folder) for folder in os.get_exec_path()]
    if pg_config := shutil.which("pg_config"):
        shown = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(shown.stdout.strip()))
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    folders += sorted(installed, key=lambda folder: -float(folder.parent.name))
    for folder in folders:
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    return None


def unprivileged() -> dict[str, Any]:
    """Return what makes `subprocess` give up root's rights; nothing when there are none."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            account = pwd.getpwnam(name)
            return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    sys.exit("PostgreSQL refuses to run as root, and there is no user “postgres” or “nobody”.")


def wait_until_it_answers(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return once the server takes connections; exit with its log if it ends or takes too long."""
    deadline = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(url, connect_timeout=5).close()
            return
        time.sleep(0.1)
    sys.exit(f"PostgreSQL did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


@contextlib.contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """Start a cluster, give the address of its database, and remove it."""
    # Not TMPDIR, which may be long: a socket's path holds about a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="genga-pg-", dir="/tmp"))
    rights = unprivileged()
    if rights:
        os.chown(folder, rights["user"], rights["group"])
    locale = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
    options = [option for name, value in FAST.items() for option in ("-c", f"{name}={value}")]
    environment = os.environ | {"LC_ALL": locale}
    log = folder / "log"
    server = None
    try:
        made = subprocess.run(
            [
                *(programs / "initdb", "--pgdata", folder / "data", "--no-sync"),
                *(f"--username={USER}", "--auth=trust", "--encoding=UTF8", f"--locale={locale}"),
            ],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            **rights,
        )
        if made.returncode:
            sys.exit(f"initdb failed:\n{made.stdout}{made.stderr}")
        with log.open("wb") as output:
            server = subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", "-k", folder, *options],
                cwd=folder,
                env=environment,
                stdout=output,
                stderr=output,
                # Ctrl-C is for the tests; the cluster goes when they have ended.
                start_new_session=True,
                **rights,
            )
        url = f"postgresql://{USER}@{quote(str(folder), safe='')}/postgres"
        wait_until_it_answers(url, server, log)
        yield f"{url}?pool=false"
    finally:
        if server and server.poll() is None:
            server.send_signal(signal.SIGINT)  # a fast shutdown
            try:
                server.wait(timeout=30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def stop(signum: int, frame: object) -> NoReturn:
    """End through the `finally` clauses, so that no cluster is left behind."""
    sys.exit(128 + signum)


def main(command: list[str]) -> int:
    """Run the command on PostgreSQL and return its exit code."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.run(command, check=False).returncode
    programs = find_programs()
    if programs is None:
        print(f"SKIPPED on PostgreSQL: it is not on this machine. {HOW_TO_GET_IT}")
        return 1 if os.environ.get("CI") else 0
    signal.signal(signal.SIGTERM, stop)
    with cluster(programs) as url:
        environment = os.environ | {"DATABASE_URL": url}
        try:
            return subprocess.run(command, env=environment, check=False).returncode
        except KeyboardInterrupt:
            return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
