"""The index follows the revisions: at once, after crashes, and when the database goes back in time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as live
from django.db import connection

from films.models import PersonName
from tests.cast import edit, film, mei, person, propose, satsuki
from wiki.actions.approve import approve
from wiki.actions.hide import hide
from wiki.exceptions import SearchNotReady
from wiki.models import Revision, SearchName
from wiki.search import Query, search, suggest
from wiki.search_engine import follow


def titles(text: str) -> list[str]:
    return [found.candidate.title for found in suggest(Query.of(text), limit=5)]


@pytest.mark.django_db
def test_what_was_just_approved_is_found() -> None:
    memories = film("Memories")
    assert titles("memories") == ["Memories"]
    waiting = propose(
        memories,
        by=mei(),
        rows={"filmname:new1": {"text": "Kanojo", "language": "ja-Latn", "kind": "romaji"}},
    )
    assert titles("kanojo") == []
    approve(waiting, moderator=satsuki())
    assert titles("kanojo") == ["Memories"]


@pytest.mark.django_db
def test_what_was_hidden_is_found_no_more() -> None:
    memories = film("Memories")
    assert titles("memories") == ["Memories"]
    hide(memories, user=satsuki(), summary="Twice here")
    assert titles("memories") == []


@pytest.mark.django_db
def test_films_are_found_by_their_makers_and_follow_their_names() -> None:
    otomo = person("Katsuhiro Otomo")
    credit = {"credit:new1": {"role": "director", "person": f"person:{otomo.pk}"}}
    film("Memories", rows={**credit, "release:new1": {"country": "JP", "date": "1995"}})
    film("Akira", rows={**credit, "release:new1": {"country": "JP", "date": "1988"}})
    assert titles("otomo 1995") == ["Memories"]
    assert titles("1988 katsuhiro")[0] == "Akira"
    name = PersonName.objects.get(person=otomo)
    edit(otomo, rows={f"personname:{name.pk}": {"text": "Hajime Hayashi"}})
    assert titles("hayashi 1995") == ["Memories"]


@pytest.mark.django_db
def test_asking_an_index_that_is_up_to_date_costs_one_query(
    django_assert_num_queries: Any,
) -> None:
    film("Memories")
    follow.searcher()
    with django_assert_num_queries(1):
        follow.searcher()


@pytest.mark.django_db
def test_a_database_that_went_back_in_time_is_noticed() -> None:
    film("Memories")
    assert titles("memories") == ["Memories"]
    SearchName.objects.update(text="Akira")
    Revision.objects.update(created_at="2001-01-01T00:00:00Z")
    assert titles("memories") == []
    assert [group.candidates[0].found for group in search(Query.of("akira")).groups] == ["Akira"]


@pytest.mark.django_db
def test_a_large_catalogue_without_an_index_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    film("Memories")
    monkeypatch.setattr(follow, "AT_ONCE", 0)
    monkeypatch.setattr(follow, "_opened", {})
    with pytest.raises(SearchNotReady):
        follow.searcher()
    assert follow.follow_all()
    assert titles("memories") == ["Memories"]


@pytest.mark.django_db
def test_broken_files_are_made_anew(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.GENGA_SEARCH_DIR = tmp_path
    monkeypatch.setattr(follow, "_opened", {})
    film("Memories")
    assert titles("memories") == ["Memories"]
    (folder,) = tmp_path.iterdir()
    (folder / "meta.json").write_text("{", encoding="ascii")
    monkeypatch.setattr(follow, "_opened", {})
    assert titles("memories") == ["Memories"]


_OTHER = """
import sys, django
django.setup()
from wiki.search import Query, suggest
for line in sys.stdin:
    print([found.candidate.title for found in suggest(Query.of(line.strip()), limit=5)], flush=True)
"""


def _address() -> str:
    """The address of the database of this test."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.mark.django_db(transaction=True)
def test_other_processes_find_it_with_their_next_search(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.GENGA_SEARCH_DIR = tmp_path
    monkeypatch.setattr(follow, "_opened", {})
    film("Memories")
    assert titles("memories") == ["Memories"]
    environment = os.environ | {
        "DATABASE_URL": _address(),
        "GENGA_SEARCH_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "wiki.settings",
        "GENGA_ENV": "development",
    }
    with subprocess.Popen(
        [sys.executable, "-c", _OTHER],
        cwd=live.BASE_DIR,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdin.write("memories\n")
        other.stdin.flush()
        assert other.stdout.readline() == "['Memories']\n"
        film("Akira")
        assert titles("akira") == ["Akira"]
        film("Paprika")
        for name in ("akira", "paprika"):
            other.stdin.write(f"{name}\n")
            other.stdin.flush()
            assert other.stdout.readline() == f"['{name.title()}']\n"
        other.stdin.close()
    assert titles("paprika") == ["Paprika"]
