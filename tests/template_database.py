"""A SQLite database with every table and no row, migrated once and copied by each process that tests.

Kept in `var/tests/` under a name that follows from the migrations, so it is made anew when one changes.
`make checks` makes it, which proves that all migrations run; a test run without it makes it too.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "var" / "tests"


def _name() -> str:
    """What tells the tables that these migrations make from others."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=10)
    migrations = ROOT.glob("*/migrations/*.py"), ROOT.glob("tests/*/migrations/*.py")
    for path in sorted(path for found in migrations for path in found):
        digest.update(path.read_bytes())
    for name in ("requirements.txt", "wiki/settings.py", "tests/settings.py"):
        digest.update((ROOT / name).read_bytes())
    return f"{digest.hexdigest()}.sqlite3"


def made() -> Path:
    """The database, made by one process while others wait."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / _name()
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            new = path.with_suffix(".new")
            new.unlink(missing_ok=True)
            _migrate(new)
            for old in FOLDER.glob("*.sqlite3"):
                old.unlink()
            new.replace(path)
    return path


def _migrate(path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"sqlite:///{path}",
    }
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(command, env=environment, cwd=ROOT, check=True)


if __name__ == "__main__":
    print(made().relative_to(ROOT))
