"""The real record file, where it lies beside the repository: counts of all, an import of a slice."""

from __future__ import annotations

import pytest
from django.conf import settings

from films.imports.formats import open_reader
from films.models import Credit, Film
from tests.films.imports.importing import command, load
from wiki.imports.nested import Record

DATA = settings.BASE_DIR.parent / "shared" / "data"
FILMS, PEOPLE = DATA / "anime-films.jsonl.gz", DATA / "people.jsonl.gz"

pytestmark = pytest.mark.skipif(
    not FILMS.exists(), reason=f"the real record file is not there: {FILMS}"
)


def test_every_record_of_the_file_is_told_with_its_rows() -> None:
    counted = dict.fromkeys(("names", "credits", "company_credits", "appearances", "links"), 0)
    films = voices = 0
    people, names = set(), set()
    for record in open_reader([FILMS], people=PEOPLE).records():
        assert isinstance(record, Record), record
        films += 1
        data = record.entry.data
        for part in counted:
            counted[part] += len(data.get(part, ()))
        voices += sum(len(row["voices"]) for row in data.get("appearances", ()))
        people.update(stub.ref for stub in record.stubs if stub.type == "person")
        names.update(stub.ref for stub in record.stubs if stub.type == "character")
    assert films == 4_106
    # Titles in 50 languages, without doubles; credits and voices without doubles and nobodies,
    # firms among the companies; a role that joins several counts as several.
    assert 17_000 < counted["names"] < 21_426
    assert 20_000 < counted["credits"] < 21_500
    assert 4_000 < counted["company_credits"] < 6_500
    assert 14_500 < counted["appearances"] <= voices <= 15_535
    assert 14_000 < counted["links"] < 15_500
    assert 11_000 < len(people) < 12_104
    assert 10_000 < len(names) < 15_535


@pytest.mark.django_db
def test_a_slice_of_the_file_is_imported_whole() -> None:
    outcome = load(FILMS, people=PEOPLE, limit=60, batch=30)
    assert not outcome.error, outcome.told
    assert Film.objects.count() == 60
    assert Credit.objects.count() > 150
    assert not command("check_revisions").said
    assert load(FILMS, people=PEOPLE, limit=60).counted("unchanged") == "60 films"
