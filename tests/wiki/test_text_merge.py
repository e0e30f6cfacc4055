"""Texts merged by paragraph: what merges, what clashes, and that nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.text_merge import BREAK, Clash, merge_texts, paragraphs

PARAGRAPHS = st.sampled_from([f"{word} tells of {word}." for word in "abcdefgh"])
TEXTS = st.lists(PARAGRAPHS, max_size=6).map(BREAK.join)
#: Texts without repetitions, in which nothing is moved.
IN_ORDER = st.sets(PARAGRAPHS).map(sorted).map(BREAK.join)
ANY_TEXTS = st.text(alphabet="ab \n\t", max_size=20)
ORIGIN = ["One is here.", "Two is there.", "Three is nowhere.", "Four is late."]


def text(*parts: str) -> str:
    return BREAK.join(parts)


@given(ANY_TEXTS, ANY_TEXTS)
def test_what_only_one_side_changed_is_taken_to_the_letter(base: str, edited: str) -> None:
    assert merge_texts(base, edited, base).text() == edited
    assert merge_texts(base, base, edited).text() == edited
    assert merge_texts(base, edited, edited).text() == edited


@given(ANY_TEXTS, ANY_TEXTS, ANY_TEXTS)
def test_any_texts_can_be_merged(base: str, now: str, proposed: str) -> None:
    merged = merge_texts(base, now, proposed)
    for choice in merged.choices:
        assert isinstance(merged.text(choice), str)


@given(TEXTS, TEXTS, TEXTS)
def test_sides_can_be_exchanged(base: str, one: str, other: str) -> None:
    merged, mirrored = merge_texts(base, one, other), merge_texts(base, other, one)
    assert merged.text("now") == mirrored.text("proposed")
    assert [(c.base, c.now, c.proposed) for c in merged.clashes] == [
        (c.base, c.proposed, c.now) for c in mirrored.clashes
    ]


@given(TEXTS, TEXTS, TEXTS)
def test_no_new_paragraph_is_lost(base: str, now: str, proposed: str) -> None:
    merged = merge_texts(base, now, proposed)
    told = set(paragraphs(merged.text("now"))) | set(paragraphs(merged.text("proposed")))
    new = (set(paragraphs(now)) | set(paragraphs(proposed))) - set(paragraphs(base))
    assert new <= told


@given(IN_ORDER, IN_ORDER, IN_ORDER)
def test_no_paragraph_that_both_sides_kept_is_lost(base: str, now: str, proposed: str) -> None:
    merged = merge_texts(base, now, proposed)
    kept = set(paragraphs(base)) & set(paragraphs(now)) & set(paragraphs(proposed))
    for choice in merged.choices:
        assert kept <= set(paragraphs(merged.text(choice)))


@given(st.data())
def test_changes_of_different_paragraphs_merge_alike_from_both_sides(data: st.DataObject) -> None:
    mine = data.draw(st.sets(st.integers(0, 3)), label="mine")
    base = text(*ORIGIN)
    ours = text(*(f"{p} Indeed." if at in mine else p for at, p in enumerate(ORIGIN)))
    theirs = text(*(p if at in mine else f"{p} Perhaps." for at, p in enumerate(ORIGIN)))
    both = text(*(f"{p} {'Indeed' if at in mine else 'Perhaps'}." for at, p in enumerate(ORIGIN)))
    merged = merge_texts(base, ours, theirs)
    assert merged.clashes == ()
    assert merged.text() == merge_texts(base, theirs, ours).text() == both


@given(st.sets(st.integers(0, 3)))
def test_a_merge_that_is_done_changes_nothing_when_it_is_done_again(mine: set[int]) -> None:
    base = text(*ORIGIN)
    ours = text(*(f"{p} Indeed." if at in mine else p for at, p in enumerate(ORIGIN)))
    theirs = text(*ORIGIN[:2], "A paragraph between.", *ORIGIN[2:])
    once = merge_texts(base, ours, theirs).text()
    assert merge_texts(base, once, theirs).text() == once


ONE, TWO, THREE, FOUR = ORIGIN


@pytest.mark.parametrize(
    ("now", "proposed", "merged"),
    [
        # Neighbours
        (("One was here.", TWO), (ONE, "Two was there."), ("One was here.", "Two was there.")),
        # An edit of the last paragraph, and a new one behind it
        ((ONE, "Two was there."), (ONE, TWO, "New."), (ONE, "Two was there.", "New.")),
        # A removal, and an edit elsewhere
        ((TWO,), (ONE, "Two was there."), ("Two was there.",)),
        # Something new at each end
        (("New.", ONE, TWO), (ONE, TWO, "Last."), ("New.", ONE, TWO, "Last.")),
        # Both did the same, and one of them more
        (("One was here.", TWO), ("One was here.", TWO, "New."), ("One was here.", TWO, "New.")),
        # A rewrite around a paragraph that stays
        (("Else.", TWO), (ONE, TWO, "Quite different."), ("Else.", TWO, "Quite different.")),
    ],
)
def test_paragraphs_that_do_not_meet_merge(
    now: tuple[str, ...], proposed: tuple[str, ...], merged: tuple[str, ...]
) -> None:
    found = merge_texts(text(ONE, TWO), text(*now), text(*proposed))
    assert found.clashes == ()
    assert found.text() == text(*merged)


def test_a_clash_holds_the_paragraphs_that_both_changed_and_no_others() -> None:
    merged = merge_texts(
        text(*ORIGIN),
        text("One was here.", "Two was there.", THREE, FOUR),
        text(ONE, "Two will be there.", THREE, "Four is early."),
    )
    assert merged.clashes == (Clash(TWO, "Two was there.", "Two will be there."),)
    assert merged.text("now") == text("One was here.", "Two was there.", THREE, "Four is early.")
    assert merged.text("proposed") == text(
        "One was here.", "Two will be there.", THREE, "Four is early."
    )
    assert merged.choices == ("now", "proposed")


def test_a_removal_and_an_edit_of_one_paragraph_clash() -> None:
    merged = merge_texts(text(ONE, TWO), ONE, text(ONE, "Two was there."))
    assert merged.clashes == (Clash(TWO, "", "Two was there."),)
    assert merged.text("now") == ONE
    assert merged.text("proposed") == text(ONE, "Two was there.")


def test_two_additions_in_one_place_can_both_stay() -> None:
    merged = merge_texts(ONE, text(ONE, "Mine."), text(ONE, "Yours."))
    assert merged.clashes == (Clash("", "Mine.", "Yours."),)
    assert merged.choices == ("now", "proposed", "both")
    assert merged.text("both") == text(ONE, "Mine.", "Yours.")


def test_what_both_added_alike_is_there_once() -> None:
    merged = merge_texts("", text(ONE, TWO, FOUR), text(ONE, "Two was there.", FOUR))
    assert merged.clashes == (Clash("", TWO, "Two was there."),)
    assert merged.text("both") == text(ONE, TWO, "Two was there.", FOUR)
    apart = merge_texts("", text(ONE, TWO, THREE), text(THREE, TWO, FOUR))
    assert apart.text("both") == text(ONE, TWO, THREE, FOUR)


def test_a_text_of_one_paragraph_clashes_whole() -> None:
    merged = merge_texts("113 minutes", "114 minutes", "115 minutes")
    assert merged.clashes == (Clash("113 minutes", "114 minutes", "115 minutes"),)
    assert merged.is_whole


def test_blank_lines_are_no_change() -> None:
    merged = merge_texts(text(ONE, TWO), f"{ONE}\n \n\n{TWO}\n", text(ONE, TWO, "New."))
    assert merged.text() == text(ONE, TWO, "New.")


def test_japanese_paragraphs_are_told_apart_by_their_characters() -> None:
    was = ("宇宙の墓場で救難信号を受けた。", "工場で働く青年が薬を飲む。")
    merged = merge_texts(
        text(*was),
        text("宇宙の墓場で救難信号を受信した。", was[1]),
        text(was[0], "研究所で働く青年が薬を飲む。"),
    )
    assert merged.clashes == ()
    assert merged.text() == text("宇宙の墓場で救難信号を受信した。", "研究所で働く青年が薬を飲む。")


def test_very_long_texts_are_merged_without_looking_for_likeness() -> None:
    base = [f"Paragraph {at} says {at}." for at in range(200)]
    merged = merge_texts(
        text(*base), text(*(p.upper() for p in base)), text(*base[:-1], "The end.")
    )
    assert len(merged.clashes) == 1


def test_texts_of_very_many_paragraphs_are_compared_at_their_ends() -> None:
    base = [str(at) for at in range(2_000)]
    ours, theirs = ["first", *base], [*base, "last"]
    assert merge_texts(text(*base), text(*ours), text(*theirs)).text() == text(
        "first", *base, "last"
    )
    rewritten = text(base[0], *("x" * at for at in range(1, 1_998)), base[-1])
    (clash,) = merge_texts(text(*base), rewritten, text(*base[:900], "new", *base[900:])).clashes
    assert clash.base == text(*base[1:-1])
