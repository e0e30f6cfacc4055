"""Setting edit filters: by administrators only, one version after the other, each change in the log."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from tests.cast import kanta, satsuki, tatsuo
from wiki.actions.save_filter import FilterChanged, save_filter
from wiki.filters.shipped import SHIPPED
from wiki.models import Act, EditFilter, LogEntry

pytestmark = pytest.mark.django_db

SEEDS = {"name": "Seeds", "conditions": {"words": ["seeds"]}, "action": "flag"}


def unsaved() -> EditFilter:
    return EditFilter(number=0)


@pytest.mark.parametrize("user", [kanta, satsuki])
def test_only_administrators_set_filters(user: object) -> None:
    with pytest.raises(PermissionDenied):
        save_filter(unsaved(), SEEDS, user=user())  # type: ignore[operator]


def test_each_change_is_a_version_and_a_line_of_the_log() -> None:
    first = save_filter(unsaved(), SEEDS, user=tatsuo(), reason="Shops")
    second = save_filter(first, {"enabled": True}, user=tatsuo())
    assert (first.number, second.number, second.enabled) == (1, 2, True)
    lines = LogEntry.objects.filter(act=Act.FILTER)
    assert [(line.reason, line.data["after"].get("enabled")) for line in lines] == [
        *(("", True), ("Shops", False)),
    ]
    assert lines[0].data["before"] == {"enabled": False}
    assert lines[1].data["after"]["words"] == ["any of these words added: “seeds”"]


def test_what_changes_nothing_is_not_logged() -> None:
    first = save_filter(unsaved(), SEEDS, user=tatsuo())
    assert save_filter(first, SEEDS, user=tatsuo()).number == 1
    assert LogEntry.objects.count() == 1


def test_who_saw_an_older_version_is_told() -> None:
    first = save_filter(unsaved(), SEEDS, user=tatsuo())
    save_filter(first, {"note": "New"}, user=tatsuo())
    with pytest.raises(FilterChanged):
        save_filter(first, {"note": "Mine"}, user=tatsuo())
    assert EditFilter.objects.get().note == "New"


def test_the_slug_never_changes_and_no_two_filters_have_one_name() -> None:
    first = save_filter(unsaved(), SEEDS, user=tatsuo())
    renamed = save_filter(first, {"name": "Shops"}, user=tatsuo())
    assert (renamed.slug, renamed.flag) == ("seeds", "filter-seeds")
    with pytest.raises(ValidationError):
        save_filter(unsaved(), {**SEEDS, "name": "Shops"}, user=tatsuo())
    assert save_filter(unsaved(), SEEDS, user=tatsuo()).slug == "seeds-2"


def test_a_site_begins_with_filters_that_its_administrators_may_change() -> None:
    call_command("load_filters", stdout=StringIO())
    assert EditFilter.objects.filter(enabled=True).count() == len(SHIPPED)
    shouting = EditFilter.objects.get(slug="shouting")
    save_filter(shouting, {"enabled": False, "name": "Loud"}, user=tatsuo())
    again = StringIO()
    call_command("load_filters", stdout=again)
    assert again.getvalue() == ""
    shouting.refresh_from_db()
    assert (shouting.name, shouting.enabled) == ("Loud", False)
    assert EditFilter.objects.count() == len(SHIPPED)
