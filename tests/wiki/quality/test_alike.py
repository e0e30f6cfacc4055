"""Pages that look alike are found as the catalogue moves, and not shown once somebody says they differ."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests import cast
from tests.toywiki.entries import garden as gardens
from tests.wiki.gardens import garden
from wiki.actions.hide import hide
from wiki.actions.merge import merge
from wiki.actions.say_distinct import say_distinct, take_back
from wiki.exceptions import TooMany
from wiki.models import Distinction, Likeness, LikenessPlace
from wiki.quality import alike
from wiki.quality.alike import follow, scan_all, suspected

pytestmark = pytest.mark.django_db


def pairs() -> set[tuple[int, int]]:
    return set(suspected(gardens).values_list("first", "second"))


def test_pages_of_one_name_look_alike_if_their_judge_says_so() -> None:
    one, two = garden("Hortus"), garden("HÓRTUS!")
    garden("Orchard")
    follow()
    assert pairs() == {(one.pk, two.pk)}


def test_a_judge_may_see_two_pages_of_one_name() -> None:
    garden("Hortus", area=3)
    garden("Hortus", area=4)
    follow()
    assert not pairs()


def test_what_is_edited_is_judged_anew() -> None:
    one, two = garden("Hortus"), garden("Orchard")
    follow()
    assert not pairs()
    row = next(iter(cast.rows_of(two, "gardenname")))
    cast.edit(two, rows={row: {"text": "Hortus"}})
    assert follow()
    assert pairs() == {(one.pk, two.pk)}
    cast.edit(one, area=3)
    cast.edit(two, area=4)
    follow()
    assert not pairs()


def test_hidden_and_merged_pages_look_like_none() -> None:
    one, two, three = garden("Hortus"), garden("Hortus"), garden("Hortus")
    follow()
    assert len(pairs()) == 3
    hide(one, user=cast.satsuki(), summary="No garden")
    follow()
    assert pairs() == {(two.pk, three.pk)}
    merge(three, into=two, user=cast.satsuki(), summary="One garden")
    follow()
    assert not pairs()


def test_nothing_is_done_while_nothing_happens() -> None:
    garden("Hortus")
    follow()
    assert follow() == ""


def test_a_name_that_very_many_have_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "MOST_NAMESAKES", 2)
    for _time in range(3):
        garden("Hortus")
    scan_all()
    assert not pairs()


def test_a_scan_that_is_cut_off_goes_on_where_it_stood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "_SLICE", 2)
    wanted = set()
    for name in ("Apple", "Birch", "Cedar"):
        wanted.add((garden(name).pk, garden(name).pk))
    rounds = 0
    follow(patience=0)
    assert LikenessPlace.objects.get().scanning
    assert pairs() < wanted
    while LikenessPlace.objects.get().scanning:
        follow(patience=0)
        rounds += 1
    assert rounds >= 2
    assert pairs() == wanted


def test_after_very_many_changes_all_names_are_gone_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    garden("Hortus")
    follow()
    monkeypatch.setattr(alike, "_FOLLOWED", 1)
    garden("Orchard")
    two = [garden("Orchard"), garden("Hortus")]
    follow()
    assert len(pairs()) == 2
    assert LikenessPlace.objects.get().scan == 2
    assert {pair[1] for pair in pairs()} == {each.pk for each in two}


def test_a_scan_forgets_what_no_longer_looks_alike() -> None:
    garden("Hortus")
    Likeness.objects.create(entry_type="garden", first=500, second=501, score=9)
    scan_all()
    assert not pairs()


def test_what_is_said_to_differ_is_shown_again_when_it_is_taken_back() -> None:
    one, two = garden("Hortus"), garden("Hortus")
    follow()
    said = say_distinct(gardens, two.pk, one.pk, user=cast.mei(), reason="One is in Leiden")
    assert (said.first, said.second, said.said_by) == (one.pk, two.pk, cast.mei())
    assert not pairs()
    scan_all()
    assert not pairs()
    with pytest.raises(PermissionDenied):
        take_back(said, user=cast.kanta())
    take_back(said, user=cast.mei())
    assert pairs() == {(one.pk, two.pk)}
    again = say_distinct(gardens, one.pk, two.pk, user=cast.kanta())
    taken = take_back(again, user=cast.satsuki())
    assert taken.taken_back_by == cast.satsuki()


def test_saying_it_twice_is_saying_it_once() -> None:
    one, two = garden("Hortus"), garden("Hortus")
    first = say_distinct(gardens, one.pk, two.pk, user=cast.mei())
    assert say_distinct(gardens, two.pk, one.pk, user=cast.kanta()) == first
    assert Distinction.objects.count() == 1


def test_only_two_pages_that_are_there_differ() -> None:
    one = garden("Hortus")
    for other in (one.pk, one.pk + 500):
        with pytest.raises(ValidationError):
            say_distinct(gardens, one.pk, other, user=cast.mei())


def test_nobody_says_so_oftener_than_they_may_edit(settings: object) -> None:
    settings.GENGA_LEVELS = {"new": {"edits_per_hour": 1}}  # type: ignore[attr-defined]
    one, two, three = garden("Hortus"), garden("Hortus"), garden("Hortus")
    say_distinct(gardens, one.pk, two.pk, user=cast.totoro())
    with pytest.raises(TooMany):
        say_distinct(gardens, one.pk, three.pk, user=cast.totoro())
