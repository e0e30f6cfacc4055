"""Search gives the same answers on SQLite and PostgreSQL: those of ``search_answers.json``.

The questions are the cases of the benchmark, made from the demo's catalogue. A change that is meant to
change answers writes them anew, to be read in its diff: ``WRITE_ANSWERS=1 pytest`` this file.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.benchmarks.search_cases import Names, cases
from wiki.search import Query, suggest
from wiki.search_engine import follow

ANSWERS = Path(__file__).with_name("search_answers.json")
FIRST = 5


@pytest.mark.django_db
def test_the_same_is_found_on_both_databases() -> None:
    files = sorted((settings.BASE_DIR / "films" / "demo").glob("*.jsonl"))
    call_command("import_catalogue", *map(str, files), verbosity=0)
    follow.rebuild()
    found: dict[str, list[str]] = {}
    right = 0
    asked = list(cases(Names()))
    for case in asked:
        answers = [answer.candidate for answer in suggest(Query.of(case.query), limit=FIRST)]
        right += any(answer.key in case.wanted for answer in answers)
        found[case.query] = [f"{answer.key.partition(':')[0]} {answer.title}" for answer in answers]
    if os.environ.get("WRITE_ANSWERS"):
        text = json.dumps(found, ensure_ascii=False, indent=0, sort_keys=True)
        ANSWERS.write_text(f"{text}\n", encoding="utf-8")
    expected = json.loads(ANSWERS.read_text(encoding="utf-8"))
    assert {query: found[query] for query in found if found[query] != expected.get(query)} == {}
    assert found.keys() == expected.keys()
    assert len(asked) >= 300
    assert right / len(asked) >= 0.98
