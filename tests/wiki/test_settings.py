"""Production starts with its secrets only; the demo makes its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "GENGA_ENV": "production",
    "SECRET_KEY": "k" * 30 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "genga.example, www.genga.example",
    "DATABASE_URL": "sqlite://:memory:",
}


def start(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process that knows nothing but the environment given."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def show(environment: dict[str, str], *names: str) -> str:
    """Return what settings are worth in an environment, or how they fail."""
    code = f"from wiki import settings as s; print(*(getattr(s, n) for n in {names!r}), sep='|')"
    done = start(environment, "-c", code)
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_production_refuses_to_start_without_its_secrets(name: str, value: str | None) -> None:
    environment = {k: v for k, v in PRODUCTION.items() if k != name}
    if value is not None:
        environment[name] = value
    assert show(environment, "DEBUG").endswith(f"needs {name} in the environment.")


def test_production_is_safe_behind_https() -> None:
    names = ("DEBUG", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "GENGA_DEMO", "ALLOWED_HOSTS")
    shown = show(PRODUCTION, *names)
    assert shown == "False|True|True|False|['genga.example', 'www.genga.example']"


def test_deployment_check_finds_nothing_in_production() -> None:
    done = start(PRODUCTION, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_a_word_that_is_no_environment_is_refused() -> None:
    assert "not one of the four" in show({"GENGA_ENV": "prod"}, "DEBUG")


def test_an_unclear_switch_is_refused() -> None:
    assert "must be true or false" in show({"GENGA_HTTPS": "maybe"}, "DEBUG")


def test_demo_serves_without_debug_over_plain_http() -> None:
    shown = show({"GENGA_ENV": "demo"}, "DEBUG", "SECURE_SSL_REDIRECT", "GENGA_DEMO")
    assert shown == "False|False|True"


@pytest.mark.parametrize(
    ("address", "pool"),
    [
        ("postgres://u@h/d", True),
        ("postgres://u@h/d?pool=true", True),
        ("postgres://u@h/d?pool=false", False),
    ],
)
def test_postgresql_is_pooled_unless_told_otherwise(address: str, pool: bool) -> None:
    shown = show({"DATABASE_URL": address}, "DATABASES")
    assert ("'pool': {" in shown) is pool
    assert "'pool': True" not in shown


def test_pictures_are_kept_in_a_bucket_if_one_is_named() -> None:
    shown = show(
        {"GENGA_S3_BUCKET": "genga", "GENGA_S3_ENDPOINT": "https://s3.example"}, "STORAGES"
    )
    assert "'storages.backends.s3.S3Storage'" in shown
    code = (
        "import django; django.setup();"
        "from django.core.files.storage import default_storage as s; print(s.bucket_name, s.location)"
    )
    bucket = {"GENGA_S3_BUCKET": "genga", "GENGA_S3_FOLDER": "wiki", "AWS_S3_REGION_NAME": "eu"}
    done = start({"DJANGO_SETTINGS_MODULE": "wiki.settings", **bucket}, "-c", code)
    assert done.stdout.strip() == "genga wiki", done.stderr


def test_pictures_are_kept_in_a_folder_otherwise() -> None:
    shown = show({"GENGA_MEDIA_ROOT": "/srv/genga"}, "STORAGES", "MEDIA_ROOT")
    assert "FileSystemStorage" in shown
    assert shown.endswith("|/srv/genga")


def test_only_the_two_databases_are_taken() -> None:
    assert "SQLite or PostgreSQL" in show({"DATABASE_URL": "mysql://u@h/d"}, "DEBUG")
