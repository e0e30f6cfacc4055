"""`check_revisions`: what goes past the engine is found, whatever it touches."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import QuerySet

from tests import cast
from tests.toywiki.models import Garden, GardenName
from tests.wiki.gardens import garden, plant, rows
from wiki import documents
from wiki.actions.hide import hide
from wiki.integrity import disagreements
from wiki.models import RevisionEntry, SearchName

pytestmark = pytest.mark.django_db


def found() -> list[str]:
    """Every disagreement."""
    return list(disagreements())


def sql(statement: str, *values: Any) -> None:
    """Write past everything that watches."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def hortus() -> Iterator[Garden]:
    """A garden with an emblem and a bed; all is well with it."""
    iris = plant("Iris")
    made = garden("Hortus", area=12, emblems=[f"plant:{iris.pk}"])
    assert found() == []
    return made


def test_a_catalogue_made_through_the_engine_agrees(hortus: Garden) -> None:
    cast.accept(cast.propose(hortus, area=13))
    hide(hortus, user=cast.satsuki(), summary="Gone")
    assert found() == []


def test_a_changed_column_is_found(hortus: Garden) -> None:
    sql("UPDATE toywiki_garden SET area = 99 WHERE id = %s", hortus.pk)
    assert found() == [
        f"garden:{hortus.pk}: area is 99, its history says 12",
        f"garden:{hortus.pk}: garden:{hortus.pk} area is 99, its revisions say 12",
    ]


def test_a_changed_part_is_found(hortus: Garden) -> None:
    [name] = rows(hortus, "gardenname")
    sql("UPDATE toywiki_gardenname SET text = 'Wild' WHERE garden_id = %s", hortus.pk)
    problems = "\n".join(found())
    assert f"{name}: text is 'Wild', its history says 'Hortus'" in problems
    assert f"garden:{hortus.pk}: title is 'Hortus', it should be 'Wild'" in problems
    assert f"garden:{hortus.pk}: search knows it by other names" in problems


def test_a_row_without_history_is_found(hortus: Garden) -> None:
    row = GardenName(garden=hortus, text="Other", position=1)
    QuerySet(GardenName).bulk_create([row])  # not the tracked one, which refuses
    problems = "\n".join(found())
    assert f"gardenname:{row.pk}: the row has no history" in problems
    assert f"gardenname:{row.pk} is in none of its revisions" in problems


def test_a_row_that_went_without_history_is_found(hortus: Garden) -> None:
    sql("DELETE FROM toywiki_emblem WHERE garden_id = %s", hortus.pk)
    problems = "\n".join(found())
    assert "the row is gone, and its history does not know" in problems
    assert "emblems is None, its revisions say" in problems


def test_a_row_that_came_back_without_history_is_found(hortus: Garden) -> None:
    past = Garden.history.model._meta.db_table
    sql(f"UPDATE {past} SET history_type = '-' WHERE id = %s", hortus.pk)  # noqa: S608
    assert "the row is there, and its history says it was removed" in "\n".join(found())


def test_changed_history_is_found(hortus: Garden) -> None:
    row = RevisionEntry.objects.get(entry_type="garden", entry_id=hortus.pk)
    row.changes[0]["fields"]["area"] = [None, 7]
    row.save()
    problem = f"garden:{hortus.pk}: garden:{hortus.pk} area is 12, its revisions say 7"
    assert found() == [problem]


def test_a_revision_that_does_not_fit_is_found(hortus: Garden) -> None:
    row = RevisionEntry.objects.get(entry_type="garden", entry_id=hortus.pk)
    row.changes = [{**row.changes[0], "op": "~"}]
    row.save()
    problem, contributions = found()
    assert "revision 1 changes" in problem
    assert "which was not there" in problem
    assert "run rebuild_contributions" in contributions


def test_wrong_numbers_and_times_are_found(hortus: Garden) -> None:
    sql("UPDATE toywiki_garden SET number = 4, changed_at = created_at WHERE id = %s", hortus.pk)
    RevisionEntry.objects.filter(entry_type="garden").update(number=2)
    problems = "\n".join(found())
    assert "its revisions are numbered [2]" in problems
    assert "number is 4, its newest revision is 2" in problems


def test_wrong_search_names_are_found_and_made_anew(hortus: Garden) -> None:
    SearchName.objects.filter(entry_type="garden").update(folded="weeds")
    SearchName.objects.create(entry_type="garden", entry_id=999_999, text="x", folded="x")
    assert len(found()) == 2
    call_command("rebuild_search", stdout=io.StringIO())
    assert found() == []


def test_revisions_of_no_page_are_found(hortus: Garden) -> None:
    RevisionEntry.objects.filter(entry_type="garden").update(entry_id=999_999)
    problems = "\n".join(found())
    assert f"garden:{hortus.pk}: the page has no revisions" in problems
    assert "garden:999999: there are revisions, and no page" in problems


def test_the_command_prints_and_fails(hortus: Garden) -> None:
    said = io.StringIO()
    call_command("check_revisions", stdout=said, stderr=io.StringIO())
    assert not said.getvalue()
    sql("UPDATE toywiki_garden SET area = 99 WHERE id = %s", hortus.pk)
    with pytest.raises(CommandError, match="2 disagreements"):
        call_command("check_revisions", stdout=said, stderr=io.StringIO())
    assert "area is 99" in said.getvalue()
    assert documents.load_one(hortus)[f"garden:{hortus.pk}"]["area"] == 99  # it changes nothing
