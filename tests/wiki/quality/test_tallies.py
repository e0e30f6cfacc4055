"""What is counted of a type is what is there; on a large site, as of when it was counted."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.toywiki.entries import garden as gardens
from tests.wiki.gardens import garden
from wiki.models import GapCount
from wiki.quality import tallies
from wiki.quality.declarations import quality_of
from wiki.quality.tallies import count_all, tally

pytestmark = pytest.mark.django_db


def missing(name: str) -> int:
    shares = tally(gardens).shares(quality_of(gardens).gaps)
    return next(share.missing for share in shares if share.gap.name == name)


def test_every_revision_is_counted_on_a_small_site() -> None:
    garden("Bare")
    assert (missing("area"), tally(gardens).total) == (1, 1)
    garden("Other")
    assert missing("area") == 2
    assert tally(gardens).counted_at is None


def test_what_was_counted_is_remembered_until_the_next_revision() -> None:
    garden("Bare")
    tally(gardens)
    with CaptureQueriesContext(connection) as seen:
        tally(gardens)
    assert len(seen) == 2


def test_the_periodic_count_is_used_as_long_as_it_holds() -> None:
    garden("Bare")
    count_all()
    assert tally(gardens).counted_at is None
    GapCount.objects.filter(entry_type="garden").update(tally={"rows": []})
    assert tally(gardens).total == 0


def test_where_counting_is_slow_the_last_count_is_shown_with_its_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tallies, "QUICK", -1)
    garden("Bare")
    assert "types counted" in count_all()
    garden("Other")
    late = tally(gardens)
    assert late.total == 1
    assert late.counted_at is not None
    count_all()
    assert tally(gardens).total == 2
    assert tally(gardens).counted_at is None
