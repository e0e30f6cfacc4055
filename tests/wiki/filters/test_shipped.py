"""The filters that a site begins with: each hits what it is for, and not an honest edit that is near."""

from __future__ import annotations

from typing import Any

import pytest

from tests.wiki.filters.edits import (
    STORY,
    MadeUpHistory,
    beds_removed,
    hit,
    links,
    note,
)
from wiki.changesets import ChangeSet
from wiki.filters.shipped import SHIPPED
from wiki.filters.words import in_words
from wiki.models import FilterAction

BY_SLUG = {values["slug"]: values for values in SHIPPED}
SAME = "yubaba was here"
TWICE = MadeUpHistory(earlier=(note("", SAME), note(STORY, f"{STORY} {SAME}")))
ONCE = MadeUpHistory(earlier=(note("", SAME),))
FAST = MadeUpHistory(minutes_ago=(0.5,) * 12)
SLOW = MadeUpHistory(minutes_ago=(0.5,) * 11 + (6,))
MORE = f"{STORY} The gate is new, and the roof of the tea house was thatched again in spring."
ADDRESSES = [f"https://example.org/{n}" for n in range(6)]
TITLES = "AKIRA, AKIRA, AKIRA"

HITS: list[tuple[str, ChangeSet, dict[str, Any]]] = [
    ("blanking-newcomer", note(STORY, ""), {}),
    ("blanking", note(STORY, "nope"), {"level": 1}),
    ("large-removal", note(STORY * 3, STORY), {"level": 1}),
    ("rows-removed", beds_removed(30), {}),
    ("link-spam", links(*ADDRESSES), {}),
    ("link-spam", note(STORY, STORY + " ".join(ADDRESSES)), {}),
    ("links", note(STORY, f"{STORY} See https://example.org/."), {}),
    ("mass-edits", note("", "A park."), {"history": FAST}),
    ("shouting", note("", "THIS IS THE WORST GARDEN OF ALL"), {}),
    ("same-text", note(STORY, f"{STORY} {SAME}"), {"history": TWICE}),
    ("repeated-characters", note("", "noooooooo"), {}),
    ("repeated-characters", note(STORY, f"{STORY}!!!!!!!!"), {"level": 1}),
    ("gibberish", note("", "sdkfjhg sdf"), {}),
    ("gibberish", note("", "asdfasdfasdfasdf"), {}),
]
NEAR: list[tuple[str, ChangeSet, dict[str, Any]]] = [
    ("blanking-newcomer", note(STORY, ""), {"level": 1}),
    ("blanking-newcomer", note(STORY, STORY[:150]), {}),
    ("blanking", note(STORY, ""), {"level": 2}),
    ("blanking", note("A garden in the north, laid out in 1902 and moved twice.", ""), {}),
    ("large-removal", note(MORE * 3, STORY * 3), {}),
    ("rows-removed", beds_removed(29), {}),
    ("link-spam", links(*ADDRESSES[:5]), {}),
    ("link-spam", note(STORY + " ".join(ADDRESSES), MORE + " ".join(ADDRESSES)), {}),
    ("links", links("https://example.org/"), {}),
    ("links", note(STORY, f"{STORY} See https://example.org/."), {"level": 1}),
    ("mass-edits", note("", "A park."), {"history": SLOW}),
    ("mass-edits", note("", "A park."), {"history": FAST, "level": 2}),
    ("shouting", note(STORY, f"{STORY} It is shown in {TITLES} and in other films."), {}),
    ("shouting", note("", "NHK and BBC films show it"), {}),
    ("same-text", note(STORY, f"{STORY} {SAME}"), {"history": ONCE}),
    (
        "same-text",
        note("", "A park."),
        {"history": MadeUpHistory(earlier=(note("", "A park."),) * 5)},
    ),
    ("repeated-characters", note("", "Aaaaaah! 1000000 trees ... ---------"), {}),
    ("gibberish", note("", "The rhythms of Angstschweiß, in MDCCLXXX and MCMLXXXVIII."), {}),
    ("gibberish", note("", "Ha ha ha ha ha ha ha, cha-cha-cha, Jojo"), {}),
]


@pytest.mark.parametrize(("slug", "changes", "author"), HITS)
def test_it_hits_what_it_is_for(slug: str, changes: ChangeSet, author: dict[str, Any]) -> None:
    assert hit(BY_SLUG[slug]["conditions"], changes, **author)


@pytest.mark.parametrize(("slug", "changes", "author"), NEAR)
def test_it_leaves_an_honest_edit_alone(
    slug: str, changes: ChangeSet, author: dict[str, Any]
) -> None:
    assert not hit(BY_SLUG[slug]["conditions"], changes, **author)


def test_each_is_tried_both_ways() -> None:
    assert {case[0] for case in HITS} == {case[0] for case in NEAR} == set(BY_SLUG)


def test_an_honest_first_edit_is_hit_by_none() -> None:
    honest = [note("", STORY), note(STORY, MORE), links("https://example.org/"), beds_removed(2)]
    for values in SHIPPED:
        assert not any(hit(values["conditions"], changes) for changes in honest), values["slug"]


def test_what_is_not_taken_is_explained() -> None:
    for values in SHIPPED:
        stops = values["action"] in (FilterAction.REFUSE, FilterAction.THROTTLE)
        assert stops == bool(values.get("message")), values["slug"]


def test_all_conditions_have_words() -> None:
    for values in SHIPPED:
        words = in_words(values["conditions"])
        assert len(words) == len(values["conditions"])
        assert not any("%" in word.replace(" % ", "") for word in words), words
