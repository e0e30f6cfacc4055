"""Hints: each rule speaks when it should, and is silent when it is only near."""

from __future__ import annotations

import pytest
from django.utils import timezone

from wiki import changesets, documents
from wiki.changesets import Fields
from wiki.hints import Hint, hints_of

pytestmark = pytest.mark.django_db

FILM = "film:12"
Rows = dict[str, Fields | None]
LATER = f"{timezone.localdate().year + 2}"


def of_film(before: Rows, edit: Rows, *, new: bool = False) -> list[Hint]:
    """The hints about an edit of a film that is in no database."""
    was = documents.complete({FILM: {}, **{k: _row(k, v or {}) for k, v in before.items()}})
    becomes = {key: dict(row) for key, row in was.items()}
    for key, fields in edit.items():
        if fields is None:
            del becomes[key]
        else:
            becomes[key] = {**becomes.get(key, {}), **_row(key, fields)}
    changes = changesets.diff({} if new else was, documents.complete(becomes), entry=FILM)
    assert changes
    return hints_of(changes, {} if new else {FILM: was})


def _row(key: str, fields: Fields) -> Fields:
    name = key.partition(":")[0]
    parent = {
        "segmentname": "segment", "songcredit": "song", "songname": "song", "film": "",
    }.get(name, "film")  # fmt: skip
    return fields if not parent or parent in fields else {parent: FILM, **fields}


def segments(*runtimes: int | None) -> Rows:
    return {
        f"segment:{at}": {"number": at, "runtime": length}
        for at, length in enumerate(runtimes, start=1)
    }


THREE = segments(44, 40, 22)
HOME = {"release:1": {"country": "JP", "date": "1995-12-23", "medium": "cinema"}}


@pytest.mark.parametrize(
    ("before", "edit", "said"),
    [
        # Lengths
        ({}, {FILM: {"runtime": 113}, **THREE}, "The segments add up to 106 minutes"),
        ({FILM: {"runtime": 106}, **THREE}, {"segment:3": {"runtime": 32}}, "add up to 116"),
        ({FILM: {"runtime": 106}, **THREE}, {"segment:3": None}, "add up to 84"),
        ({FILM: {"runtime": 80}}, segments(44, 40, None), "add up to 84"),
        (
            {**THREE, "cut:1": {"kind": "tv", "segments": ["segment:1", "segment:2"]}},
            {"cut:1": {"runtime": 90}},
            "The segments of this cut add up to 84 minutes",
        ),
        ({FILM: {"runtime": 113}}, {"cut:1": {"kind": "theatrical", "runtime": 93}}, "theatrical"),
        (
            {"cut:1": {"kind": "tv", "runtime": 100}},
            {"release:1": {"country": "JP", "runtime": 80, "cut": "cut:1"}},
            "This release runs 80 minutes, its cut 100.",
        ),
        # Dates
        ({}, {"release:1": {"country": "JP", "date": "1885"}}, "No animated film was shown"),
        ({}, {"release:1": {"country": "JP", "date": "2199"}}, "years ahead"),
        (
            {FILM: {"country": "JP"}, **HOME},
            {"release:2": {"country": "DE", "date": "1995-11", "medium": "cinema"}},
            "before the first release at home (23 December 1995)",
        ),
        (
            HOME,
            {"release:2": {"country": "JP", "date": "1995-11", "medium": "disc"}},
            "before the release in cinemas",
        ),
        (HOME, {"dubversion:1": {"language": "de", "year": 1990}}, "before the film itself (1995)"),
        (HOME, {"availability:1": {"since": "1995-12-22"}}, "before the first release of the film"),
        (HOME, {"availability:1": {"until": "2001-01-01"}}, "ended already"),
        (HOME, {"availability:1": {"checked_on": "2199-01-01"}}, "still to come"),
        # Segments
        ({}, {"segment:1": {"number": 1}, "segment:2": {"number": 3}}, "There is no segment 2."),
        ({}, {"segment:1": {"number": 1}, "segment:2": {"number": 1}}, "Another segment has"),
        ({}, {"credit:1": {"note": "Segment 2 only"}}, "This film has no segments."),
        (THREE, {"credit:1": {"note": "segment #4"}}, "There is no segment 4."),
        (THREE, {"appearance:1": {"note": "in segment 3"}}, "chosen in a field of its own"),
        (
            {**THREE, "segmentname:1": {"segment": "segment:1", "text": "Magnetic Rose"}},
            {"song:1": {"note": "Heard in Magnetic Rose"}},
            "chosen in a field of its own",
        ),
        (THREE, {"credit:1": {"segment": "segment:9"}}, "no such segment"),
        # Rows that say the same
        (
            {"credit:1": {"role": "director", "credited_as": "Katsuhiro Otomo"}},
            {"credit:2": {"role": "director", "credited_as": "Katsuhiro Ōtomo"}},
            "Another row says the same.",
        ),
        (
            {"song:1": {}, "songcredit:1": {"song": "song:1", "role": "composer", "credited_as": "A"}},
            {"songcredit:2": {"song": "song:1", "role": "composer", "credited_as": "A"}},
            "Another row says the same.",
        ),
        (HOME, {"release:2": HOME["release:1"]}, "Another row says the same."),
        (
            {"dubversion:1": {"language": "de"}},
            {"dubversion:2": {"language": "de"}},
            "Another row says the same.",
        ),
        (
            {"availability:1": {"service": "service:1", "countries": ["DE"]}},
            {"availability:2": {"service": "service:1", "countries": ["DE"]}},
            "Another row says the same.",
        ),
        (
            {**THREE, "appearance:1": {"character": "character:1"}},
            {"appearance:2": {"character": "character:1", "segment": "segment:1"}},
            "listed for the whole film",
        ),
        (
            {"filmname:1": {"text": "彼女の想いで", "language": "ja", "kind": "native"}},
            {"filmname:2": {"text": "メモリーズ", "language": "ja", "kind": "native"}},
            "another native name",
        ),
    ],
)  # fmt: skip
def test_a_film_that_contradicts_itself_is_told(before: Rows, edit: Rows, said: str) -> None:
    found = of_film(before, edit)
    assert any(said in hint.text for hint in found), [hint.text for hint in found]


@pytest.mark.parametrize(
    ("before", "edit"),
    [
        # Lengths within the tolerance, unknown ones, planned ones
        ({}, {FILM: {"runtime": 108}, **THREE}),
        ({FILM: {"runtime": 113}}, segments(44, 40, None)),
        ({FILM: {"runtime": 106}}, segments(44)),
        ({"release:1": {"date": LATER}}, {FILM: {"runtime": 120}, **THREE}),
        ({**THREE, "cut:1": {"kind": "tv", "segments": ["segment:1"]}}, {"cut:1": {"runtime": 45}}),
        ({FILM: {"runtime": 113}}, {"cut:1": {"kind": "directors", "runtime": 125}}),
        ({FILM: {"runtime": 113}}, {"cut:1": {"kind": "theatrical", "runtime": 112}}),
        (
            {"cut:1": {"kind": "tv", "runtime": 100}},
            {"release:1": {"country": "DE", "runtime": 96, "cut": "cut:1"}},
        ),
        # Dates that may be right
        ({}, {"release:1": {"country": "FR", "date": "1892"}}),
        ({}, {"release:1": {"country": "JP", "date": LATER}}),
        (
            {FILM: {"country": "JP"}, **HOME},
            {"release:2": {"country": "FR", "date": "1995-06", "medium": "festival"}},
        ),
        (
            {FILM: {"country": "JP"}, **HOME},
            {"release:2": {"country": "DE", "date": "1995-12", "medium": "cinema"}},
        ),
        (HOME, {"release:2": {"country": "JP", "date": "1996", "medium": "disc"}}),
        (
            {FILM: {"kind": "ova"}, **HOME},
            {"release:2": {"country": "JP", "date": "1995-11", "medium": "disc"}},
        ),
        (HOME, {"dubversion:1": {"language": "ja", "original": True, "year": 1994}}),
        (HOME, {"availability:1": {"since": "1995-12-23", "until": "2199-01-01"}}),
        (HOME, {"availability:1": {"checked_on": timezone.localdate().isoformat()}}),
        # Segments
        ({}, {"segment:1": {"number": 1}, "segment:2": {"number": 2}}),
        (THREE, {"credit:1": {"note": "segment 3", "segment": "segment:3"}}),
        ({}, {"credit:1": {"note": "second part"}}),
        # Rows that differ in what matters
        (
            {**THREE, "credit:1": {"role": "director", "credited_as": "Katsuhiro Otomo"}},
            {"credit:2": {"role": "director", "credited_as": "Katsuhiro Otomo", "segment": "segment:3"}},
        ),
        (
            {"credit:1": {"role": "other", "role_text": "Pencils", "credited_as": "A"}},
            {"credit:2": {"role": "other", "role_text": "Ink", "credited_as": "A"}},
        ),
        (HOME, {"release:2": {"country": "JP", "date": "1995-12-23", "medium": "festival"}}),
        (
            {**THREE, "appearance:1": {"character": "character:1", "segment": "segment:2"}},
            {"appearance:2": {"character": "character:1", "segment": "segment:1"}},
        ),
        (
            {"filmname:1": {"text": "彼女の想いで", "language": "ja", "kind": "native"}},
            {"filmname:2": {"text": "记忆", "language": "zh-Hans", "kind": "native"}},
        ),
        # What was odd before, and this edit leaves alone
        ({FILM: {"runtime": 113}, **THREE}, {FILM: {"runtime": 113, "deck": "Three stories"}}),
        ({"credit:1": {"note": "Segment 2 only"}}, {FILM: {"deck": "Three stories"}}),
    ],
)  # fmt: skip
def test_what_may_well_be_right_is_not_told(before: Rows, edit: Rows) -> None:
    assert of_film(before, edit) == []


def test_values_that_fields_no_longer_allow_are_no_error() -> None:
    odd = {"release:1": {"date": "soon"}, FILM: {"runtime": "long"}, "segment:1": {"number": "I"}}
    assert of_film({}, {**odd, "segment:2": {"number": 1, "runtime": True}}) == []  # type: ignore[arg-type]


def test_a_new_film_is_looked_at_whole() -> None:
    (hint,) = of_film({}, {FILM: {"runtime": 113}, **THREE}, new=True)
    assert (hint.key, hint.field) == (FILM, "runtime")
