"""Which original a translation was made from: the laws of fingerprints. No database."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from wiki import changesets, documents
from wiki.changesets import MADE_FROM, ChangeSet, Document
from wiki.fingerprints import NOTHING, fingerprint, is_older, with_fingerprints
from wiki.models import SubmissionKind
from wiki.translation_fields import Fingerprint

NAMES = ("deck", "description")
FILM, SEGMENT = "film:1", "segment:3"
PARENTS = {"filmtext:5": FILM, "filmtext:6": FILM, "segmenttext:8": SEGMENT}
TEXTS = st.sampled_from(["", "A rose in space.", "A rose\nin  space. ", "Two boys.", "街の一日。"])
STORY = st.fixed_dictionaries({"deck": TEXTS, "description": TEXTS})
STATES = st.sampled_from(["today", "yesterday", "apart"])
BROUGHT = (
    SubmissionKind.REVERT,
    SubmissionKind.ROLLBACK,
    SubmissionKind.IMPORT,
    SubmissionKind.MERGE,
)


@st.composite
def pages(draw: Any) -> Document:
    """A film with a segment and translations of both, as the engine leaves them."""
    page: Document = {FILM: draw(STORY), SEGMENT: {"film": FILM, "number": 1, **draw(STORY)}}
    for key in draw(st.sets(st.sampled_from(sorted(PARENTS)))):
        page[key] = _row(key, page, draw(STORY), draw(STATES))
    return documents.complete(page)


def _row(key: str, page: Document, story: dict[str, str], state: str) -> dict[str, Any]:
    made_from = {
        "today": fingerprint(page[PARENTS[key]], NAMES),
        "yesterday": fingerprint({"deck": "What it said before."}, NAMES),
        "apart": NOTHING,
    }[state]
    parent = key.partition("text")[0]
    return {parent: PARENTS[key], "language": f"l{key[-1]}", **story, MADE_FROM: made_from}


@st.composite
def edits(draw: Any) -> tuple[Document, Document]:
    """A page, and what somebody makes of it who knows nothing of fingerprints."""
    before = draw(pages())
    after = {key: dict(fields) for key, fields in before.items()}
    for key in (FILM, SEGMENT, *PARENTS):
        if key in after and draw(st.booleans()):
            after[key].update(draw(STORY))
        elif key not in after and draw(st.booleans()):
            after[key] = {**_row(key, before, draw(STORY), "today"), MADE_FROM: ""}
    return before, documents.complete(after)


def filled(before: Document, after: Document, kind: str = SubmissionKind.EDIT) -> ChangeSet:
    changes = changesets.diff(before, after, entry=FILM)
    return with_fingerprints(changes, {FILM: before}, kind=kind)


def written(changes: ChangeSet, before: Document) -> Document:
    return documents.complete(changesets.apply(changes, before))


def older(page: Document, key: str) -> bool:
    return is_older(page[key], page[PARENTS[key]], NAMES)


def says(page: Document, key: str) -> list[Any]:
    return [page[key][name] for name in NAMES]


@given(STORY, STORY)
def test_a_fingerprint_tells_texts_apart_by_their_words(one: Any, other: Any) -> None:
    def words(story: Any) -> list[list[str]]:
        return [story[name].split() for name in NAMES]

    same = fingerprint(one, NAMES) == fingerprint(other, NAMES)
    assert same == (words(one) == words(other))
    assert (fingerprint(one, NAMES) == NOTHING) == (words(one) == [[], []])


@given(STORY)
def test_a_fingerprint_is_a_value_of_its_field(story: Any) -> None:
    column = documents.registry.shapes["filmtext"].fields[MADE_FROM].column
    field = Fingerprint(column)
    assert field.clean(fingerprint(story, NAMES)) == fingerprint(story, NAMES)
    assert len(fingerprint(story, NAMES)) <= column.max_length


def test_what_moves_between_two_fields_is_another_text() -> None:
    assert fingerprint({"deck": "A rose."}, NAMES) != fingerprint({"description": "A rose."}, NAMES)


@given(edits())
def test_a_row_that_comes_is_never_older(edit: tuple[Document, Document]) -> None:
    before, after = edit
    page = written(filled(before, after), before)
    for key in PARENTS:
        if key in page and key not in before:
            assert page[key][MADE_FROM] == fingerprint(page[PARENTS[key]], NAMES)


@given(edits())
def test_an_edit_of_the_text_alone_leaves_what_it_was_made_from(
    edit: tuple[Document, Document],
) -> None:
    before, after = edit
    after = {**after, FILM: before[FILM], SEGMENT: before[SEGMENT]}
    page = written(filled(before, after), before)
    for key in PARENTS.keys() & before.keys():
        assert page[key][MADE_FROM] == before[key][MADE_FROM]


@given(edits())
def test_an_edit_of_the_original_alone_touches_no_translation(
    edit: tuple[Document, Document],
) -> None:
    before, after = edit
    kept = {key: fields for key, fields in before.items() if key in PARENTS}
    changes = filled(before, {FILM: after[FILM], SEGMENT: after[SEGMENT], **kept})
    assert {change["key"] for change in changes} <= {FILM, SEGMENT}


@given(edits())
def test_who_edits_both_keeps_up_to_date_what_was_so(edit: tuple[Document, Document]) -> None:
    before, after = edit
    page = written(filled(before, after), before)
    for key in PARENTS.keys() & before.keys():
        if says(after, key) == says(before, key):
            continue
        was = before[key][MADE_FROM] == fingerprint(before[PARENTS[key]], NAMES)
        if was:
            assert page[key][MADE_FROM] == fingerprint(page[PARENTS[key]], NAMES)
        else:
            assert page[key][MADE_FROM] == before[key][MADE_FROM]


@given(edits(), STATES)
def test_a_fingerprint_that_is_named_is_believed(
    edit: tuple[Document, Document], state: str
) -> None:
    before, after = edit
    for key in PARENTS.keys() & after.keys():
        after[key][MADE_FROM] = _row(key, before, {}, state)[MADE_FROM]
    changes = filled(before, after)
    for change in changesets.diff(before, after, entry=FILM):
        found = next(each for each in changes if each["key"] == change["key"])
        if MADE_FROM in change["fields"]:
            assert found["fields"][MADE_FROM] == change["fields"][MADE_FROM]


@given(edits())
def test_filling_in_twice_is_filling_in_once(edit: tuple[Document, Document]) -> None:
    before, after = edit
    once = filled(before, after)
    assert with_fingerprints(once, {FILM: before}, kind=SubmissionKind.EDIT) == once


@given(edits(), st.sampled_from(BROUGHT))
def test_what_is_taken_back_is_as_it_was(edit: tuple[Document, Document], kind: str) -> None:
    before, after = edit
    changes = filled(before, after)
    page = written(changes, before)
    back = with_fingerprints(changesets.invert(changes), {FILM: page}, kind=kind)
    assert changesets.canonical(written(back, page)) == changesets.canonical(before)


@given(edits(), st.sampled_from(BROUGHT))
def test_what_is_brought_in_changes_only_what_it_says(
    edit: tuple[Document, Document], kind: str
) -> None:
    before, after = edit
    changes = changesets.diff(before, after, entry=FILM)
    assume(not any(change["op"] == "+" for change in changes))
    assert filled(before, after, kind) == changes


@given(STORY, STORY)
def test_what_was_written_without_an_original_is_no_older_translation(was: Any, now: Any) -> None:
    assert not is_older({MADE_FROM: NOTHING}, now, NAMES)
    assert not is_older({MADE_FROM: fingerprint(was, NAMES)}, {}, NAMES)
    assert not is_older({MADE_FROM: ""}, now, NAMES)
